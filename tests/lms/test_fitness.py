"""Which grades are handed on to a learning management system."""

from fractions import Fraction

import pytest

from autograder.grades import Grade
from autograder.lms.fitness import unfinished, unreliable

MANUAL = {"explain"}


def grade(points=100, **changed):
    earned = Fraction(points) / 2
    return Grade("a", "activations", Fraction(points), earned, Fraction(0), earned, (), **changed)


@pytest.mark.parametrize("waiting", [(), ("explain",)])
def test_a_grade_without_a_problem_is_reliable_whoever_is_waited_for(waiting):
    assert unreliable(grade(waiting=waiting), MANUAL) == ""


def test_a_problem_is_told_as_it_is():
    assert unreliable(grade(problem="Not a notebook.", waiting=("relu",)), MANUAL) == "Not a notebook."


def test_a_question_that_nobody_but_the_grader_scores_has_failed():
    reason = unreliable(grade(waiting=("relu", "explain")), MANUAL)
    assert reason == "grading failed in relu; grade the submission again"


def test_a_grade_out_of_nothing_is_unreliable():
    assert unreliable(grade(points=0), MANUAL).startswith("nothing was graded")


@pytest.mark.parametrize(
    ("waiting", "complete_only", "reason"),
    [
        (("explain",), True, "still to be graded by hand: explain"),
        (("explain",), False, ""),
        ((), True, ""),
    ],
)
def test_only_where_complete_grades_are_asked_for_others_are_unfinished(waiting, complete_only, reason):
    assert unfinished(grade(waiting=waiting), complete_only=complete_only) == reason
