"""Lateness costs what course.yml says, by the moment that stands beside the submission."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main

CASES = {
    "2026-10-01 12:00:00 UTC": (97, 0),
    "2026-10-02 12:00:00 UTC": (97, 10),
    "2026-10-04 12:00:00 UTC": (97, 30),
    "2026-10-09 00:00:00 UTC": (97, 97),
    "": (97, 0),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory, altered_course, notebook_of):
    """Grade the solution handed in at several moments, in a course with dates; returns the results by moment."""
    folder = tmp_path_factory.mktemp("late")
    dates = {"due": "2026-10-02T00:00:00+00:00", "late_until": "2026-10-08T00:00:00+00:00"}
    file = altered_course(folder, lambda document: document["assignments"][0].update(dates))
    for number, moment in enumerate(CASES):
        submitted = folder / "submitted" / f"s{number}" / "activations"
        submitted.mkdir(parents=True)
        (submitted / "activations.ipynb").write_bytes(notebook_of("activations"))
        if moment:
            (submitted / "timestamp.txt").write_text(moment)
    done = CliRunner().invoke(
        main,
        ["--course", str(file), "grade", str(folder / "submitted"), "--out", str(folder / "graded")],
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
