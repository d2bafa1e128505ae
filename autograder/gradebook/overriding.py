"""An instructor's own score for a question, with its reason; it stays when the submission is graded again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.errors import UsageError
from autograder.gradebook.scores import score_of, set_penalty
from autograder.gradebook.submissions import existing
from autograder.report.in_notebook import CHECK_PREFIX
from autograder.report.number_format import shown

if TYPE_CHECKING:
    from fractions import Fraction

    from nbgrader.api import Comment, Grade, Gradebook, SubmittedAssignment

    from autograder.course.schema import Assignment, Course, Question


@dataclass(frozen=True)
class Place:
    """One question of one student."""

    student: str
    question: str


@dataclass(frozen=True)
class Given:
    """A score that a person gives, and why, for the student to read."""

    score: Fraction
    reason: str


@dataclass(frozen=True)
class Changed:
    """The scores of a question that counted before and count now; None where there is none."""

    before: Fraction | None
    after: Fraction | None


def override(gradebook: Gradebook, course: Course, assignment: Assignment, place: Place, given: Given) -> Changed:
    """Set a person's score for a question, whose reason becomes the comment on the answer.

    Raises UsageError for a question or a submission that there is not, and a score that the question can't give.
    """
    asked = _question(assignment, place.question)
    if not 0 <= given.score <= asked.points:
        raise UsageError(
            f"{asked.id} gives 0 to {shown(asked.points)} points, not {shown(given.score)}. Give a score of these."
        )
    kept, grade, comment = _find(gradebook, assignment, place.student, asked)
    before = score_of(grade)
    grade.manual_score, grade.needs_manual_grade = float(given.score), False
    comment.manual_comment = given.reason
    set_penalty(course, assignment, kept)
    gradebook.db.commit()
    return Changed(before, score_of(grade))


def restore(gradebook: Gradebook, course: Course, assignment: Assignment, place: Place) -> Changed:
    """Take a person's score and its reason back, so that ours counts again; raises UsageError as `override` does."""
    kept, grade, comment = _find(gradebook, assignment, place.student, _question(assignment, place.question))
    before = score_of(grade)
    grade.manual_score, comment.manual_comment = None, None
    grade.needs_manual_grade = grade.auto_score is None
    set_penalty(course, assignment, kept)
    gradebook.db.commit()
    return Changed(before, score_of(grade))


def _question(assignment: Assignment, name: str) -> Question:
    for question in assignment.questions:
        if question.id == name:
            return question
    known = ", ".join(question.id for question in assignment.questions)
    raise UsageError(f"{assignment.slug} has no question {name}. It has: {known}.")


def _find(
    gradebook: Gradebook, assignment: Assignment, student: str, question: Question
) -> tuple[SubmittedAssignment, Grade, Comment]:
    kept = next((one for one in gradebook.db.scalars(existing(assignment.slug)) if one.student_id == student), None)
    if kept is None or not kept.notebooks:
        raise UsageError(
            f"The gradebook holds no submission of {assignment.slug} by {student}. Check the id, or grade it first "
            "(`autograder grade ... --gradebook`)."
        )
    name = question.id if question.manual else f"{CHECK_PREFIX}{question.id}"
    notebook = kept.notebooks[0]
    grade = next(one for one in notebook.grades if one.cell.name == name)
    comment = next(one for one in notebook.comments if one.cell.name == question.id)
    return kept, grade, comment
