"""Counts and averages over the results of one assignment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from statistics import median
from typing import TYPE_CHECKING, Final

from autograder.model import Outcome
from autograder.report.attention import attention_reason, unscored_points
from autograder.report.wording import STAFF, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.model import Result
    from autograder.report.wording import Word

BINS: Final = 10
MOST_CHECKS: Final = 8
# A check with one of these outcomes says nothing about how hard it is.
_NO_VERDICT: Final = (Outcome.SKIPPED, Outcome.NOT_ATTEMPTED, Outcome.NEEDS_GRADING, Outcome.INTERNAL_ERROR)


@dataclass(frozen=True)
class QuestionStatistics:
    """How a class did in one question; `mean` is a share of its points, None where nobody has a score."""

    id: str
    title: str
    points: Fraction
    mean: Fraction | None
    counts: tuple[tuple[Word, int], ...]
    submissions: int


@dataclass(frozen=True)
class CheckStatistics:
    """How many of those who got as far as a check did not pass it."""

    question: str
    id: str
    title: str
    failed: int
    judged: int

    @property
    def share(self) -> Fraction:
        """The share of failures among the verdicts."""
        return Fraction(self.failed, self.judged)


@dataclass(frozen=True)
class AssignmentStatistics:
    """How a class did in one assignment. `shares` are scores as shares of the points that have a score so far."""

    submissions: int
    shares: tuple[Fraction, ...]
    questions: tuple[QuestionStatistics, ...]
    hardest: tuple[CheckStatistics, ...]

    @property
    def mean(self) -> Fraction | None:
        """The mean share, None without any."""
        return _mean(self.shares)

    @property
    def median(self) -> Fraction | None:
        """The middle share, None without any."""
        return median(self.shares) if self.shares else None

    @property
    def bins(self) -> tuple[int, ...]:
        """How many shares lie in each tenth; full marks belong to the last."""
        counts = [0] * BINS
        for share in self.shares:
            counts[min(max(floor(share * BINS), 0), BINS - 1)] += 1
        return tuple(counts)


def statistics(results: Sequence[Result]) -> AssignmentStatistics:
    """Summarise the results of one assignment; those that need a human are left out of all averages."""
    graded = [result for result in results if not attention_reason(result)]
    return AssignmentStatistics(
        submissions=len(results),
        shares=tuple(share for result in graded if (share := share_so_far(result)) is not None),
        questions=_questions(graded),
        hardest=_hardest(graded),
    )


def share_so_far(result: Result) -> Fraction | None:
    """Return the score as a share of the points of all questions that have a score; None where none has."""
    scored = result.points - unscored_points(result)
    return result.score / scored if scored > 0 else None


def _mean(shares: Sequence[Fraction]) -> Fraction | None:
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def _questions(graded: Sequence[Result]) -> tuple[QuestionStatistics, ...]:
    by_id = defaultdict(list)
    for result in graded:
        for question in result.questions:
            by_id[question.id].append(question)
    return tuple(
        QuestionStatistics(
            id=name,
            title=group[0].title,
            points=group[0].points,
            mean=_mean([one.score / one.points for one in group if one.score is not None and one.points]),
            counts=counted(group, STAFF),
            submissions=len(group),
        )
        for name, group in by_id.items()
    )


def _hardest(graded: Sequence[Result]) -> tuple[CheckStatistics, ...]:
    verdicts: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    titles: dict[tuple[str, str, str], str] = {}
    for result in graded:
        for question in result.questions:
            for check in question.checks:
                if check.outcome not in _NO_VERDICT:
                    key = (question.id, question.title, check.id)
                    verdicts[key].append(check.outcome is not Outcome.PASSED)
                    titles[key] = check.title
    found = [
        CheckStatistics(question, check, titles[identity, question, check], sum(failures), len(failures))
        for (identity, question, check), failures in verdicts.items()
        if any(failures)
    ]
    found.sort(key=lambda one: (-one.failed, -one.share, one.question, one.id))
    return tuple(found[:MOST_CHECKS])
