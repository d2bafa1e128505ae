"""The roster: who is in the class, and by which ids each learning management system knows them."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

REQUIRED: Final = ("student", "name", "email")
IDS: Final = ("canvas_id", "sis_user_id", "sis_login_id", "moodle_id", "username", "org_defined_id")
"""Ids that a roster may hold besides, each in a column of that name."""

OPTIONAL: Final = (*IDS, "group")
MOST_SHOWN: Final = 20
_BEFORE_HEADER: Final = re.compile(r"\A\s*(?:sep=.\n\s*)?", re.IGNORECASE)
"""Empty lines, and the line by which Excel says which separator follows."""


@dataclass(frozen=True)
class Person:
    """One student. `ids` holds the ids that are known, by the column's name; `group` is "" for who works alone.

    `line` is where the roster's file names the person.
    """

    student: str
    name: str = field(repr=False)
    email: str = field(default="", repr=False)
    ids: Mapping[str, str] = field(default_factory=dict, repr=False)
    group: str = ""
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Roster:
    """The class, in the file's order; every `student` is there once."""

    people: tuple[Person, ...]

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)


def folded(id_: str) -> str:
    """Write an id as ids are compared: without spaces around it, regardless of case and of how accents are spelled."""
    return unicodedata.normalize("NFC", id_.strip()).casefold()


def read_roster(path: Path) -> Roster:
    """Read a CSV file with the columns `student, name, email` and any of IDS and `group`; other columns are ignored.

    UTF-8, with or without a byte order mark, or UTF-16 with one; comma, semicolon or tab. Raises UsageError that lists
    every problem with its line: a missing column, an empty or repeated `student`, a repeated id.
    """
    text = _text(path)
    body = _BEFORE_HEADER.sub("", text)
    header = body.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(io.StringIO(body, newline=""), delimiter=delimiter, skipinitialspace=True)
    lines_before = text[: len(text) - len(body)].count("\n")
    try:
        columns = _columns(path, rows.fieldnames or ())
        people, problems = _people(rows, columns, lines_before)
    except csv.Error as error:
        raise UsageError(
            f"{path}: the roster can't be read near line {lines_before + rows.line_num} ({error}). "
            "Look for a quotation mark that is not closed, and save the file as CSV again."
        ) from error
    problems += _repeated(people)
    if not people:
        problems.append("there is no student in it")
    if problems:
        listed = "\n".join(f"  - {problem}" for problem in problems[:MOST_SHOWN])
        raise UsageError(f"{path}: the roster can't be used:\n{listed}\nCorrect these lines and try again.")
    return Roster(tuple(people))


def _columns(path: Path, header: Sequence[str]) -> dict[str, str]:
    """Return the header's own spelling of each column that is known; raises UsageError for missing or doubled ones."""
    spelled = [(str(name).strip().casefold().replace(" ", "_"), name) for name in header]
    columns = {name: own for name, own in spelled if name in (*REQUIRED, *OPTIONAL)}
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise UsageError(
            f"{path}: the roster's first line lacks {', '.join(missing)}. "
            f"It must name the columns {', '.join(REQUIRED)} and may name {', '.join(OPTIONAL)}."
        )
    doubled = [name for name, count in Counter(name for name, _ in spelled).items() if count > 1 and name in columns]
    if doubled:
        raise UsageError(
            f"{path}: the roster's first line names {', '.join(doubled)} more than once. Leave one column of each name."
        )
    return columns


def _people(rows: csv.DictReader[str], columns: Mapping[str, str], lines_before: int) -> tuple[list[Person], list[str]]:
    """Return a person for each line that is not empty, and what is wrong with single lines."""
    people: list[Person] = []
    problems: list[str] = []
    for row in rows:
        cells = {name: unicodedata.normalize("NFC", (row.get(own) or "").strip()) for name, own in columns.items()}
        if not any(cells.values()):
            continue
        line = lines_before + rows.line_num
        if not cells["student"]:
            problems.append(f"line {line}: the student has no id")
        ids = {name: cells[name] for name in IDS if cells.get(name)}
        group = cells.get("group", "")
        people.append(Person(cells["student"], cells["name"], cells["email"], ids, group, line))
    return people, problems


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
    """Name the lines that share an id. The ids themselves may be e-mail addresses, which no message shows."""
    for column in ("student", *IDS):
        lines: dict[str, list[int]] = defaultdict(list)
        for person in people:
            value = person.student if column == "student" else person.ids.get(column, "")
            lines[folded(value)].append(person.line)
        for value, shared in lines.items():
            if value and len(shared) > 1:
                listed = ", ".join(map(str, shared))
                yield f"lines {listed} have the same {column}; it must be one student's only"
