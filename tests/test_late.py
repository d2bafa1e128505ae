"""Behaviour of the late policy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.load import load_course
from autograder.course.schema import Late
from autograder.late import counts, days_late, penalty

DUE = datetime(2026, 10, 1, 23, 59, tzinfo=timezone(timedelta(hours=2)))
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
BERLIN = ZoneInfo("Europe/Berlin")
TINY = load_course(Path(__file__).parent / "course" / "tiny.yml").assignment("one")


def late(**keys) -> Late:
    return Late.model_validate({"policy": "percent_per_day", "percent_per_day": 10, **keys})


@pytest.mark.parametrize(
    ("after", "grace_days", "days"),
    [
        (-DAY, 0, 0),
        (timedelta(0), 0, 0),
        (TICK, 0, 1),
        (DAY, 0, 1),
        (DAY + TICK, 0, 2),
        (10 * DAY, 0, 10),
        (2 * DAY, 2, 0),
        (2 * DAY + TICK, 2, 1),
        (5 * DAY, 2, 3),
    ],
)
def test_days_are_begun_periods_of_24_hours_after_due_and_grace(after, grace_days, days):
    assert days_late(late(grace_days=grace_days), DUE, DUE + after) == days


def test_moments_are_compared_whatever_their_offsets():
    assert days_late(late(), DUE, datetime(2026, 10, 1, 21, 59, tzinfo=UTC)) == 0
    assert days_late(late(), DUE, datetime(2026, 10, 1, 22, 0, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    ("due", "submitted_at", "days"),
    [
        # the night of 25 October 2026 has 25 hours: noon to noon is an hour more than a day
        (datetime(2026, 10, 24, 12, tzinfo=BERLIN), datetime(2026, 10, 25, 12, tzinfo=BERLIN), 2),
        (datetime(2026, 10, 24, 12, tzinfo=BERLIN), datetime(2026, 10, 25, 11, tzinfo=BERLIN), 1),
        # the night of 29 March 2026 has 23 hours
        (datetime(2026, 3, 28, 12, tzinfo=BERLIN), datetime(2026, 3, 29, 13, tzinfo=BERLIN), 1),
        (datetime(2026, 3, 28, 12, tzinfo=BERLIN), datetime(2026, 3, 29, 13, 1, tzinfo=BERLIN), 2),
        # the hour that comes twice
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), 1),
    ],
)
def test_a_change_of_clocks_makes_no_day_longer_or_shorter(due, submitted_at, days):
    assert days_late(late(), due, submitted_at) == days


def test_an_unknown_moment_is_not_late():
    assert days_late(late(), None, DUE) == 0
    assert days_late(late(), DUE, None) == 0


def test_a_moment_without_offset_is_an_error():
    with pytest.raises(ValueError, match="has no offset"):
        days_late(late(), DUE, datetime(2026, 10, 2, 12))  # noqa: DTZ001 - this is what is tested


def test_moments_at_the_ends_of_the_calendar_do_not_overflow():
    first = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
    last = datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))
    assert days_late(late(), DUE, first) == 0
    assert days_late(late(), DUE, last) > 2_000_000


def test_a_percentage_is_of_the_points_possible():
    assert penalty(late(), DUE, DUE + timedelta(hours=25), Fraction(80), Fraction(100)) == 20


def test_the_cap_bounds_the_penalty():
    assert penalty(late(cap_percent=50), DUE, DUE + 30 * DAY, Fraction(80), Fraction(100)) == 50


def test_the_grade_never_falls_below_zero():
    assert penalty(late(), DUE, DUE + 5 * DAY, Fraction(7), Fraction(100)) == 7


def test_percentages_are_the_decimals_that_were_written():
    assert penalty(late(percent_per_day=0.1), DUE, DUE + 3 * DAY, Fraction(1), Fraction(1)) == Fraction(3, 1000)


def test_no_policy_takes_nothing():
    assert penalty(Late.model_validate({}), DUE, DUE + DAY, Fraction(1), Fraction(1)) == 0


policies = st.builds(
    lambda percent, cap, grace: late(percent_per_day=percent, cap_percent=cap, grace_days=grace),
    st.integers(0, 400).map(lambda quarters: quarters / 4),
    st.integers(0, 400).map(lambda quarters: quarters / 4),
    st.integers(0, 9),
)
moments = st.datetimes(
    datetime(2026, 9, 1),  # noqa: DTZ001 - the zone is the strategy's own argument
    datetime(2026, 12, 1),  # noqa: DTZ001 - as above
    timezones=st.sampled_from([UTC, BERLIN, timezone(timedelta(hours=-5))]),
)
shares = st.fractions(0, 1, max_denominator=60)


@given(policy=policies, at=moments, share=shares, possible=st.fractions(1, 200, max_denominator=8))
def test_a_penalty_lies_between_zero_and_the_cap_and_the_score(policy, at, share, possible):
    taken = penalty(policy, DUE, at, share * possible, possible)
    assert type(taken) is Fraction
    assert 0 <= taken <= min(share * possible, possible * Fraction(policy.cap_percent) / 100)


@given(policy=policies, first=moments, second=moments, share=shares)
def test_a_later_submission_never_costs_less(policy, first, second, share):
    earlier, later = sorted((first, second), key=lambda moment: moment.astimezone(UTC))
    assert penalty(policy, DUE, earlier, share, Fraction(1)) <= penalty(policy, DUE, later, share, Fraction(1))


@given(policy=policies, at=moments, low=shares, high=shares)
def test_a_better_submission_never_gets_the_lower_grade(policy, at, low, high):
    low, high = sorted((low, high))
    grades = [share - penalty(policy, DUE, at, share, Fraction(1)) for share in (low, high)]
    assert grades == sorted(grades)


@given(policy=policies, at=moments)
def test_the_zone_in_which_a_moment_is_written_changes_nothing(policy, at):
    assert days_late(policy, DUE, at) == days_late(policy, DUE.astimezone(BERLIN), at.astimezone(BERLIN))


@pytest.mark.parametrize(
    ("student", "last"),
    [
        ("bob", datetime(2026, 10, 8, 21, 59, tzinfo=UTC)),
        ("ada", datetime(2026, 10, 10, 21, 59, tzinfo=UTC)),  # her extension is of two days
    ],
)
def test_a_submission_counts_up_to_late_until_which_an_extension_moves(student, last):
    assert counts(TINY, last, student)
    assert not counts(TINY, last + TICK, student)


def test_a_submission_counts_where_nothing_is_known_against_it():
    assert counts(TINY, None, "bob")
    unlimited = TINY.model_copy(update={"late_until": None})
    assert counts(unlimited, DUE + 1000 * DAY, "bob")


def test_late_until_holds_without_due():
    undated = TINY.model_copy(update={"due": None, "extensions": {}})
    assert counts(undated, TINY.late_until, "ada")
    assert not counts(undated, TINY.late_until + TICK, "ada")
