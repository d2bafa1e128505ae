"""The roster: who is in the class, and by which ids each learning management system knows them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

REQUIRED: Final = ("student", "name", "email")
IDS: Final = ("canvas_id", "sis_user_id", "sis_login_id", "moodle_id", "username", "org_defined_id")
"""Ids that a roster may hold besides, each in a column of that name."""

OPTIONAL: Final = (*IDS, "group")
MOST_SHOWN: Final = 20


@dataclass(frozen=True)
class Person:
    """One student. `ids` holds the ids that are known, by the column's name; `group` is "" for who works alone."""

    student: str
    name: str = field(repr=False)
    email: str = field(default="", repr=False)
    ids: Mapping[str, str] = field(default_factory=dict, repr=False)
    group: str = ""


@dataclass(frozen=True)
class Roster:
    """The class, in the file's order; every `student` is there once."""

    people: tuple[Person, ...]

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def person(self, student: str) -> Person | None:
        """Find the person of that id."""
        return next((person for person in self.people if person.student == student), None)

    def having(self, column: str, value: str) -> tuple[Person, ...]:
        """Find everyone who has that id (or e-mail address, compared without regard to case) in a column."""
        wanted = value.strip().casefold()
        if not wanted:
            return ()
        return tuple(person for person in self.people if _id(person, column).casefold() == wanted)

    def members(self, group: str) -> tuple[Person, ...]:
        """Find everyone in a group."""
        return tuple(person for person in self.people if group and person.group == group)


def read_roster(path: Path) -> Roster:
    """Read a CSV file with the columns `student, name, email` and any of IDS and `group`; other columns are ignored.

    UTF-8, with or without a byte order mark, or UTF-16 with one; comma, semicolon or tab. Raises UsageError that lists
    every problem with its line: a missing column, an empty or repeated `student`, a repeated id.
    """
    text = _text(path)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    columns = {str(name).strip().casefold().replace(" ", "_"): name for name in rows.fieldnames or ()}
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise UsageError(
            f"{path}: the roster's first line lacks {', '.join(missing)}. "
            f"It must name the columns {', '.join(REQUIRED)} and may name {', '.join(OPTIONAL)}."
        )
    problems: list[str] = []
    people: list[Person] = []
    for row in rows:
        cells = {name: unicodedata.normalize("NFC", (row.get(columns[name]) or "").strip()) for name in columns}
        if not any(cells.values()):
            continue
        if not cells["student"]:
            problems.append(f"line {rows.line_num}: the student has no id")
        ids = {name: cells[name] for name in IDS if cells.get(name)}
        people.append(Person(cells["student"], cells["name"], cells["email"], ids, cells.get("group", "")))
    problems += _repeated(people)
    if not people:
        problems.append("there is no student in it")
    if problems:
        listed = "\n".join(f"  - {problem}" for problem in problems[:MOST_SHOWN])
        raise UsageError(f"{path}: the roster can't be used:\n{listed}\nCorrect these lines and try again.")
    return Roster(tuple(people))


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the roster can't be read ({error.strerror}). Check the path.") from error
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: the roster is not UTF-8 (byte {error.start}). Save it as CSV in UTF-8.") from error


def _repeated(people: list[Person]) -> Iterator[str]:
    """Name the ids that two rows share; ids are compared as `Roster.having` compares them."""
    for column in ("student", *IDS):
        seen = Counter(_id(person, column).casefold() for person in people)
        for value, count in seen.items():
            if value and count > 1:
                yield f"{column} {value!r} stands in {count} lines; it must be one student's only"


def _id(person: Person, column: str) -> str:
    if column == "student":
        return person.student
    return person.email if column == "email" else person.ids.get(column, "")
