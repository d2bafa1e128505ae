"""Whatever is handed in, there is a clear message, the others are graded all the same, and the exit code says it."""

import csv
import json
import zipfile

import pytest


@pytest.fixture
def good(notebook_of):
    return notebook_of("activations")


def bad_files(good):
    return {
        "truncated": good[:5000],
        "latin": good.decode().replace("sigmoid", "sigmöid").encode("latin-1"),
        "empty": b"",
        "image": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "huge": good + b" " * 100_000_000,
        "list": b"[1, 2, 3]",
        "deep": b'{"cells": ' + b"[" * 200_000,
        "binary": bytes(range(256)) * 10,
    }


def test_bad_notebooks_cost_themselves_only(run, tmp_path, good):
    folder = tmp_path / "class"
    folder.mkdir()
    for name, content in bad_files(good).items():
        (folder / f"{name}.ipynb").write_bytes(content)
    (folder / "anna.ipynb").write_bytes(good)
    done = run("grade", folder, "--assignment", "activations", "--out", "graded", "--jobs", 2)
    assert done.exit_code == 1
    lines = (tmp_path / "graded" / "summary.csv").read_text().splitlines()
    rows = {row["student"]: row for row in csv.DictReader(lines)}
    assert set(rows) == {"anna", *bad_files(good)}
    assert float(rows["anna"]["score"]) == 97
    for name in bad_files(good):
        result = json.loads((tmp_path / "graded" / "activations" / name / "result.json").read_text())
        assert result["outcome"] == "errored"
        assert len(result["reason"]) > 20
        assert (tmp_path / "graded" / "activations" / name / "feedback.html").exists()


def test_a_zip_with_a_path_out_of_it_costs_that_member_only(run, tmp_path, good):
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("anna/activations/activations.ipynb", good)
        opened.writestr("../evil/activations/activations.ipynb", good)
    done = run("grade", archive, "--out", "graded", "--jobs", 1)
    assert done.exit_code == 1
    assert not (tmp_path.parent / "evil").exists()
    results = [json.loads(path.read_text()) for path in (tmp_path / "graded").glob("*/*/result.json")]
    assert sorted(result["score"] for result in results) == [0, 97]


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_text("x"), lambda _: None])
def test_a_path_without_notebooks_is_a_usage_error(run, tmp_path, make):
    make(tmp_path / "nothing")
    done = run("grade", tmp_path / "nothing")
    assert done.exit_code == 2
    assert "nothing" in done.output


def test_a_broken_course_file_is_a_configuration_error(run, tmp_path, good):
    (tmp_path / "course.yml").write_text("schema_version: 1\ncourse: x\nspeed: fast\n")
    (tmp_path / "anna.ipynb").write_bytes(good)
    done = run("--course", tmp_path / "course.yml", "grade", tmp_path / "anna.ipynb")
    assert done.exit_code == 2
    assert "speed" in done.output
    assert "line 3" in done.output


def test_an_unknown_assignment_is_a_usage_error(run, tmp_path, good):
    (tmp_path / "anna.ipynb").write_bytes(good)
    done = run("grade", tmp_path / "anna.ipynb", "--assignment", "nonsense")
    assert done.exit_code == 2
    assert "activations" in done.output
