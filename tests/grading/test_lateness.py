"""Lateness costs what course.yml says, by the moment that stands beside the submission."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from autograder.cli import main

CASES = {
    "2026-10-01 12:00:00 UTC": (97, 0),
    "2026-10-02 12:00:00 UTC": (97, 10),
    "2026-10-04 12:00:00 UTC": (97, 30),
    "2026-10-09 00:00:00 UTC": (97, 97),
    "": (97, 0),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory, root, notebook_of):
    """Grade the solution handed in at several moments, in a course with dates; returns the results by moment."""
    folder = tmp_path_factory.mktemp("late")
    for name in ("solutions", "assignments", "autograder", "tests"):
        (folder / name).symlink_to(root / name)
    yaml = YAML(typ="rt")
    document = yaml.load((root / "course.yml").read_text())
    document["assignments"][0] |= {"due": "2026-10-02T00:00:00+00:00", "late_until": "2026-10-08T00:00:00+00:00"}
    with (folder / "course.yml").open("w") as file:
        yaml.dump(document, file)
    for number, moment in enumerate(CASES):
        submitted = folder / "submitted" / f"s{number}" / "activations"
        submitted.mkdir(parents=True)
        (submitted / "activations.ipynb").write_bytes(notebook_of("activations"))
        if moment:
            (submitted / "timestamp.txt").write_text(moment)
    done = CliRunner().invoke(
        main,
        ["--course", str(folder / "course.yml"), "grade", str(folder / "submitted"), "--out", str(folder / "graded")],
    )
    assert done.exit_code == 0, done.output
    return {
        moment: json.loads(Path(folder, "graded", "activations", f"s{number}", "result.json").read_text())
        for number, moment in enumerate(CASES)
    }


@pytest.mark.parametrize("moment", CASES)
def test_a_penalty_is_taken_off_the_grade(graded, moment):
    score, penalty = CASES[moment]
    result = graded[moment]
    assert (result["score"], result["penalty"], result["grade"]) == (score, penalty, score - penalty)


def test_a_submission_that_does_not_count_says_so(graded):
    assert any("last moment" in note for note in graded["2026-10-09 00:00:00 UTC"]["notes"])
