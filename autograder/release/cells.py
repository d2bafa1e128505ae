"""The cells of a source notebook as plain data: what each is for and how messages name it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

CHECK_PREFIX = "check-"


class Role(StrEnum):
    """What a cell is for, as nbgrader's flags say it."""

    SOLUTION = "solution"
    CHECK = "check"
    MANUAL = "manual"
    GIVEN = "given"
    PROSE = "prose"


@dataclass(frozen=True)
class SourceCell:
    """One cell of a source notebook; `grade_id` is empty where the cell has no role."""

    number: int
    cell_type: str
    source: str
    role: Role
    grade_id: str

    @property
    def place(self) -> str:
        """How messages name the cell."""
        return place(self.number, self.grade_id, self.source)


def place(number: int, grade_id: object, source: str) -> str:
    """Name a cell by its grade id, or else by its number, counted from 1, and first line."""
    if isinstance(grade_id, str) and grade_id:
        return f"cell '{grade_id}'"
    first_line = source.split("\n", 1)[0]
    return f"cell {number} ({first_line[:40]!r})"


def read_cells(notebook: NotebookNode) -> tuple[SourceCell, ...]:
    """List the notebook's cells; their headers must have passed `header_problems`."""
    return tuple(
        SourceCell(
            number,
            cell.cell_type,
            cell.source,
            _role(cell.metadata.get("nbgrader", {})),
            cell.metadata.get("nbgrader", {}).get("grade_id", ""),
        )
        for number, cell in enumerate(notebook.cells, start=1)
    )


def _role(marks: dict[str, Any]) -> Role:
    match bool(marks.get("grade")), bool(marks.get("solution")):
        case True, True:
            return Role.MANUAL
        case True, False:
            return Role.CHECK
        case False, True:
            return Role.SOLUTION
    return Role.GIVEN if marks.get("locked") else Role.PROSE
