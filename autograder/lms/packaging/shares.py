"""Divides the points of a question among its checks, in decimals that add up exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Final

from autograder.model import Outcome
from autograder.report.number_format import DECIMALS, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.model import QuestionResult

MOST_DECIMALS: Final = 6


@dataclass(frozen=True)
class Share:
    """What one check earned, of how much."""

    score: Fraction
    points: Fraction


def shares(question: QuestionResult) -> list[Share]:
    """Give each check its share, by weights: together they have the question's points, and its score.

    Two decimals are used, or as many as the points have. What rounding leaves over goes where most was cut off, so a
    check may be worth 0.01 more or less in one submission than in another.
    """
    unit = 10 ** _decimals(question.points)
    whole = floor(question.points * unit + Fraction(1, 2))
    score = rounded(question.score or Fraction(0), question.points, _decimals(question.points))
    earned = floor(score * unit)
    passed = [index for index, check in enumerate(question.checks) if check.outcome is Outcome.PASSED]
    missed = [index for index, check in enumerate(question.checks) if check.outcome is not Outcome.PASSED]
    found: dict[int, Share] = {}
    for places, units in ((passed, earned), (missed, whole - earned)):
        parts = apportioned(units, [question.checks[place].weight for place in places])
        for place, part in zip(places, parts, strict=True):
            points = Fraction(part, unit)
            found[place] = Share(points if places is passed else Fraction(0), points)
    return [found[index] for index in range(len(question.checks))]


def apportioned(units: int, weights: Sequence[Fraction]) -> list[int]:
    """Divide whole units by weights; what is left over goes to the largest remainders, of equal ones to the first."""
    total = sum(weights, Fraction(0))
    exact = [units * weight / total for weight in weights]
    parts = [floor(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda index: parts[index] - exact[index])
    for index in order[: units - sum(parts)]:
        parts[index] += 1
    return parts


def number(value: Fraction) -> int | float:
    """Write a decimal as a JSON number."""
    return value.numerator if value.denominator == 1 else float(value)


def _decimals(points: Fraction) -> int:
    fitting = (places for places in range(DECIMALS, MOST_DECIMALS) if (points * 10**places).denominator == 1)
    return next(fitting, MOST_DECIMALS)
