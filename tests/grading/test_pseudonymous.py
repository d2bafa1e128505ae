"""Under pseudonyms, nothing that is written or printed tells who anybody is, and extensions hold all the same."""

import json
import logging
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.pseudonyms import FOLDER_FORM, VARIABLE, Pseudonyms

KEY = "a key of the tests"
ANNA, BOB, CLEO, DORA = "anna.schmidt@example.org", "Bob.O-Neil@example.org", "cleo.王小明@uni.edu", "dora@example.org"
EXTENDED = "emil@example.org"
WORDS = ("anna", "schmidt", "bob", "neil", "cleo", "王小明", "dora", "emil", "example.org", "uni.edu", "essay")
RIGHT = "def relu(x):\n    return max(x, 0)"
DUE = "2026-10-01T00:00:00+00:00"
LATE = b"2026-10-03 12:00:00 UTC"


def pseudonym(student):
    return Pseudonyms(KEY.encode()).of(student)


@pytest.fixture(autouse=True)
def key(monkeypatch):
    """One key for all runs."""
    monkeypatch.setenv(VARIABLE, KEY)


@pytest.fixture
def right(notebook_of):
    """A right answer."""
    return notebook_of("activations", relu=RIGHT)


@pytest.fixture
def classroom(tmp_path, right):
    """A class with attempts, duplicates, unreadable files, files that are passed over, and an archive."""
    files = {
        f"first/{ANNA}/activations/activations.ipynb": right,
        f"first/{ANNA}/activations/timestamp.txt": b"2026-09-01 10:00:00 UTC",
        f"first/{BOB}/activations/{BOB}.ipynb": b"{",
        f"first/{BOB}/activations/essay.ipynb": right,
        f"first/{CLEO}/activations/essay.docx": b"x",
        f"first/{CLEO}/activations/timestamp.txt": b"yesterday",
        f"first/{DORA}/activations/{DORA}.ipynb": right,
        f"first/{DORA}.zip": b"no zip",
        f"second/{ANNA}/activations/activations.ipynb": right + b" ",
        f"second/{ANNA}/activations/timestamp.txt": b"2026-09-02 10:00:00 UTC",
        f"second/{DORA}/activations/{DORA}.ipynb": b"[]",
        f"{CLEO}.zip": b"no zip either",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in (f"{EXTENDED}.ipynb", f"../{BOB}.ipynb", f"{ANNA}/essay.pdf"):
            archive.writestr(name, right)
    return [tmp_path / name for name in ("first", "second", "class.zip", f"{CLEO}.zip")]


@pytest.fixture
def grade(tmp_path, small_course, monkeypatch):
    """Grade at these paths, in a course in which one student has an extension."""
    monkeypatch.chdir(tmp_path)
    file = small_course(
        due=DUE, late_until="2026-10-02T00:00:00+00:00", extensions={EXTENDED: "2026-10-05T00:00:00+00:00"}
    )

    def call(*arguments):
        return CliRunner().invoke(main, ["--course", str(file), "grade", "--jobs", "1", *map(str, arguments)])

    return call


def results(folder):
    return {path.parent.name: json.loads(path.read_text()) for path in folder.glob("*/*/result.json")}


@pytest.mark.parametrize("options", [(), ("--json",), ("--dry-run",), ("--jobs", "2")])
def test_nothing_tells_who_handed_in_what(grade, classroom, told, caplog, options):
    caplog.set_level(logging.DEBUG)
    first = grade(*classroom, "--pseudonymous", *options)
    again = grade(*classroom, "--pseudonymous", *options)
    assert (first.exit_code, again.exit_code) == (1, 1)
    written = [path for path in (Path("graded"),) if path.exists()]
    assert bool(written) != ("--dry-run" in options)
    assert told(WORDS, first.output, again.output, caplog.text, *written) == []


def test_what_changed_tells_nobody(grade, classroom, tmp_path, told, notebook_of):
    grade(*classroom, "--pseudonymous")
    wrong = notebook_of("activations", relu="def relu(x):\n    return 7")
    (tmp_path / "first" / ANNA / "activations" / "activations.ipynb").write_bytes(wrong)
    done = grade(*classroom, "--pseudonymous")
    assert f"  {pseudonym(ANNA)}, activations: 4 / 4 -> 0 / 4 (submission changed)" in done.stdout
    assert told(WORDS, done.output, tmp_path / "graded") == []


def test_everybody_has_a_result_by_pseudonym(grade, classroom, tmp_path):
    grade(*classroom, "--pseudonymous")
    found = results(tmp_path / "graded")
    assert {one["student"] for one in found.values()} == {*map(pseudonym, (ANNA, BOB, CLEO, DORA, EXTENDED))}
    assert all(FOLDER_FORM.fullmatch(name) for name in found)
    assert sorted(one["attempt"] for one in found.values() if one["student"] == pseudonym(ANNA)) == [1, 2]


def test_the_class_is_graded_as_under_its_own_ids(grade, classroom, tmp_path):
    grade(*classroom, "--pseudonymous", "--out", "hidden")
    grade(*classroom, "--out", "plain")

    def scores(folder, name):
        found = results(tmp_path / folder).values()
        return sorted((name(one["student"]), one["attempt"], one["score"], one["outcome"]) for one in found)

    assert scores("hidden", str) == scores("plain", pseudonym)


@pytest.mark.parametrize("collected", [False, True], ids=["own id", "collected under its pseudonym"])
def test_an_extension_holds_for_its_student_only(grade, right, tmp_path, told, collected):
    for student in (EXTENDED, DORA):
        name = pseudonym(student) if collected else student
        folder = tmp_path / "late" / name / "activations"
        folder.mkdir(parents=True)
        (folder / "activations.ipynb").write_bytes(right)
        (folder / "timestamp.txt").write_bytes(LATE)
    done = grade("late", *([] if collected else ["--pseudonymous"]))
    assert done.exit_code == 0
    found = results(tmp_path / "graded")
    assert (found[pseudonym(EXTENDED)]["grade"], found[pseudonym(DORA)]["grade"]) == (4, 0)
    assert told(WORDS, done.output, tmp_path / "graded") == []


def test_a_path_that_is_not_there_is_not_named(grade, told):
    done = grade(f"{ANNA}.ipynb", "--pseudonymous")
    assert done.exit_code == 2
    assert told(WORDS, done.output) == []


def test_results_under_pseudonyms_do_not_come_beside_others(grade, classroom, tmp_path, told):
    grade(*classroom)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "graded").rglob("*")}
    done = grade(*classroom, "--pseudonymous")
    assert done.exit_code == 2
    assert "Choose another --out." in done.output
    assert told(WORDS, done.output) == []
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "graded").rglob("*")}


def test_results_of_the_same_students_do_not_come_beside_those_under_pseudonyms(grade, classroom):
    grade(*classroom, "--pseudonymous")
    done = grade(*classroom)
    assert done.exit_code == 2
    assert "Add --pseudonymous, or choose another --out." in done.output


def test_folders_collected_under_pseudonyms_are_graded_with_or_without_the_flag(grade, right, tmp_path):
    folder = tmp_path / "submitted" / pseudonym(ANNA) / "activations"
    folder.mkdir(parents=True)
    (folder / "activations.ipynb").write_bytes(right)
    assert grade("submitted").exit_code == 0
    assert grade("submitted", "--pseudonymous").exit_code == 0
    assert [*results(tmp_path / "graded")] == [pseudonym(ANNA)]
