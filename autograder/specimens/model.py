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
    HOSTILE = "hostile"


class Transform(StrEnum):
    """What an editor, a platform or an attacker did to the whole notebook."""

    STRIP_METADATA = "strip_metadata"
    REVERSE_SOLUTIONS = "reverse_solutions"
    WINDOWS_LINE_ENDS = "windows_line_ends"
    ADD_OUTPUTS = "add_outputs"
    DROP_LOCKED = "drop_locked"
    DUPLICATE_SOLUTIONS = "duplicate_solutions"
    ONE_CELL = "one_cell"
    REWRITE_LOCKED = "rewrite_locked"
    CLAIM_EVERY_GRADE_ID = "claim_every_grade_id"
    RAISE_POINTS = "raise_points"
    MARKUP_OUTPUTS = "markup_outputs"
    MANY_CELLS = "many_cells"
    DEEP_METADATA = "deep_metadata"
    ODD_TYPES = "odd_types"


@dataclass(frozen=True)
class OwnCell:
    """A cell that replaces the solution cell of `question`, or, where that is empty, is added after the last one.

    With `first`, a cell without a question is put before all others instead.
    """

    source: str
    question: str = ""
    kind: str = "code"
    tags: tuple[str, ...] = ()
    first: bool = False


@dataclass(frozen=True)
class Specimen:
    """A submission made from the solved notebook by a few changed cells.

    `fails` names every check that must come out as something else than passed or skipped, with its outcome; all other
    questions keep their full points. Of a hostile one nothing is asked but that it gains nothing: the questions in
    `attacked`, which it does not answer honestly, earn 0. `classes` are the numbers of docs/attacks.md, and
    `beats_in_process` says that the same cell earns the points where it shares a process with the checks.
    """

    slug: str
    kind: Kind
    name: str
    title: str
    cells: tuple[OwnCell, ...]
    fails: Mapping[str, Outcome] = field(default_factory=dict)
    transforms: tuple[Transform, ...] = ()
    file_name: str = ""
    attacked: tuple[str, ...] = ()
    classes: tuple[int, ...] = ()
    beats_in_process: bool = False

    @property
    def student(self) -> str:
        """The student id under which the specimen is submitted."""
        return f"{self.kind}-{self.name}"
