"""What each cell of a release is for, and which of them a cell of a submission is.

A cell is known by nbgrader's grade id, and where metadata were lost (Colab, copied or renamed cells) by its text.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.course.schema import Assignment
    from autograder.notebook.cells import Cell, Notebook

CHECK_PREFIX = "check-"
EXPERIMENT = "experiment"
MOST_REMEMBERED = 1024
LONGEST_REMEMBERED = 20_000
"""Texts of which the normal form is kept: most cells of most submissions are as they were released."""


class Role(Enum):
    """The use of a released cell."""

    GIVEN = auto()  # locked code: run first, always as released
    CHECK = auto()  # visible check: never run at grading
    EXPERIMENT = auto()  # long training and plots: never run at grading
    SOLUTION = auto()  # where the student writes code
    MANUAL = auto()  # where the student writes text
    OPEN = auto()  # code that is neither locked nor graded
    PROSE = auto()


@dataclass(frozen=True, slots=True)
class Known:
    """A cell of the release, found again. `changed` says that the submission's text differs from it."""

    cell: Cell
    role: Role
    question: str | None
    changed: bool = False


def normalised(source: str) -> str:
    """Return the text without blank lines and trailing blanks, which editors add and remove at will."""
    return _remembered(source) if len(source) < LONGEST_REMEMBERED else _normalised(source)


def _normalised(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.splitlines() if line.strip())


_remembered = functools.lru_cache(MOST_REMEMBERED)(_normalised)


class Roles:
    """The cells of one release by role, and the way to recognise them."""

    def __init__(self, release: Notebook, assignment: Assignment) -> None:
        manual = {question.id: question.manual for question in assignment.questions}
        self.cells = tuple(_role(cell, manual) for cell in release.cells)
        self._by_id = {known.cell.grade_id: known for known in self.cells if known.cell.grade_id is not None}
        self._by_text: dict[tuple[bool, str], Known] = {}
        for known in self.cells:
            self._by_text.setdefault(_text_key(known.cell), known)

    def having(self, role: Role) -> tuple[Known, ...]:
        """Return the released cells of one role, in their order."""
        return tuple(known for known in self.cells if known.role is role)

    def identify(self, cell: Cell) -> Known | None:
        """Find which released cell this is: by both id and text, else by text, else by id."""
        key = _text_key(cell)
        named = self._by_id.get(cell.grade_id) if cell.grade_id is not None else None
        if named is not None and _text_key(named.cell) == key:
            return named
        same_text = self._by_text.get(key) if key[1] else None
        if same_text is not None:
            return same_text
        if named is not None:
            return Known(named.cell, named.role, named.question, changed=True)
        return None


def _text_key(cell: Cell) -> tuple[bool, str]:
    return cell.kind == "code", normalised(cell.source)


def _role(cell: Cell, manual: dict[str, bool]) -> Known:
    """Classify one released cell; `manual` says of each question whether it is graded by hand."""
    grade_id = cell.grade_id or ""
    question = grade_id.removeprefix(CHECK_PREFIX)
    if question not in manual:
        question = ""
    if manual.get(grade_id, False):
        role = Role.MANUAL
    elif cell.kind != "code":
        role = Role.PROSE
    elif grade_id.startswith(CHECK_PREFIX):
        role = Role.CHECK
    elif EXPERIMENT in cell.tags:
        role = Role.EXPERIMENT
    elif grade_id in manual or cell.solution:
        role = Role.SOLUTION
    else:
        role = Role.GIVEN if cell.locked else Role.OPEN
    return Known(cell, role, question or None)
