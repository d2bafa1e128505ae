"""Of several submissions of a student, the one that counts is told by their moments, and never guessed."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from autograder.grades import Grade, counting, without_order

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def grade(points, hours=None, student="ada", attempt=1):
    return Grade(
        student=student,
        assignment="activations",
        points=Fraction(100),
        score=Fraction(points),
        penalty=Fraction(0),
        grade=Fraction(points),
        questions=(),
        attempt=attempt,
        submitted_at=None if hours is None else NOON + timedelta(hours=hours),
    )


@pytest.mark.parametrize(("best", "wanted"), [(False, 5), (True, 9)])
def test_the_latest_or_the_best_counts(best, wanted):
    grades = [grade(5, 3), grade(9, 1, attempt=2), grade(7, 2)]
    assert counting(grades, best=best)["ada"].grade == wanted


def test_of_equal_ones_the_latest_is_the_best():
    assert counting([grade(9, 2), grade(9, 1)], best=True)["ada"].submitted_at == NOON + timedelta(hours=2)


@pytest.mark.parametrize("hours", [(None, None), (1, None), (1, 1)])
def test_several_without_an_order_are_named(hours):
    assert without_order([grade(5, hours[0]), grade(9, hours[1]), grade(1, student="bob")]) == {"ada"}


def test_several_in_an_order_and_single_ones_are_not_named():
    assert without_order([grade(5, 1), grade(9, 2), grade(1, student="bob")]) == frozenset()
