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
    comment.manual_comment = _joined(_others(comment, asked), _written(comment, asked, given.reason))
    set_penalty(course, assignment, kept)
    gradebook.db.commit()
    return Changed(before, score_of(grade))


def restore(gradebook: Gradebook, course: Course, assignment: Assignment, place: Place) -> Changed:
    """Take a person's score and its reason back, so that ours counts again; raises UsageError as `override` does."""
    asked = _question(assignment, place.question)
    kept, grade, comment = _find(gradebook, assignment, place.student, asked)
    before = score_of(grade)
    grade.manual_score, comment.manual_comment = None, _joined(_others(comment, asked))
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
    """Find a question's grade, and the comment on the answer: its own cell, or the one that defines its functions."""
    from nbgrader.api import SubmittedAssignment  # noqa: PLC0415 - slow to import

    query = existing(assignment.slug).where(SubmittedAssignment.student_id == student)
    kept = gradebook.db.scalars(query).one_or_none()
    if kept is None or not kept.notebooks:
        raise UsageError(
            f"The gradebook holds no submission of {assignment.slug} by {student}. Check the id, or grade it first "
            "(`autograder grade ... --gradebook`)."
        )
    grades = {grade.cell.name: grade for grade in kept.notebooks[0].grades}
    comments = {comment.cell.name: comment for comment in kept.notebooks[0].comments}
    grade = grades.get(question.id if question.manual else f"{CHECK_PREFIX}{question.id}")
    sharing = [one.id for one in assignment.questions if set(one.functions) & set(question.functions)]
    places = [comments[name] for name in (question.id, *sharing) if name in comments]
    if grade is None or not places:
        raise UsageError(
            f"The gradebook knows no cell for {question.id} in {student}'s submission, which is older than that "
            "question. Grade it again (`autograder grade ... --gradebook`)."
        )
    return kept, grade, places[0]


def _written(comment: Comment, question: Question, reason: str) -> str:
    """Say in a cell of another question which one is meant."""
    return reason if comment.cell.name == question.id else f"{question.title}: {reason}"


def _others(comment: Comment, question: Question) -> str:
    """Return what the comment says about other questions than this."""
    lines = (comment.manual_comment or "").splitlines()
    if comment.cell.name != question.id:
        return "\n".join(line for line in lines if not line.startswith(f"{question.title}: "))
    return ""


def _joined(*parts: str) -> str | None:
    return "\n".join(filter(None, parts)) or None
