"""Moodle's gradebook: a CSV file for its "Import grades", from an exported gradebook or made from the roster."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.exporting.columns import Column, choose
from autograder.lms.exporting.decimals import Decimals, decimals_of
from autograder.lms.exporting.filling import NOTHING, Layout, fill, personal_texts
from autograder.lms.exporting.made import made_sheet, with_ids
from autograder.lms.exporting.matching import NAME, Key
from autograder.lms.exporting.words import find_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.lms.exporting.request import Export, Request
    from autograder.lms.exporting.sheet import Sheet
    from autograder.roster import Person

HOW_TO_GET_IT: Final = "In Moodle open Grades, Export, Plain text file, with this assignment as Real, and download it."
_DISPLAY: Final = re.compile(r"\s*\([^()]*\)$")
_MODULE: Final = re.compile(r"^[^:]{1,40}:\s*")
_REAL: Final = "(Real)"
_NO_POINTS: Final = re.compile(r"\((Percentage|Letter|Feedback)\)$|^Feedback: ", re.IGNORECASE)
_KEYS: Final = {
    "email": ("e-mail address", ("email",)),
    "username": ("user name", ("username", "sis_login_id", "student")),
    "idnumber": ("ID number", ("sis_user_id", "org_defined_id", "student")),
}
"""By which columns Moodle tells users apart, what we call them, and where the roster has them."""

_MAPPINGS: Final[dict[str, Callable[[Person], str]]] = {
    "email": lambda person: person.email,
    "username": lambda person: person.ids.get("username", ""),
    "idnumber": lambda person: person.ids.get("sis_user_id", ""),
}


def export(request: Request) -> Export:
    """Fill the item's column of the exported gradebook, or of one made from the roster. Raises UsageError."""
    if request.template is not None:
        return _filled(request, request.template)
    # Moodle maps users by one column for the whole file, and one user whom it can't find ends the import.
    graded = [person for person in request.people if person.student in request.grades]
    what = max(_MAPPINGS, key=lambda name: sum(bool(_MAPPINGS[name](person)) for person in graded))
    value, label = _MAPPINGS[what], _KEYS[what][0]
    people, reachable, left_out = with_ids(request, lambda person: bool(value(person)), label)
    title = request.column or request.assignment.title
    sheet = made_sheet([what, title], [[value(person), ""] for person in people])
    made = _filled(reachable, sheet)
    note = f"In Moodle's import, map users by the column {what} ({label}), and the other column to the grade item."
    return replace(made, left_out=(*left_out, *made.left_out), notes=(note, *made.notes))


def _filled(request: Request, sheet: Sheet) -> Export:
    found = find_columns(sheet.header)
    if not _KEYS.keys() & found.keys():
        raise UsageError(
            f"{sheet.name}: no column holds e-mail addresses, user names or ID numbers, so nobody can be told apart. "
            + HOW_TO_GET_IT
        )
    columns = _columns(request, sheet, set(found.values()))
    real = [column for column in columns if column.header.endswith(_REAL)]
    grade = choose(real or columns, request, sheet).index
    keys = [Key(label, (found[what],), places) for what, (label, places) in _KEYS.items() if what in found]
    names = tuple(found[name] for name in ("given", "family") if name in found)
    if len(names) == len(("given", "family")):
        keys.append(Key("name", names, (NAME,)))
    layout = Layout(
        system="Moodle",
        sheet=sheet,
        grade=grade,
        keys=tuple(keys),
        texts=personal_texts(keys, before=min(column.index for column in columns)),
        decimals=decimals_of(sheet.column(grade), sheet.texts()),
    )
    return fill(layout, request)


def _columns(request: Request, sheet: Sheet, personal: set[int]) -> list[Column]:
    """List the columns that hold nothing but points; a percentage, a letter or a comment is another column."""
    titles = {assignment.title.casefold() for assignment in (request.assignment, *request.others)}
    plain = Decimals()
    columns = []
    for index, header in enumerate(sheet.header):
        cells = [row.text(index) for row in sheet.rows[1:] if not row.is_blank]
        has_points = all(cell in NOTHING or plain.read(cell) is not None for cell in cells)
        if index <= max(personal) or not header or _NO_POINTS.search(header) or not has_points:
            continue
        title = _DISPLAY.sub("", header)
        without_module = _MODULE.sub("", title)
        columns.append(Column(index, header, without_module if without_module.casefold() in titles else title))
    return columns
