"""One row for each student and question, for analysis: as CSV, and as Parquet with proper types."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.grades import QuestionGrade
from autograder.lms.exporting.request import Change, Export
from autograder.lms.people import LeftOut
from autograder.report.number_format import shown
from autograder.report.text_safety import defused, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.grades import Grade
    from autograder.lms.exporting.request import Request
    from autograder.roster import Person

    Value = str | int | float | bool | datetime | None

TEXTS: Final = frozenset({"name", "email", "title", "problem"})
"""Columns of free text; a name of a student, an assignment or a question is an id instead."""
NUMBERS: Final = ("points", "score", "assignment_points", "assignment_score", "penalty", "grade")


def export_csv(request: Request) -> Export:
    """Write the rows as CSV in UTF-8; a score that is not known yet is an empty cell. Raises UsageError."""
    _refuse_template(request)
    dangerous = {student for student in request.grades if defused(student) != student}
    rows = [row for row in _rows(request) if row["student"] not in dangerous]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, _columns(request), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(name, value) for name, value in row.items()})
    left_out = tuple(LeftOut(student, "this id would act as a formula in a spreadsheet") for student in dangerous)
    return _export(request, file.getvalue().encode("utf-8", "backslashreplace"), left_out)


def export_parquet(request: Request) -> Export:
    """Write the rows as Parquet: scores float64, times with their zone, absent values null. Raises UsageError."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import
    from pyarrow import parquet  # noqa: PLC0415 - likewise

    _refuse_template(request)
    kinds = {
        "attempt": pa.int64(),
        "submitted_at": pa.timestamp("us", tz="UTC"),
        "manual": pa.bool_(),
        **dict.fromkeys(NUMBERS, pa.float64()),
    }
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in _columns(request)])
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(_rows(request)), schema=schema), file)
    return _export(request, file.getvalue(), ())


def _refuse_template(request: Request) -> None:
    if request.template is not None or request.column:
        raise UsageError("This format is made anew: leave out --template and --column.")


def _export(request: Request, content: bytes, left_out: tuple[LeftOut, ...]) -> Export:
    missing = {one.who for one in left_out}
    changes = tuple(
        Change(student, 0, "", f"{shown(grade.grade, grade.points)} of {shown(grade.points)}")
        for student, grade in request.grades.items()
        if student not in missing
    )
    return Export(content, changes, left_out=left_out)


def _columns(request: Request) -> list[str]:
    people = ["name", "email"] if any(person.name for person in request.people) else []
    about_question = ["question", "title", "points", "score", "manual"]
    about_assignment = ["assignment_points", "assignment_score", "penalty", "grade", "problem"]
    return ["student", *people, "assignment", "attempt", "submitted_at", *about_question, *about_assignment]


def _rows(request: Request) -> Iterator[dict[str, Value]]:
    people = {person.student: person for person in request.people}
    named = any(person.name for person in request.people)
    for student, grade in request.grades.items():
        # A question that the grade does not know has its row all the same, so that nobody is missing from a mean.
        known = {question.id: question for question in grade.questions}
        for question in request.assignment.questions:
            known.setdefault(question.id, QuestionGrade(question.id, question.title, question.points, None))
        for question_grade in known.values():
            yield _row(people[student], grade, question_grade, named=named)


def _row(person: Person, grade: Grade, question: QuestionGrade, *, named: bool) -> dict[str, Value]:
    names: dict[str, Value] = {"name": person.name or None, "email": person.email or None} if named else {}
    return {
        "student": person.student,
        **names,
        "assignment": grade.assignment,
        "attempt": grade.attempt,
        "submitted_at": grade.submitted_at,
        "question": question.id,
        "title": question.title,
        "points": float(question.points),
        "score": None if question.score is None else float(question.score),
        "manual": question.manual,
        "assignment_points": float(grade.points),
        "assignment_score": float(grade.score),
        "penalty": float(grade.penalty),
        "grade": float(grade.grade),
        "problem": grade.problem or None,
    }


def _cell(name: str, value: Value) -> Value:
    if name in TEXTS and isinstance(value, str):
        return defused(visible_line(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
