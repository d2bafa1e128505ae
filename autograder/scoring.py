"""From verdicts to points: what a question, and then a submission, comes to. Pure functions, exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from autograder.model import Outcome, QuestionResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.course.schema import Question
    from autograder.model import CheckResult

UNTOUCHED: Final = frozenset({Outcome.NOT_ATTEMPTED, Outcome.SKIPPED})
MISTAKES: Final = (Outcome.FAILED, Outcome.ERRORED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY)


def automatic(question: Question, checks: Sequence[CheckResult]) -> QuestionResult:
    """Score a question by the weights of its passed checks; an internal error leaves it without a score."""
    outcome = _outcome_of_checks(checks)
    score: Fraction | None = None
    if outcome is Outcome.PASSED:
        score = question.points
    elif outcome is not Outcome.INTERNAL_ERROR:
        passed = sum((check.weight for check in checks if check.outcome is Outcome.PASSED), Fraction(0))
        score = question.points * passed / sum((check.weight for check in checks), Fraction(0))
    return QuestionResult(question.id, question.title, outcome, score, question.points, tuple(checks))


def by_hand(question: Question, text: str, *, untouched: bool) -> QuestionResult:
    """Leave a question to the instructor, unless the stub still stands."""
    outcome = Outcome.NOT_ATTEMPTED if untouched else Outcome.NEEDS_GRADING
    return QuestionResult(question.id, question.title, outcome, None, question.points, text=text)


def total(questions: Sequence[QuestionResult]) -> Fraction:
    """Sum what has been scored so far."""
    return sum((question.score for question in questions if question.score is not None), Fraction(0))


def outcome_of(questions: Sequence[QuestionResult]) -> Outcome:
    """How a whole submission came out: whether it needs us, needs its instructor, or how it did."""
    outcomes = {question.outcome for question in questions}
    if Outcome.INTERNAL_ERROR in outcomes:
        return Outcome.INTERNAL_ERROR
    if outcomes <= UNTOUCHED:
        return Outcome.NOT_ATTEMPTED
    if Outcome.NEEDS_GRADING in outcomes:
        return Outcome.NEEDS_GRADING
    return Outcome.PASSED if outcomes == {Outcome.PASSED} else Outcome.FAILED


def _outcome_of_checks(checks: Sequence[CheckResult]) -> Outcome:
    outcomes = [check.outcome for check in checks]
    if Outcome.INTERNAL_ERROR in outcomes or not outcomes:
        return Outcome.INTERNAL_ERROR
    if set(outcomes) == {Outcome.PASSED}:
        return Outcome.PASSED
    if set(outcomes) <= UNTOUCHED:
        return Outcome.NOT_ATTEMPTED
    return next((outcome for outcome in outcomes if outcome in MISTAKES), Outcome.FAILED)
