"""What lateness costs and when a submission stops counting: pure functions of a policy and of moments.

Percentages are of the points that the assignment is worth, not of the points that a submission earned: a day costs
every late student the same. Moments carry their offsets and are compared as moments, so that a clock change between
`due` and a submission makes no day longer or shorter than 24 hours.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from autograder.course.schema import Assignment, Late

DAY: Final = timedelta(days=1)


def days_late(late: Late, due: datetime | None, submitted_at: datetime | None) -> int:
    """Count the periods of 24 hours begun after `due` and the days of grace.

    0 at that very moment and before it, and where either moment is unknown. Raises ValueError for a moment without
    an offset.
    """
    if due is None or submitted_at is None:
        return 0
    lateness = _elapsed(due, submitted_at) - late.grace_days * DAY
    return max(0, -(-lateness // DAY))


def penalty(
    late: Late, due: datetime | None, submitted_at: datetime | None, points_earned: Fraction, points_possible: Fraction
) -> Fraction:
    """Compute the points that lateness costs: never more than the policy's cap, nor more than were earned."""
    if late.policy == "none":
        return Fraction(0)
    percent = min(days_late(late, due, submitted_at) * _exactly(late.percent_per_day), _exactly(late.cap_percent))
    return max(Fraction(0), min(points_earned, points_possible * percent / 100))


def counts(assignment: Assignment, submitted_at: datetime | None, student: str) -> bool:
    """Whether a submission came by `late_until`, which an extension moves as far as it moves `due`."""
    if assignment.late_until is None or submitted_at is None:
        return True
    due, own_due = assignment.due, assignment.due_for(student)
    extra = _elapsed(due, own_due) if due is not None and own_due is not None else timedelta(0)
    return _elapsed(assignment.late_until, submitted_at) <= extra


def _elapsed(start: datetime, end: datetime) -> timedelta:
    """Measure the true time between two moments; subtraction compares wall clocks within one time zone."""
    return _fixed(end) - _fixed(start)


def _fixed(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"the moment {moment.isoformat()} has no offset from UTC")
    return moment.replace(tzinfo=timezone(offset))


def _exactly(percent: float) -> Fraction:
    """Return the decimal fraction that the course's author wrote."""
    return Fraction(str(percent))
