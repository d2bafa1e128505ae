"""What an export is asked for, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from autograder.course.schema import Assignment
    from autograder.grades import Grade
    from autograder.lms.exporting.sheet import Sheet
    from autograder.lms.people import LeftOut
    from autograder.roster import Person


@dataclass(frozen=True)
class Request:
    """The grades of one assignment, by student, with all people who may stand in the template.

    `people` are those of the roster and those who have a grade. `others` are the course's other assignments, whose
    columns are not this one's. `column` is a column's title or id where the user named it.
    """

    assignment: Assignment
    grades: Mapping[str, Grade]
    people: tuple[Person, ...]
    others: tuple[Assignment, ...] = ()
    template: Sheet | None = None
    column: str = ""
    pages: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One grade that the export brings, as it stands in the template and as it will stand."""

    student: str
    row: int
    before: str
    after: str


@dataclass(frozen=True)
class Export:
    """The file to write and what it changes.

    `unchanged` counts grades that stand there already; `without_grade` names rows of people whose grade we don't have.
    `notes` are sentences that nobody may overlook.
    """

    content: bytes = field(repr=False)
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    without_grade: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
