"""A specimen as data: what is changed in the solved notebook, and what grading must find."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.model import Outcome


class Kind(StrEnum):
    """What a specimen stands for."""

    RIGHT = "right"
    MISTAKE = "mistake"


class Transform(StrEnum):
    """What an editor or platform did to the whole notebook."""

    STRIP_METADATA = "strip_metadata"
    REVERSE_SOLUTIONS = "reverse_solutions"
    WINDOWS_LINE_ENDS = "windows_line_ends"
    ADD_OUTPUTS = "add_outputs"
    DROP_LOCKED = "drop_locked"
    DUPLICATE_SOLUTIONS = "duplicate_solutions"
    ONE_CELL = "one_cell"


@dataclass(frozen=True)
class OwnCell:
    """A cell that replaces the solution cell of `question`, or, where that is empty, is added after the last one."""

    source: str
    question: str = ""
    kind: str = "code"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Specimen:
    """A submission made from the solved notebook by a few changed cells.

    `fails` names every check that must come out as something else than passed or skipped, with its outcome; all other
    questions keep their full points.
    """

    slug: str
    kind: Kind
    name: str
    title: str
    cells: tuple[OwnCell, ...]
    fails: Mapping[str, Outcome] = field(default_factory=dict)
    transforms: tuple[Transform, ...] = ()
    file_name: str = ""

    @property
    def student(self) -> str:
        """The student id under which the specimen is submitted."""
        return f"{self.kind}-{self.name}"
