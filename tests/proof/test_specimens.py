"""Specimens get their expected outcomes, and no check stands unproved. `autograder verify` runs every one of them."""

import pytest

from autograder.sandbox.ladder import best_rung
from autograder.specimens import classroom, trial
from autograder.specimens.model import Kind

JOBS = 2


@pytest.mark.parametrize("slug", ["activations", "mnist"])
def test_specimens_get_their_expected_outcomes(course, root, slug):
    specimens = trial.covering(classroom.specimens_of(course, root, slug))
    verdicts = trial.verify(course, root / "course.yml", specimens, jobs=JOBS, rung=best_rung(), tell=lambda _: None)
    assert {one.specimen.student: one.problems for one in verdicts if one.problems} == {}
    assert trial.unproved(verdicts) == {slug: ()}


@pytest.mark.parametrize("slug", ["activations", "mnist"])
def test_there_are_many_honest_styles_and_many_mistakes(course, root, slug):
    kinds = [specimen.kind for specimen in classroom.specimens_of(course, root, slug)]
    assert kinds.count(Kind.RIGHT) >= 15
    assert kinds.count(Kind.MISTAKE) >= 25
