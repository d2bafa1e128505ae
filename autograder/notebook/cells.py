"""What a notebook is once its bytes have been read: plain cells, without outputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["code", "markdown", "raw"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `index` counts from 0 over all cells; `source` has plain line ends and no lone surrogate or NUL.

    `locked`, `solution` and `grade` repeat nbgrader's metadata. They are believed in a release only.
    """

    index: int
    kind: Kind
    source: str = field(repr=False)
    grade_id: str | None = None
    tags: frozenset[str] = frozenset()
    cell_id: str | None = None
    locked: bool = False
    solution: bool = False
    grade: bool = False


@dataclass(frozen=True, slots=True)
class Notebook:
    """The cells of a notebook, in their order."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of Python source to run. `cell` counts from 1 over all the student's cells (None for the release's)."""

    source: str = field(repr=False)
    origin: Literal["release", "student"]
    cell: int | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """What is run and what is read by a person.

    `answers` holds the text of each question that is graded by hand, "" where there is none; `untouched` names those
    without an answer. `notes` are sentences for the student about cells that were not taken as they stand.
    """

    steps: tuple[Step, ...]
    answers: Mapping[str, str]
    untouched: frozenset[str]
    notes: tuple[str, ...]
