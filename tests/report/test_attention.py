from fractions import Fraction

from autograder.model import Outcome
from autograder.report.attention import (
    attention_reason,
    has_internal_error,
    unreadable,
    unscored_points,
    waiting,
)


def test_a_graded_submission_needs_nobody(make):
    assert attention_reason(make.typical()) == ""


def test_an_unreadable_submission_needs_a_human_for_its_reason(make):
    result = make.unreadable()
    assert unreadable(result)
    assert attention_reason(result) == result.reason


def test_a_late_submission_that_was_graded_is_not_unreadable(make):
    assert not unreadable(make.typical(reason="Handed in late."))


def test_an_internal_error_in_one_check_needs_a_human_and_names_the_question(make):
    broken = make.check(outcome=Outcome.INTERNAL_ERROR)
    result = make.result([make.question(), make.question("relu", "ReLU", checks=(broken,))])
    assert has_internal_error(result)
    assert attention_reason(result) == "The grader itself failed in: ReLU."


def test_an_internal_error_before_any_question_is_not_taken_for_an_unreadable_file(make):
    result = make.result(outcome=Outcome.INTERNAL_ERROR, reason="The worker could not start.")
    assert not unreadable(result)
    assert attention_reason(result) == "The grader itself failed. The worker could not start."


def test_questions_for_the_instructor_are_waiting_and_unscored(make):
    result = make.typical()
    assert [question.id for question in waiting(result)] == ["explain"]
    assert unscored_points(result) == Fraction(3)


def test_an_untouched_question_for_the_instructor_is_not_open(make):
    untouched = make.question("explain", outcome=Outcome.NOT_ATTEMPTED, score=None, points=3)
    assert unscored_points(make.result([untouched])) == 0
