"""Makes a template from the roster, for systems that import a file that they did not make."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.lms.exporting.sheet import Sheet, parse_sheet
from autograder.lms.people import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from autograder.lms.exporting.request import Request
    from autograder.roster import Person


def made_sheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet:
    """Return what an empty gradebook with these columns would have been, in UTF-8."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([header, *rows])
    return parse_sheet(file.getvalue().encode(), "The file made from the roster")


def with_ids(
    request: Request, has_ids: Callable[[Person], bool], lacking: str
) -> tuple[list[Person], Request, tuple[LeftOut, ...]]:
    """Return the people who have a grade and the ids for it, the request for them alone, and who is left out."""
    graded = [person for person in request.people if person.student in request.grades]
    people = [person for person in graded if has_ids(person)]
    students = {person.student for person in people}
    left_out = tuple(
        LeftOut(person.student, f"the roster has no {lacking} of that student")
        for person in graded
        if person.student not in students
    )
    grades = {student: grade for student, grade in request.grades.items() if student in students}
    return people, replace(request, grades=grades), left_out
