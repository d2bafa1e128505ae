"""A result counts as up to date only where it was made on a rung that let submissions do no more."""

from dataclasses import replace

import pytest

from autograder.grading import open_grader
from autograder.model import Submission
from autograder.sandbox.ladder import best_rung
from autograder.sandbox.launch import Sandbox
from autograder.sandbox.rung import Rung


@pytest.fixture
def graded(root, notebook_of):
    """A submission, its grader and its result."""
    submission = Submission("ada", "ada", "activations", "ada", notebook_of("activations"))
    grader = open_grader(root / "course.yml", "activations", best_rung())
    results = []
    grader.grade([submission], lambda _, result: results.append(result))
    return submission, grader, results[0]


@pytest.mark.parametrize("made_on", Rung)
@pytest.mark.parametrize("used", Rung)
def test_a_result_of_a_weaker_rung_is_made_again(graded, made_on, used):
    submission, grader, result = graded
    grader = replace(grader, sandbox=Sandbox(used))
    assert grader.still_holds(replace(result, sandbox_rung=made_on), submission) == (made_on <= used)


def test_a_result_without_a_rung_is_made_again(graded):
    submission, grader, result = graded
    assert not grader.still_holds(replace(result, sandbox_rung=""), submission)
