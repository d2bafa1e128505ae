"""Guards on code: the source defines what each question names, and the stubs still do, without the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autograder.errors import Problem
from autograder.release.cells import Role, SourceCell
from autograder.release.definitions import Definition, NotPythonError, definitions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from autograder.course.schema import Assignment

Defined = dict[str, tuple[SourceCell, dict[str, Definition]]]


def function_problems(cells: Sequence[SourceCell], assignment: Assignment) -> Iterator[Problem]:
    """Yield names that no solution cell defines, or that a cell which is released as it stands gives away."""
    defined: Defined = {}
    asked = {name for question in assignment.questions for name in question.functions}
    for cell in cells:
        if cell.cell_type != "code":
            continue
        try:
            found = definitions(cell.source)
        except NotPythonError as error:
            yield Problem(cell.place, None, f"The code is not Python ({error})", "Correct it.")
            continue
        if cell.role is Role.SOLUTION:
            defined[cell.grade_id] = (cell, found)
        else:
            for name in sorted(asked & found.keys()):
                message = f"'{name}' is an answer, but this cell, which is released as it is, defines it"
                yield Problem(cell.place, None, message, "Define it in the question's solution cell, or rename it.")
    for question in assignment.questions:
        for name in question.functions:
            if not _defining_cells(name, question.id, defined, assignment):
                message = f"Question '{question.id}' names '{name}', which no solution cell of it defines"
                yield Problem(f"cell '{question.id}'", None, message, "Define it there, or correct course.yml.")


def stub_problems(
    cells: Sequence[SourceCell], released: Mapping[str, str], assignment: Assignment
) -> Iterator[Problem]:
    """Yield named functions whose stub (`released`, by grade id) lost its head or docstring, or kept its body.

    A variable's stub need not define it, so that an answer that was not attempted is not there; it must mention it.
    """
    names = {name for question in assignment.questions for name in question.functions}
    for cell in cells:
        if cell.role is not Role.SOLUTION:
            continue
        text = released[cell.grade_id]
        try:
            before, after = definitions(cell.source), definitions(text)
        except NotPythonError as error:
            message = f"Without its solution regions the cell is not Python ({error})"
            yield Problem(cell.place, None, message, "Move the markers so that whole statements stand between them.")
            continue
        for name in sorted(names & before.keys()):
            if before[name].is_function:
                yield from _function_stub(cell, name, after.get(name))
            elif not re.search(rf"\b{name}\b", text):
                remedy = "Name it outside the markers, by a placeholder or a comment."
                yield Problem(cell.place, None, f"The stub no longer mentions '{name}'", remedy)


def _function_stub(cell: SourceCell, name: str, stub: Definition | None) -> Iterator[Problem]:
    if stub is None or not stub.is_function:
        remedy = "Keep its signature and docstring outside the markers."
        yield Problem(cell.place, None, f"The stub no longer defines '{name}'", remedy)
    elif not stub.has_docstring:
        yield Problem(cell.place, None, f"The stub of '{name}' has no docstring", "Keep one outside the markers.")
    elif not stub.is_stub:
        message = f"'{name}' has no solution region, so it would be released with its answer"
        yield Problem(cell.place, None, message, "Put its body between the markers.")


def _defining_cells(name: str, question: str, defined: Defined, assignment: Assignment) -> list[SourceCell]:
    """Find the solution cells that may define a question's name: its own, or else one of a question that shares it."""
    owners = [question] if question in defined else [q.id for q in assignment.questions if name in q.functions]
    return [defined[owner][0] for owner in owners if owner in defined and name in defined[owner][1]]
