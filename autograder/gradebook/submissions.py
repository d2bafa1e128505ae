"""Finding submissions in the gradebook, many with few queries, and making those that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbgrader.api import Gradebook, SubmittedAssignment
    from sqlalchemy import Select


def submissions_of(gradebook: Gradebook, slug: str, students: Sequence[str]) -> dict[str, SubmittedAssignment]:
    """Return each student's submission with all its grades and comments, made where there is none yet."""
    from nbgrader.api import (  # noqa: PLC0415 - slow to import
        Comment,
        Grade,
        Student,
        SubmittedAssignment,
        SubmittedNotebook,
    )
    from sqlalchemy import select  # noqa: PLC0415 - likewise

    session = gradebook.db
    assignment = gradebook.find_assignment(slug)
    notebook = gradebook.find_notebook(slug, slug)
    there = set(session.scalars(select(Student.id).where(Student.id.in_(students))))
    session.add_all(Student(id=student) for student in dict.fromkeys(students) if student not in there)
    query = existing(slug).where(SubmittedAssignment.student_id.in_(students))
    found = {kept.student_id: kept for kept in session.scalars(query)}
    for student in students:
        if student not in found:
            found[student] = SubmittedAssignment(assignment=assignment, student_id=student)
            session.add(found[student])
        kept = found[student]
        if not kept.notebooks:
            kept.notebooks.append(SubmittedNotebook(notebook=notebook, flagged=False))
        mine = kept.notebooks[0]
        graded, commented = {grade.cell_id for grade in mine.grades}, {comment.cell_id for comment in mine.comments}
        for cell in (*notebook.grade_cells, *notebook.task_cells):
            if cell.id not in graded:
                mine.grades.append(Grade(cell=cell, needs_manual_grade=True))
        for cell in (*notebook.solution_cells, *notebook.task_cells):
            if cell.id not in commented:
                mine.comments.append(Comment(cell=cell))
    return found


def existing(slug: str) -> Select[tuple[SubmittedAssignment]]:
    """Select the submissions of an assignment with what belongs to them, and without nbgrader's computed sums."""
    from nbgrader.api import (  # noqa: PLC0415 - slow to import
        Assignment,
        BaseCell,
        Comment,
        Grade,
        SubmittedAssignment,
        SubmittedNotebook,
    )
    from sqlalchemy import select  # noqa: PLC0415 - likewise
    from sqlalchemy.orm import joinedload, selectinload  # noqa: PLC0415 - likewise

    notebooks = selectinload(SubmittedAssignment.notebooks).load_only(
        SubmittedNotebook.notebook_id, SubmittedNotebook.flagged, SubmittedNotebook.late_submission_penalty
    )
    grades = notebooks.selectinload(SubmittedNotebook.grades).load_only(
        Grade.cell_id, Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade
    )
    comments = notebooks.selectinload(SubmittedNotebook.comments).load_only(
        Comment.cell_id, Comment.auto_comment, Comment.manual_comment
    )
    return (
        select(SubmittedAssignment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == slug)
        .options(
            notebooks,
            grades.joinedload(Grade.cell).load_only(BaseCell.name),
            comments.joinedload(Comment.cell).load_only(BaseCell.name),
            joinedload(SubmittedAssignment.assignment).load_only(Assignment.duedate),
        )
    )
