"""Moodle's offline grading worksheet, filled in: its headers are translated, so columns are told by place and shape."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.exporting.decimals import Decimals, decimals_of
from autograder.lms.exporting.filling import NOTHING, Comment, Layout, fill, personal_texts
from autograder.lms.exporting.matching import NAME, Key
from autograder.lms.exporting.summary_text import is_summary, summary
from autograder.lms.exporting.words import find_columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from autograder.lms.exporting.request import Export, Request
    from autograder.lms.exporting.sheet import Row, Sheet

HOW_TO_GET_IT: Final = (
    "In Moodle open the assignment, Submissions, and choose Download grading worksheet "
    '(the assignment needs the feedback type "Offline grading worksheet").'
)
PARTICIPANT: Final = re.compile(r"\D*(?P<value>[0-9]+)")
_MAXIMUM: Final = ("maximum grade", "bestwertung", "note maximale", "calificación máxima", "valutazione massima")
_COMMENTS: Final = ("feedback comments", "feedback als kommentar", "feedback par commentaires")
_IN_BRACKETS: Final = re.compile(r"(?P<about>.+?)\s*[(\uff08](?P<what>.+)[)\uff09]")


@dataclass(frozen=True)
class Worksheet:
    """Where a worksheet has what; `comment` is None where feedback comments are switched off."""

    sheet: Sheet
    participant: int
    grade: int
    maximum: int
    comment: int | None
    email: int | None
    name: int | None
    username: int | None = None
    idnumber: int | None = None

    def students(self) -> tuple[Row, ...]:
        """The rows about somebody."""
        return tuple(row for row in self.sheet.rows[1:] if not row.is_blank)

    @property
    def keys(self) -> tuple[Key, ...]:
        """By what a row is told to be somebody's; the participant's number is made for this assignment alone."""
        columns = (
            (self.email, "e-mail address", ("email",)),
            (self.username, "user name", ("username", "sis_login_id", "student")),
            (self.idnumber, "ID number", ("sis_user_id", "org_defined_id", "student")),
            (self.name, "full name", (NAME,)),
        )
        keys = [Key(label, (column,), places) for column, label, places in columns if column is not None]
        return (*keys, Key("participant number", (self.participant,), ("moodle_id",), PARTICIPANT))


def read_worksheet(sheet: Sheet | None) -> Worksheet:
    """Find the columns of a worksheet in any language. Raises UsageError."""
    if sheet is None:
        raise UsageError(f"Moodle's worksheet is a file of Moodle's: give it by --template FILE. {HOW_TO_GET_IT}")
    header, rows = sheet.header, [row for row in sheet.rows[1:] if not row.is_blank]
    participants = all(PARTICIPANT.fullmatch(row.text(0)) for row in rows)
    maximum = _maximum_column(header, rows)
    if not rows or not participants or maximum is None:
        missing = "participants in its first column" if not rows or not participants else "a column of maximum grades"
        raise UsageError(
            f"{sheet.name} lacks {missing}, so this is no grading worksheet of an assignment with points. "
            + HOW_TO_GET_IT
        )
    found = find_columns(header)
    email = found.get("email", _address_column(header, rows))
    name = found.get("fullname", 1 if email is not None and email > 1 else None)
    return Worksheet(
        sheet,
        0,
        maximum - 1,
        maximum,
        _comment_column(header),
        email,
        name,
        found.get("username"),
        found.get("idnumber"),
    )


def export(request: Request) -> Export:
    """Fill grades and feedback comments, and leave every other cell as it is. Raises UsageError."""
    worksheet = read_worksheet(request.template)
    rows = worksheet.students()
    cells = [row.text(column) for row in rows for column in (worksheet.grade, worksheet.maximum)]
    decimals = decimals_of(cells)
    comment = worksheet.comment
    layout = Layout(
        system="Moodle",
        sheet=worksheet.sheet,
        grade=worksheet.grade,
        keys=worksheet.keys,
        # Moodle takes texts from the columns of comments on, and from no other.
        texts=personal_texts(worksheet.keys, before=len(worksheet.sheet.header) if comment is None else comment)
        - {worksheet.grade, worksheet.maximum},
        decimals=decimals,
        maximum=_maximum(worksheet, decimals),
        comment=None if comment is None else Comment(comment, summary, is_summary),
        is_capped=True,
    )
    return fill(layout, request)


def _maximum(worksheet: Worksheet, decimals: Decimals) -> Fraction | None:
    return decimals.read(worksheet.students()[0].text(worksheet.maximum))


def _maximum_column(header: Sequence[str], rows: Sequence[Row]) -> int | None:
    """Find the maximum grade: by its name, else as the first column that says the same number for everybody.

    The grade stands before it and is a number or nothing; where both say the same for everybody, it is the latter.
    """
    plain = Decimals()

    def has_the_shape(index: int) -> bool:
        values = {row.text(index) for row in rows}
        grades = (row.text(index - 1) for row in rows)
        return (
            len(values) == 1
            and plain.read(next(iter(values))) is not None
            and all(grade in NOTHING or plain.read(grade) is not None for grade in grades)
        )

    found = [index for index in range(2, len(header)) if has_the_shape(index)]
    named = [index for index in found if header[index].casefold() in _MAXIMUM]
    if named or not found:
        return next(iter(named), None)
    return next(index for index in found if index + 1 not in found)


def _address_column(header: Sequence[str], rows: Sequence[Row]) -> int | None:
    for index in range(1, len(header)):
        cells = [row.text(index) for row in rows if row.text(index)]
        if cells and all(re.fullmatch(r"[^@\s]+@[^@\s]+", cell) for cell in cells):
            return index
    return None


def _comment_column(header: Sequence[str]) -> int | None:
    """Find the comments: by their name, else as the column after the later one of those named `Last modified (...)`."""
    about: dict[str, list[int]] = defaultdict(list)
    for index, title in enumerate(header):
        if title.casefold() in _COMMENTS:
            return index
        if match := _IN_BRACKETS.fullmatch(title):
            about[match["about"].casefold()].append(index)
    # The times of the submission and of the grade share their first words in every language.
    last = max(about.values(), key=lambda indices: (len(indices), indices), default=[len(header)])[-1]
    return last + 1 if last + 1 < len(header) else None
