"""Blackboard: the gradebook that "Work Offline" downloads, filled in and otherwise as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.exporting.columns import Column, choose
from autograder.lms.exporting.decimals import decimals_of
from autograder.lms.exporting.filling import Layout, fill, personal_texts
from autograder.lms.exporting.matching import NAME, Key
from autograder.lms.exporting.words import find_columns

if TYPE_CHECKING:
    from fractions import Fraction

    from autograder.lms.exporting.request import Export, Request

HOW_TO_GET_IT: Final = (
    "In Blackboard open the gradebook and choose Work Offline and then Download (in Ultra: Download Grades), "
    "with the full gradebook or this assignment."
)
_COLUMN: Final = re.compile(r"(?P<title>.*?)\s*(?:\[(?P<about>[^\[\]]*)\])?\s*\|\s*(?P<id>[^|\s]+)", re.DOTALL)
_POINTS: Final = re.compile(r":\s*([0-9][0-9.,]*)")
_CALCULATED: Final = re.compile(r":\s*[^0-9\s]")
_PROTECTED: Final = {"EXEMPT": "exempt in Blackboard"}


def export(request: Request) -> Export:
    """Fill this assignment's column and leave every other cell as it is. Raises UsageError."""
    sheet = request.template
    if sheet is None:
        raise UsageError(
            "Blackboard needs --template FILE, because a column without its id becomes a new one worth 0 points. "
            + HOW_TO_GET_IT
        )
    found = find_columns(sheet.header)
    if "username" not in found:
        raise UsageError(
            f"{sheet.name}: the first line has no Username, so this is no Blackboard gradebook. {HOW_TO_GET_IT}"
        )
    columns = [column for index, header in enumerate(sheet.header) if (column := _column(index, header))]
    grade = choose([column for column in columns if not _CALCULATED.search(_about(column))], request, sheet)
    keys = [Key("Username", (found["username"],), ("username", "sis_login_id", "student", "email"))]
    if "idnumber" in found:
        keys.append(Key("Student ID", (found["idnumber"],), ("sis_user_id", "org_defined_id", "student")))
    names = tuple(found[name] for name in ("given", "family") if name in found)
    if len(names) == len(("given", "family")):
        keys.append(Key("name", names, (NAME,)))
    return fill(
        Layout(
            system="Blackboard",
            sheet=sheet,
            grade=grade.index,
            keys=tuple(keys),
            texts=personal_texts(keys, before=min(column.index for column in columns)),
            decimals=decimals_of(sheet.column(grade.index), sheet.texts()),
            maximum=_maximum(grade),
            protected=_PROTECTED,
        ),
        request,
    )


def _column(index: int, header: str) -> Column | None:
    match = _COLUMN.fullmatch(header)
    return Column(index, header, match["title"], match["id"]) if match else None


def _about(column: Column) -> str:
    """What stands in the brackets, such as `Total Pts: 100 Score`; totals have words before the number."""
    match = _COLUMN.fullmatch(column.header)
    return (match["about"] or "") if match else ""


def _maximum(column: Column) -> Fraction | None:
    points = _POINTS.search(_about(column))
    return decimals_of([points[1]]).read(points[1]) if points else None
