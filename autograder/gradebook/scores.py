"""What the gradebook's scores come to: a person's before ours, and lateness after both."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from autograder.gradebook.lateness import penalty
from autograder.report.result_json import nearest

if TYPE_CHECKING:
    from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook

    from autograder.course.schema import Assignment, Course


NO_RESPONSE: Final = "No response."
"""What nbgrader writes where a cell is as it was handed out."""


def is_unreadable(notebook: SubmittedNotebook) -> bool:
    """Whether nothing of a submission could be read: it is flagged, and stands there as it was handed out."""
    return bool(notebook.flagged and notebook.comments) and all(
        comment.auto_comment == NO_RESPONSE for comment in notebook.comments
    )


def score_of(grade: Grade) -> Fraction | None:
    """Return the score that counts of one cell; None where nobody has given one."""
    score = grade.manual_score if grade.manual_score is not None else grade.auto_score
    return None if score is None else nearest(score) + nearest(grade.extra_credit or 0.0)


def score_of_notebook(notebook: SubmittedNotebook) -> Fraction:
    """Add up the scores that there are."""
    return sum((score_of(grade) or Fraction(0) for grade in notebook.grades), Fraction(0))


def set_penalty(course: Course, assignment: Assignment, kept: SubmittedAssignment) -> None:
    """Set what lateness costs a submission, by the policy and the scores as they are now."""
    for notebook in kept.notebooks:
        lost = penalty(course, assignment, score_of_notebook(notebook), kept.total_seconds_late)
        notebook.late_submission_penalty = None if lost is None else float(lost)
