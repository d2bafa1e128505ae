"""Moodle's feedback files: the zip for "Upload multiple feedback files in a zip", a page for each student."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.exporting.matching import match
from autograder.lms.exporting.moodle_worksheet import HOW_TO_GET_IT, PARTICIPANT, read_worksheet
from autograder.lms.exporting.request import Change, Export
from autograder.lms.people import LeftOut
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.lms.exporting.request import Request

PAGE: Final = "feedback.html"
PLUGIN: Final = "assignsubmission_file_"
LONGEST_NAME: Final = 80
_NO_FILE_NAME: Final = re.compile(r'[_/\\:*?"<>|\x00-\x1f\x7f]+')


def export(request: Request) -> Export:
    """Put each student's page into a folder whose name Moodle reads the participant from. Raises UsageError."""
    numbers, reasons, without_grade = _participants(request)
    names = {person.student: person.name for person in request.people}
    changes: list[Change] = []
    left_out: list[LeftOut] = []
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in request.grades:
            page = request.pages.get(student)
            if student not in numbers:
                left_out.append(LeftOut(student, reasons.get(student, "has no participant number in Moodle")))
            elif page is None or not page.is_file():
                left_out.append(LeftOut(student, f"has no {PAGE}; grade the submission again"))
            else:
                line, number = numbers[student]
                # Without a date, so that the same pages make the same file.
                entry = zipfile.ZipInfo(f"{folder_name(names[student], number)}/{PAGE}")
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, page.read_bytes())
                changes.append(Change(student, line, "", PAGE))
    return Export(file.getvalue(), tuple(changes), without_grade=without_grade, left_out=tuple(left_out))


def folder_name(name: str, number: str) -> str:
    """Name a student's folder: Moodle splits it at underscores and takes the second part, and wants four or more."""
    plain = " ".join(_NO_FILE_NAME.sub(" ", visible_line(name)).split()).strip(". ")[:LONGEST_NAME]
    return f"{plain or 'Participant'}_{number}_{PLUGIN}"


def _participants(request: Request) -> tuple[dict[str, tuple[int, str]], Mapping[str, str], tuple[str, ...]]:
    """Return each student's line and number; why some have none; and the rows of those who have no grade."""
    if request.template is None:
        known = {person.student: person.ids.get("moodle_id", "") for person in request.people}
        numbers = {student: (0, number) for student, number in known.items() if number.isascii() and number.isdigit()}
        if not numbers:
            raise UsageError(
                "Moodle tells students apart by the number that it gives each for one assignment: give the worksheet "
                f"by --template FILE, or a roster with a column moodle_id. {HOW_TO_GET_IT}"
            )
        return numbers, {}, ()
    worksheet = read_worksheet(request.template)
    rows = dict(enumerate(worksheet.students()))
    matching = match(rows, worksheet.keys, request.people)
    found: dict[str, tuple[int, str]] = {}
    for index, person in matching.people.items():
        number = PARTICIPANT.fullmatch(rows[index].text(worksheet.participant))
        if number:
            found[person.student] = (rows[index].line, number["value"])
    without = tuple(
        matching.people[index].student if index in matching.people else f"line {row.line}"
        for index, row in rows.items()
        if index not in matching.people or matching.people[index].student not in request.grades
    )
    reasons = {student: f"not found in the template: {reason}" for student, reason in matching.reasons.items()}
    return found, reasons, without
