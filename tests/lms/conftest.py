"""Readers of what each LMS imports, strict and written by its rules alone, which tests of several parts share."""

import csv
import io
import re
import zipfile
from fractions import Fraction

import pytest

CANVAS_READ_ONLY = re.compile(r"(Current|Final) (Score|Points|Grade)|Override")
CANVAS_STUDENT = ("Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section")
WORKSHEET_TITLES = {
    "en": ("Identifier", "Grade", "Last modified (grade)", "Feedback comments"),
    "de": ("ID", "Bewertung", "Zuletzt geändert (Bewertung)", "Feedback als Kommentar"),
    "fr": ("Identifiant", "Note", "Dernière modification (note)", "Feedback par commentaires"),
}


@pytest.fixture(scope="session")
def canvas_reader():
    """Return the grades by student id and assignment id, and the points, as Canvas would; refuse surprises."""
    return _canvas_import


@pytest.fixture(scope="session")
def canvas_number():
    """Read a grade as Canvas does: the last point or comma is the decimal one."""
    return _canvas_number


@pytest.fixture(scope="session")
def gradebook_import():
    """Return the grades that Moodle's "Import grades" takes, mapping users by a column; it aborts at an unknown one."""
    return _gradebook_import


@pytest.fixture(scope="session")
def worksheet_import():
    """Return grade and comment by participant id as Moodle's import in that language would take them."""
    return _worksheet_import


@pytest.fixture(scope="session")
def feedback_import():
    """Return the feedback files by participant id as Moodle's zip importer takes them."""
    return _feedback_import


@pytest.fixture(scope="session")
def blackboard_upload():
    """Return the grades by column id and user name as an upload takes them; a column without an id would be new."""
    return _blackboard_upload


@pytest.fixture(scope="session")
def brightspace_import():
    """Return the points by item and OrgDefinedId as an import takes them."""
    return _brightspace_import


def _canvas_import(content, enrolled):
    text = content.decode("utf-8-sig")
    header_line = text.split("\n", 1)[0]
    delimiter = ";" if header_line.count(";") > header_line.count(",") else ","
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if any(row)]
    header = rows.pop(0)
    assert "Student" in header[0]
    assert "ID" in header[1]
    last = header.index("Section")
    assert set(header[: last + 1]) <= set(CANVAS_STUDENT)
    assignments = {}
    for index, title in enumerate(header[last + 1 :], last + 1):
        assert not CANVAS_READ_ONLY.search(title)
        assignments[index] = re.fullmatch(r".*\((\d+)\)", title)[1]
    points, grades = {}, {}
    for row in rows:
        assert len(row) == len(header)
        if "Points Possible" in row[0]:
            points = {assignments[index]: row[index] for index in assignments}
        elif all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
            continue
        else:
            assert row[1] in enrolled
            assert row[1] not in grades
            grades[row[1]] = {assignments[index]: row[index].strip() for index in assignments}
    return grades, points


def _canvas_number(text):
    *whole, last = re.split("[.,]", text)
    return Fraction(f"{''.join(whole)}.{last}") if whole else Fraction(last)


def _worksheet_import(content, language, delimiter=","):
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))
    identifier, grade, modified, comment = (rows[0].index(title) for title in WORKSHEET_TITLES[language])
    taken = {}
    for row in rows[1:]:
        assert len(row) == len(rows[0])
        assert row[modified] == "-" or "2026" in row[modified]
        number = re.search(r"\d+$", row[identifier])[0]
        text = row[grade].replace("." if language == "en" else ",", ".")
        taken[number] = (Fraction(text) if text else None, row[comment])
    return taken


def _gradebook_import(content, by, item, users):
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    taken = {}
    for row in rows:
        assert row[by] in users
        if row[item] not in ("", "-"):
            taken[row[by]] = Fraction(row[item])
    return taken


def _feedback_import(content):
    taken = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            folder, file = entry.filename.split("/")
            parts = folder.split("_", 4)
            assert len(parts) >= 4
            assert parts[2:4] == ["assignsubmission", "file"]
            assert file[0] not in ".~"
            taken[int(parts[1])] = (file, archive.read(entry).decode())
    return taken


def _blackboard_upload(content):
    text = content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8-sig")
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    taken = {}
    for row in rows:
        for title, cell in row.items():
            if match := re.fullmatch(r"(.*) \[Total Pts: ([\d.]+) Score\] \|(\d+)", title):
                taken.setdefault(match[3], {})[row["Username"]] = cell
    return taken


def _brightspace_import(content):
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    taken = {}
    for row in rows:
        assert row["End-of-Line Indicator"] == "#"
        assert row["OrgDefinedId"].startswith("#")
        for title, cell in row.items():
            if (match := re.fullmatch(r"(.*) Points Grade(?: <.*>)?", title)) and cell:
                taken.setdefault(match[1], {})[row["OrgDefinedId"]] = Fraction(cell)
    return taken
