"""Canvas: the gradebook CSV, from the downloaded one back to one that can be uploaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.exporting.columns import Column, choose
from autograder.lms.exporting.decimals import decimals_of
from autograder.lms.exporting.filling import Layout, fill
from autograder.lms.exporting.matching import NAME, Key

if TYPE_CHECKING:
    from fractions import Fraction

    from autograder.lms.exporting.decimals import Decimals
    from autograder.lms.exporting.request import Export, Request
    from autograder.lms.exporting.sheet import Row

HOW_TO_GET_IT: Final = "In Canvas open Grades, choose Export and then Export Entire Gradebook."
NAMES: Final = (("FirstName", "LastName"), ("Student",))
STUDENT_COLUMNS: Final = (
    "Student",
    "LastName",
    "FirstName",
    "ID",
    "SIS User ID",
    "SIS Login ID",
    "Integration ID",
    "Root Account",
    "Section",
)
"""What Canvas reads about the student; custom columns may follow."""

TEXTS: Final = frozenset({"Student", "LastName", "FirstName", "Section"})
"""Of these, what Canvas does not look at where it knows the ID."""

_TITLE_AND_ID: Final = re.compile(r"(.*\S)\s*\(([0-9]+)\)", re.DOTALL)
_TOTALS: Final = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_POINTS: Final = "Points Possible"
_POSTING: Final = re.compile(r"(Muted|Manual Posting.*)?", re.IGNORECASE | re.DOTALL)
TEST_STUDENT: Final = ("Student, Test", "Test Student")
"""What "Student View" is called; it has no other mark."""


def export(request: Request) -> Export:
    """Fill this assignment's column; only it and the student's columns are written. Raises UsageError."""
    sheet = request.template
    if sheet is None:
        raise UsageError(f"Canvas needs --template FILE, so that its ids are right. {HOW_TO_GET_IT}")
    header = sheet.header
    known: dict[str, int] = {name: header.index(name) for name in STUDENT_COLUMNS if name in header}
    if "ID" not in known or "Section" not in known or not ("Student" in known or "LastName" in known):
        raise UsageError(
            f"{sheet.name}: the first line lacks Student, ID or Section, so this is no Canvas gradebook. "
            + HOW_TO_GET_IT
        )
    points = next((row for row in sheet.rows[1:] if _POINTS in row.text(0)), None)
    grade = choose(_columns(header, points), request, sheet).index
    decimals = decimals_of(sheet.column(grade), sheet.texts())
    identity = tuple(sorted(known.values()))
    names = next(names for names in NAMES if all(name in known for name in names))
    ids = {
        "ID": ("canvas_id",),
        "SIS User ID": ("sis_user_id", "student"),
        "SIS Login ID": ("sis_login_id", "username", "email", "student"),
    }
    keys = [Key(name, (known[name],), places) for name, places in ids.items() if name in known]
    expected = {person.ids.get("canvas_id") for person in request.people}
    layout = Layout(
        system="Canvas",
        sheet=sheet,
        grade=grade,
        keys=(*keys, Key("name", tuple(known[name] for name in names), (NAME,))),
        texts=frozenset(column for name, column in known.items() if name in TEXTS),
        decimals=decimals,
        maximum=_maximum(points, grade, decimals),
        not_students=frozenset(
            index
            for index, row in enumerate(sheet.rows)
            if index == 0
            or _is_no_student(row)
            or (row.text(0) in TEST_STUDENT and row.text(known["ID"]) not in expected)
        ),
        protected={"EX": "excused in Canvas"},
        refused={"N/A": "the assignment is not assigned to that student in Canvas"},
        written=(*identity, grade),
    )
    return fill(layout, request)


def _columns(header: tuple[str, ...], points: Row | None) -> list[Column]:
    """List the columns that Canvas takes grades from; one without an id would become a new assignment."""
    columns = []
    for index in range(header.index("Section") + 1, len(header)):
        found = _TITLE_AND_ID.fullmatch(header[index])
        if found and not _TOTALS.search(header[index]) and "(read only)" not in (points.text(index) if points else ""):
            columns.append(Column(index, header[index], found[1], found[2]))
    return columns


def _maximum(points: Row | None, grade: int, decimals: Decimals) -> Fraction | None:
    return decimals.read(points.text(grade)) if points else None


def _is_no_student(row: Row) -> bool:
    """Tell the row of points and that of posting policies."""
    return _POINTS in row.text(0) or all(_POSTING.fullmatch(cell.text.strip()) for cell in row.cells)
