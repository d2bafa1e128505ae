"""Due dates, extensions and late penalties in the gradebook, by the policies of course.yml.

The gradebook's own extensions hold where course.yml has none for a student, and its due date where course.yml has
none at all.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from autograder import late

if TYPE_CHECKING:
    from fractions import Fraction

    from autograder.course.schema import Assignment, Course


def due_in_gradebook(assignment: Assignment) -> datetime | None:
    """Return what nbgrader takes for the due date: where there is none, the moment after which nothing counts.

    Without an offset, in UTC, as nbgrader keeps moments.
    """
    return as_kept(assignment.due or assignment.late_until)


def as_kept(moment: datetime | None) -> datetime | None:
    """Return a moment as nbgrader keeps it: in UTC, without an offset."""
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)


def extension_of(assignment: Assignment, due_for: datetime | None) -> timedelta | None:
    """How much later than `due` one student's own due date is; None without an extension."""
    if assignment.due is None or due_for is None or due_for == assignment.due:
        return None
    return due_for.astimezone(UTC) - assignment.due.astimezone(UTC)


def penalty(course: Course, assignment: Assignment, score: Fraction, seconds_late: float) -> Fraction | None:
    """Compute the points that lateness costs, of a submission that came so long after its own due date.

    None, as nbgrader has it, where it costs nothing.
    """
    if seconds_late <= 0:
        return None
    came = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds_late)
    due = came - timedelta(seconds=seconds_late)
    if assignment.late_until is not None:
        last = assignment.late_until - (assignment.due or assignment.late_until)
        if came > due + last:
            return score
    if assignment.due is None and assignment.late_until is not None:
        return None
    points = sum((question.points for question in assignment.questions), start=score * 0)
    return late.penalty(course.late_for(assignment), due, came, score, points) or None
