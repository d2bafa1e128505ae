"""Finds the column of an assignment among those of a template, and lists them where that is not clear."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.exporting.comparing import comparable
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.course.schema import Assignment
    from autograder.lms.exporting.request import Request
    from autograder.lms.exporting.sheet import Sheet

MOST_LISTED: Final = 40
NO_FIT: Final = 4


@dataclass(frozen=True)
class Column:
    """A column that can hold grades: where it stands, its whole header, and the title and id in that."""

    index: int
    header: str
    title: str
    id: str = ""


def choose(columns: Sequence[Column], request: Request, template: Sheet) -> Column:
    """Return the column that the user named, else the one of the assignment; raises UsageError that lists them all."""
    if request.column:
        wanted = comparable(request.column)
        found = [one for one in columns if wanted in map(comparable, (one.header, one.title, one.id))]
        problem = f"{'no' if not found else 'more than one'} column is called {visible_line(request.column)}"
    else:
        found = _fitting(columns, request)
        problem = f"{'no' if not found else 'more than one'} column fits {request.assignment.slug}"
    if len(found) == 1:
        return found[0]
    listed = "\n".join(f"  - {visible_line(one.header)}" for one in columns[:MOST_LISTED])
    more = f"\n  and {len(columns) - MOST_LISTED} more" if len(columns) > MOST_LISTED else ""
    among = f" Its columns for grades are:\n{listed}{more}" if columns else " It has no column for grades."
    remedy = "Name one by --column (its title or id), or download the template again once the LMS has the assignment."
    raise UsageError(f"{template.name}: {problem}.{among}\n{remedy}")


def _fitting(columns: Sequence[Column], request: Request) -> list[Column]:
    ranked: dict[int, list[Column]] = {}
    for column in columns:
        rank = _rank(column, request.assignment)
        # Its slug may be a word of another assignment's title.
        if rank < NO_FIT and not any(_rank(column, other) < rank for other in request.others):
            ranked.setdefault(rank, []).append(column)
    return ranked[min(ranked)] if ranked else []


def _rank(column: Column, assignment: Assignment) -> int:
    """How well a column's title fits an assignment: 0 is best, NO_FIT means not at all."""
    title, slug = comparable(assignment.title), comparable(assignment.slug.replace("_", " "))
    said = comparable(column.title)
    spaced = comparable(re.sub(r"[_-]", " ", column.title))
    if said == title:
        return 0
    if slug in (spaced, said):
        return 1
    if _contains(said, title):
        return 2
    return 3 if _contains(spaced, slug) else NO_FIT


def _contains(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
