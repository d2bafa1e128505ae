"""Reading from the gradebook what each student has, whoever gave the scores."""

from __future__ import annotations

from datetime import UTC
from fractions import Fraction
from typing import TYPE_CHECKING

from autograder.gradebook.lateness import penalty
from autograder.gradebook.scores import is_unreadable, score_of, score_of_notebook, set_penalty
from autograder.gradebook.submissions import existing
from autograder.grades import Grade, QuestionGrade
from autograder.report.in_notebook import CHECK_PREFIX
from autograder.report.result_json import nearest

if TYPE_CHECKING:
    from nbgrader.api import Gradebook, SubmittedAssignment, SubmittedNotebook

    from autograder.course.schema import Assignment, Course, Question


def standing(gradebook: Gradebook, course: Course, assignment: Assignment) -> dict[str, Grade]:
    """Return each student's grade, with the scores that people gave, and lateness by the policy as it is now."""
    kept = gradebook.db.scalars(existing(assignment.slug)).all()
    return {one.student_id: _grade(course, assignment, one) for one in kept if one.notebooks}


def refresh_penalties(gradebook: Gradebook, course: Course, assignment: Assignment, student: str | None = None) -> None:
    """Compute late penalties again, all or one student's: a score that a person gave since can raise what they cost."""
    from nbgrader.api import SubmittedAssignment  # noqa: PLC0415 - slow to import

    query = existing(assignment.slug)
    if student is not None:
        query = query.where(SubmittedAssignment.student_id == student)
    for kept in gradebook.db.scalars(query).all():
        set_penalty(course, assignment, kept)
    gradebook.db.commit()


def _grade(course: Course, assignment: Assignment, kept: SubmittedAssignment) -> Grade:
    notebook = kept.notebooks[0]
    questions = tuple(_question(question, notebook) for question in assignment.questions)
    score = score_of_notebook(notebook)
    lost = penalty(course, assignment, score, kept.total_seconds_late) or Fraction(0)
    return Grade(
        student=kept.student_id,
        assignment=assignment.slug,
        points=sum((question.points for question in assignment.questions), Fraction(0)),
        score=score,
        penalty=lost,
        grade=score - lost,
        questions=questions,
        submitted_at=None if kept.timestamp is None else kept.timestamp.replace(tzinfo=UTC),
        waiting=tuple(question.id for question in questions if question.score is None),
        problem="The submission could not be read." if is_unreadable(notebook) else "",
    )


def _question(question: Question, notebook: SubmittedNotebook) -> QuestionGrade:
    name = question.id if question.manual else f"{CHECK_PREFIX}{question.id}"
    kept = next((grade for grade in notebook.grades if grade.cell.name == name), None)
    comment = next((comment for comment in notebook.comments if comment.cell.name == question.id), None)
    return QuestionGrade(
        id=question.id,
        title=question.title,
        points=question.points,
        score=None if kept is None else score_of(kept),
        manual=kept is not None and kept.manual_score is not None,
        comment=(comment.manual_comment or "") if comment is not None else "",
        automatic=None if kept is None or kept.auto_score is None else nearest(kept.auto_score),
    )
