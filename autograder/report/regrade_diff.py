"""Compares what an earlier run found out about a submission with what this one did: the regrade diff.

Only what a grade is made of is compared: outcomes, scores and points. A message that was reworded is no change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from autograder.report.attention import has_internal_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from autograder.model import CheckResult, Outcome, QuestionResult, Result

Judged = TypeVar("Judged", "QuestionResult", "CheckResult")


class Cause(StrEnum):
    """What is another than it was when the earlier result was made."""

    GRADERS = "graders"
    SUBMISSION = "submission"
    BOTH = "graders and submission"
    NEITHER = "neither"


@dataclass(frozen=True)
class CheckChange:
    """A check that came out otherwise; None stands for no such check."""

    question: str
    check: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True)
class Figures:
    """What of a question is compared."""

    outcome: Outcome
    score: Fraction | None
    points: Fraction


@dataclass(frozen=True)
class QuestionChange:
    """A question whose outcome, score or points changed; None stands for no such question."""

    question: str
    before: Figures | None
    after: Figures | None


@dataclass(frozen=True)
class Change:
    """One submission of which anything changed that a grade is made of. `before` and `after` are trimmed.

    Where it could not be graded one of the times, there are no questions and checks to compare.
    """

    before: Result
    after: Result
    questions: tuple[QuestionChange, ...]
    checks: tuple[CheckChange, ...]

    @property
    def cause(self) -> Cause:
        """What was replaced since the earlier result: the graders, the submission, both, or (as after a fault) neither.

        The graders are code, checks, course and secret. A result that was never made by them, as after a fault, does
        not tell which they were.
        """
        graders = {self.before.grading_digest, self.after.grading_digest}
        by_graders = "" not in graders and len(graders) > 1
        by_submission = self.before.submission_digest != self.after.submission_digest
        if by_graders:
            return Cause.BOTH if by_submission else Cause.GRADERS
        return Cause.SUBMISSION if by_submission else Cause.NEITHER

    @property
    def by_fault(self) -> bool:
        """Whether the grader itself failed either time, so that one of the scores says nothing about the student."""
        return has_internal_error(self.before) or has_internal_error(self.after)

    @property
    def size(self) -> tuple[Fraction, Fraction, int]:
        """How large it is, by the grade first."""
        grade = abs(self.after.grade - self.before.grade)
        return grade, abs(self.after.score - self.before.score), len(self.checks) + len(self.questions)


def compare(before: Result, after: Result) -> Change | None:
    """Compare two results of one student in one assignment; None where nothing changed that a grade is made of."""
    pairs = _paired(before.questions, after.questions) if before.questions and after.questions else {}
    questions = tuple(
        QuestionChange(name, _figures(old), _figures(new))
        for name, (old, new) in pairs.items()
        if _figures(old) != _figures(new)
    )
    checks = tuple(change for name, (old, new) in pairs.items() for change in _checks(name, old, new))
    figures = [(one.outcome, one.score, one.points, one.penalty, one.grade) for one in (before, after)]
    if figures[0] == figures[1] and not questions and not checks:
        return None
    return Change(trimmed(before), trimmed(after), questions, checks)


def by_size(changes: Iterable[Change]) -> list[Change]:
    """Sort changes, the largest first; equal ones by assignment and student."""
    ordered = sorted(changes, key=lambda change: (change.after.assignment, change.after.student, change.after.attempt))
    return sorted(ordered, key=lambda change: change.size, reverse=True)


def trimmed(result: Result) -> Result:
    """Return the result with nothing but what is compared, small enough to be kept for a whole class."""
    return replace(
        result,
        notes=(),
        detail="",
        questions=tuple(
            replace(
                question,
                text="",
                checks=tuple(replace(check, message="", hint="", detail="", curves=()) for check in question.checks),
            )
            for question in result.questions
        ),
    )


def _checks(question: str, before: QuestionResult | None, after: QuestionResult | None) -> Iterator[CheckChange]:
    pairs = _paired(before.checks if before else (), after.checks if after else ())
    for name, (old, new) in pairs.items():
        outcomes = (old.outcome if old else None, new.outcome if new else None)
        if outcomes[0] is not outcomes[1]:
            yield CheckChange(question, name, *outcomes)


def _figures(question: QuestionResult | None) -> Figures | None:
    return Figures(question.outcome, question.score, question.points) if question else None


def _paired(before: Sequence[Judged], after: Sequence[Judged]) -> dict[str, tuple[Judged | None, Judged | None]]:
    """Put together what has the same id, in the order of `after`; what is no longer there comes last."""
    old, new = ({one.id: one for one in several} for several in (before, after))
    return {name: (old.get(name), new.get(name)) for name in {**new, **old}}
