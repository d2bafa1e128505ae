"""Downloads built from readable lists of their members, and the command run on them."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main

DUE = "2026-10-01T00:00:00+02:00"
GOLDEN = Path(__file__).parent / "downloads"
NOTEBOOKS = {
    "activations": b'{"cells": [{"cell_type": "code", "metadata": {}, "source": "def sigmoid(z):\\n    return z"}],'
    b' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    "mnist": b'{"cells": [{"cell_type": "code", "metadata": {}, "source": "def build_model():\\n    pass"}],'
    b' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
}
COLUMNS = ("student", "name", "email", "canvas_id", "moodle_id", "username", "org_defined_id", "sis_user_id", "group")
PEOPLE = (
    ("anna", "O'Brien, Anna-Lena", "anna@example.edu", "101", "501", "aobrien", "9001", "S1", "team one"),
    ("xiaoming", "王小明", "xm@example.edu", "102", "502", "j_doe", "9002", "S2", "team one"),
    ("jane1", "Jane Doe", "jane1@example.edu", "103", "503", "doe", "9003", "S3", ""),
    ("jane2", "Jane Doe", "jane2@example.edu", "104", "504", "jane_doe2", "9004", "S4", ""),
    ("formula", "=cmd|' /C calc'!A0", "formula@example.edu", "105", "505", "formula", "9005", "S5", ""),
    ("zoe", "Zoë Nuñez", "zoe@example.edu", "106", "506", "zoe", "9006", "S6", ""),
    ("quiet", "Quentin Quiet", "quiet@example.edu", "107", "507", "quiet", "9007", "S7", ""),
)


def roster_text(people=PEOPLE, columns=COLUMNS):
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows(people)
    return file.getvalue()


@pytest.fixture
def roster(tmp_path):
    """Write a roster and return its path."""

    def make(people=PEOPLE, columns=COLUMNS, name="roster.csv"):
        path = tmp_path / name
        path.write_text(roster_text(people, columns), encoding="utf-8")
        return path

    return make


@pytest.fixture
def pack(tmp_path):
    """Write a zip of members: names, whose content is told from the name, or pairs of name (or ZipInfo) and content."""

    def make(members, name="download.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member in members:
                archive.writestr(*(member if isinstance(member, tuple) else (member, content_of(member))))
        return path

    return make


def content_of(name):
    """Say what a member holds: an answer to the first assignment, unless its name tells of another content."""
    if name.endswith("submission_metadata.yml"):
        return (GOLDEN / "gradescope_metadata.yml").read_bytes()
    if name.endswith("timestamp.txt"):
        return b"2026-10-03 10:00:00 Europe/Berlin\n"
    if name.lower().endswith(".ipynb"):
        return NOTEBOOKS["mnist" if "mnist" in name.lower() else "activations"]
    if name.lower().endswith(".zip"):
        return zip_of({"work/answer.ipynb": NOTEBOOKS["activations"], "__MACOSX/work/._answer.ipynb": b"\0"})
    return b"something else"


def zip_of(files):
    """Return the bytes of a zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


@pytest.fixture(scope="session")
def course_folder(tmp_path_factory, altered_course):
    """Make a course whose first assignment was due, with an extension for one student."""

    def change(document):
        document["assignments"][0]["due"] = DUE
        document["assignments"][0]["extensions"] = {"zoe": "2026-10-05T00:00:00+02:00"}

    folder = tmp_path_factory.mktemp("course")
    altered_course(folder, change)
    return folder


@pytest.fixture
def run(monkeypatch, tmp_path, course_folder):
    """Run the command line in a folder of its own, on that course; returns click's result."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def call(*arguments):
        return CliRunner().invoke(main, ["--course", str(course_folder / "course.yml"), *map(str, arguments)])

    return call


@pytest.fixture
def collect(run, roster):
    """Collect a download of the first assignment into `submitted`; return the exit code and the JSON account."""

    def call(path, source, *options, people=PEOPLE, columns=COLUMNS, slug="activations"):
        file = roster(people, columns)
        result = run(
            *("collect", path, "--from", source, "--assignment", slug, "--roster", file, "--json"),
            *("--timezone", "Europe/Berlin", *options),
        )
        assert result.exit_code in {0, 1}, result.output
        return result.exit_code, json.loads(result.stdout)

    return call


@pytest.fixture(scope="session")
def account():
    """Return what became of each member in one line, as the golden lists have it."""
    return _account


@pytest.fixture(scope="session")
def golden():
    """Return a golden list: what each member is to become, by its name."""
    return _golden


@pytest.fixture(scope="session")
def notebooks():
    """Return an answer to each assignment."""
    return NOTEBOOKS


@pytest.fixture(scope="session")
def zipped():
    """Return the bytes of a zip of files."""
    return zip_of


@pytest.fixture(scope="session")
def people():
    """Return the lines of the roster."""
    return PEOPLE


def _account(document):
    lines = {}
    for one in document["matched"]:
        words = [one["student"], f"attempt {one['attempt']}"]
        words += ["late"] if one["late"] else []
        words += ["superseded"] if one["superseded"] else []
        lines.setdefault(one["file"], []).append("matched " + " ".join(words))
    for one in document["ambiguous"]:
        lines.setdefault(one["file"], []).append("ambiguous " + " ".join(one["candidates"]))
    for one in document["unknown"]:
        lines.setdefault(one["file"], []).append("expected" if one["expected"] else "unknown")
    return {file: "; ".join(outcomes) for file, outcomes in lines.items()}


def _golden(name):
    lines = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" => ") for line in lines if line and not line.startswith("# "))
