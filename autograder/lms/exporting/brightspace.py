"""Brightspace: the exported grades, filled in; or, without them, a file that its import takes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.exporting.columns import Column, choose
from autograder.lms.exporting.decimals import decimals_of
from autograder.lms.exporting.filling import Layout, fill, personal_texts
from autograder.lms.exporting.made import made_sheet, with_ids
from autograder.lms.exporting.matching import NAME, Key
from autograder.lms.exporting.words import find_columns
from autograder.report.number_format import plain_number

if TYPE_CHECKING:
    from fractions import Fraction

    from autograder.lms.exporting.request import Export, Request
    from autograder.lms.exporting.sheet import Sheet
    from autograder.roster import Person

HOW_TO_GET_IT: Final = (
    "In Brightspace open Grades, Enter Grades, Export, with the key field Both, Points grade and this grade item."
)
END: Final = "End-of-Line Indicator"
MARK: Final = "#"
_POINTS_GRADE: Final = re.compile(r"(?P<title>.*?)\s+Points Grade(?:\s*<(?P<about>[^<>]*)>)?", re.DOTALL)
_MAXIMUM: Final = re.compile(r"MaxPoints:\s*([0-9][0-9.,]*)")
_CALCULATED: Final = re.compile(r"(Calculated|Formula)\b")


def export(request: Request) -> Export:
    """Fill this item's column in the exported file, or in one made from the roster. Raises UsageError."""
    if request.template is not None:
        return _filled(request, request.template)
    people, reachable, left_out = with_ids(request, lambda one: any(_ids(one)), "OrgDefinedId or Username")
    points = max((grade.points for grade in request.grades.values()), default=request.assignment.points)
    item = f"{request.column or request.assignment.title} Points Grade <Numeric MaxPoints:{plain_number(points)}>"
    rows = [[*(MARK + one if one else "" for one in _ids(person)), "", MARK] for person in people]
    made = _filled(reachable, made_sheet(["OrgDefinedId", "Username", item, END], rows))
    note = "Brightspace finds the grade item by its name; one that it does not have would be created."
    return replace(made, left_out=(*left_out, *made.left_out), notes=(note, *made.notes))


def _ids(person: Person) -> tuple[str, str]:
    return person.ids.get("org_defined_id", ""), person.ids.get("username", "")


def _filled(request: Request, sheet: Sheet) -> Export:
    header = sheet.header
    ids = {name.casefold(): index for index, name in enumerate(header)}
    if not {"orgdefinedid", "username"} & ids.keys() or END not in header:
        raise UsageError(
            f"{sheet.name}: the first line lacks OrgDefinedId and Username, or {END}: this is no Brightspace export. "
            + HOW_TO_GET_IT
        )
    grade = choose(_columns(header), request, sheet)
    found = find_columns(header)
    about = _POINTS_GRADE.fullmatch(grade.header)
    keys = [
        Key(label, (ids[label.casefold()],), places)
        for label, places in (
            ("OrgDefinedId", ("org_defined_id", "sis_user_id", "student")),
            ("Username", ("username", "sis_login_id", "student", "email")),
        )
        if label.casefold() in ids
    ]
    if "email" in found:
        keys.append(Key("Email", (found["email"],), ("email",)))
    names = tuple(found[name] for name in ("given", "family") if name in found)
    if len(names) == len(("given", "family")):
        keys.append(Key("name", names, (NAME,)))
    layout = Layout(
        system="Brightspace",
        sheet=_ended(sheet, header.index(END)),
        grade=grade.index,
        keys=tuple(keys),
        texts=personal_texts(keys, before=next(index for index, title in enumerate(header) if " Grade" in title)),
        decimals=decimals_of(sheet.column(grade.index), sheet.texts()),
        maximum=_maximum((about["about"] or "") if about else ""),
    )
    return fill(layout, request)


def _columns(header: tuple[str, ...]) -> list[Column]:
    columns = []
    for index, title in enumerate(header):
        found = _POINTS_GRADE.fullmatch(title)
        if found and not _CALCULATED.match(found["about"] or ""):
            columns.append(Column(index, title, found["title"]))
    return columns


def _maximum(about: str) -> Fraction | None:
    points = _MAXIMUM.search(about)
    return decimals_of([points[1]]).read(points[1]) if points else None


def _ended(sheet: Sheet, end: int) -> Sheet:
    """Put the mark at the end of each row again, where an editor has lost it."""
    head, *rows = sheet.rows
    marked = (row if row.is_blank or row.text(end) else row.with_text(end, MARK, sheet.delimiter) for row in rows)
    return replace(sheet, rows=(head, *marked))
