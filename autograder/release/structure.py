"""Guards on a source notebook: its cells are those that `course.yml` asks for, each marked as its role wants."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from autograder.errors import Problem
from autograder.release.cells import CHECK_PREFIX, Role, SourceCell
from autograder.release.regions import UnbalancedMarkersError, has_markers, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.course.schema import Assignment

_FOREIGN_MARKERS = {
    "BEGIN HIDDEN TESTS": "Hidden checks live in the graders folder; move it there.",
    "END HIDDEN TESTS": "Hidden checks live in the graders folder; move it there.",
    "BEGIN MARK SCHEME": "Remove it: advice on grading by hand does not belong into the notebook.",
    "END MARK SCHEME": "Remove it: advice on grading by hand does not belong into the notebook.",
}


def structure_problems(cells: Sequence[SourceCell], assignment: Assignment) -> Iterator[Problem]:
    """Every deviation of the cells from the assignment's questions and from each other."""
    yield from _id_problems(cells, assignment)
    yield from _missing_cells(cells, assignment)
    for cell in cells:
        yield from _marker_problems(cell)


def _id_problems(cells: Sequence[SourceCell], assignment: Assignment) -> Iterator[Problem]:
    manual = {question.id for question in assignment.questions if question.manual}
    automatic = {question.id for question in assignment.questions} - manual
    checks = {CHECK_PREFIX + question for question in automatic}
    known = {Role.SOLUTION: automatic, Role.CHECK: checks, Role.MANUAL: manual}
    meaning = {
        Role.SOLUTION: "an automatic question of course.yml",
        Role.CHECK: f"{CHECK_PREFIX}QUESTION for an automatic question of course.yml",
        Role.MANUAL: "a manual question of course.yml",
    }
    for grade_id, count in Counter(cell.grade_id for cell in cells if cell.grade_id).items():
        if count > 1:
            yield Problem(f"cell '{grade_id}'", None, f"{count} cells have this grade_id", "Rename all but one.")
    for cell in cells:
        if cell.role in known and cell.grade_id not in known[cell.role]:
            message = f"A {cell.role} cell has an unknown grade_id"
            yield Problem(cell.place, None, message, f"Name {meaning[cell.role]}.")
        elif cell.role is Role.GIVEN and (
            cell.grade_id in manual | automatic or cell.grade_id.startswith(CHECK_PREFIX)
        ):
            message = "A locked cell that is neither answer nor check has a grade_id that belongs to a question"
            yield Problem(cell.place, None, message, "Rename it, or give it the flags of its role.")
        wanted = "markdown" if cell.role is Role.MANUAL else "code"
        if cell.role in known and cell.cell_type != wanted:
            yield Problem(cell.place, None, f"A {cell.role} cell is {cell.cell_type}", f"Make it a {wanted} cell.")


def _missing_cells(cells: Sequence[SourceCell], assignment: Assignment) -> Iterator[Problem]:
    number = {(cell.role, cell.grade_id): cell.number for cell in cells}
    for question in assignment.questions:
        role, grade_id = (Role.MANUAL, question.id) if question.manual else (Role.CHECK, CHECK_PREFIX + question.id)
        if (role, grade_id) not in number:
            remedy = f"Add a {role} cell with this grade_id, or remove the question from course.yml."
            yield Problem(f"cell '{grade_id}'", None, f"Question '{question.id}' has no {role} cell", remedy)
        elif number.get((Role.SOLUTION, question.id), 0) > number[role, grade_id]:
            yield Problem(f"cell '{grade_id}'", None, "The check stands before its solution cell", "Swap the two.")


def _marker_problems(cell: SourceCell) -> Iterator[Problem]:
    for marker, remedy in _FOREIGN_MARKERS.items():
        if marker in cell.source:
            yield Problem(cell.place, None, f"The cell has the marker {marker}", remedy)
    is_answer = cell.role in (Role.SOLUTION, Role.MANUAL)
    if has_markers(cell.source) and not is_answer:
        remedy = "Remove its markers; only solution cells and questions graded by hand have them."
        yield Problem(cell.place, None, "A cell that holds no answer has a solution region", remedy)
    try:
        regions = split(cell.source)
    except UnbalancedMarkersError as error:
        yield Problem(
            cell.place, None, f"Unbalanced markers: {error}", "Pair each BEGIN SOLUTION with an END SOLUTION."
        )
        return
    if is_answer and not any(line.strip() for line in regions.inside):
        remedy = "Put the answer between ### BEGIN SOLUTION and ### END SOLUTION."
        yield Problem(cell.place, None, "The cell has no solution region, so its answer would be released", remedy)
