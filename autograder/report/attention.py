"""Tells which results need somebody to look at them, and why."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from autograder.model import Outcome

if TYPE_CHECKING:
    from autograder.model import QuestionResult, Result


def unreadable(result: Result) -> bool:
    """Whether the file could not be read, so that nothing in it was graded."""
    return not result.questions and not has_internal_error(result)


def has_internal_error(result: Result) -> bool:
    """Whether the grader itself failed somewhere in this submission."""
    return Outcome.INTERNAL_ERROR in (
        result.outcome,
        *(question.outcome for question in result.questions),
        *(check.outcome for question in result.questions for check in question.checks),
    )


def waiting(result: Result) -> tuple[QuestionResult, ...]:
    """Return the questions that are graded by hand and have not been graded yet."""
    return tuple(question for question in result.questions if question.outcome is Outcome.NEEDS_GRADING)


def unscored_points(result: Result) -> Fraction:
    """Add up the points of all questions that have no score yet but may get one: by hand, or after our failure."""
    open_questions = (one for one in result.questions if one.score is None and one.outcome is not Outcome.NOT_ATTEMPTED)
    return sum((question.points for question in open_questions), Fraction(0))


def attention_reason(result: Result) -> str:
    """Why the staff must look at this result, as a sentence; empty where nobody has to.

    A question graded by hand is ordinary work, so it is no reason.
    """
    if has_internal_error(result):
        where = ", ".join(question.title for question in result.questions if _failed_inside(question))
        place = f" in: {where}" if where else ""
        return f"The grader itself failed{place}. {result.reason}".strip()
    if unreadable(result):
        return result.reason or "Nothing was graded."
    return ""


def _failed_inside(question: QuestionResult) -> bool:
    return Outcome.INTERNAL_ERROR in (question.outcome, *(check.outcome for check in question.checks))
