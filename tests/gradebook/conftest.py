"""A gradebook on SQLite and on PostgreSQL, and results to put into it."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from fractions import Fraction
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.gradebook.assignments import ensure_assignment
from autograder.gradebook.database import open_gradebook
from autograder.gradebook.recording import Record, record
from autograder.gradebook.standing import standing
from autograder.model import Outcome, QuestionResult, Result
from autograder.notebook.restoring import release_document

SLUG = "activations"
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
SERVER = ("initdb", "pg_ctl")
NUMBERS = count()


@pytest.fixture(scope="session")
def assignment(course):
    return course.assignment(SLUG)


@pytest.fixture(scope="session")
def release(root):
    return release_document(root / "assignments" / SLUG / f"{SLUG}.ipynb")


@pytest.fixture(scope="session")
def solution_cells(release):
    marks = (cell["metadata"].get("nbgrader", {}) for cell in release["cells"])
    return frozenset(mark["grade_id"] for mark in marks if mark.get("solution"))


@pytest.fixture(scope="session")
def postgresql():
    """The URL of a PostgreSQL server of our own, without the database's name."""
    if any(shutil.which(program) is None for program in SERVER):
        pytest.skip("needs PostgreSQL's programs")
    folder = Path(tempfile.mkdtemp(prefix="gradebook-"))
    as_whom = {}
    if os.getuid() == 0:  # which the server refuses to run as
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_whom = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def call(*command):
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_whom)

    data = folder / "data"
    call("initdb", "--pgdata", data, "--auth", "trust", "--username", "grader", "--encoding", "UTF8", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -F"
    call("pg_ctl", "--pgdata", data, "--wait", "--log", folder / "log", "-o", options, "start")
    yield f"postgresql+psycopg://grader@127.0.0.1:{port}"
    call("pg_ctl", "--pgdata", data, "--mode", "immediate", "--wait", "stop")
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def template(tmp_path_factory, course, assignment, release):
    """A gradebook's file that knows the assignment: making one takes nbgrader a second."""
    file = tmp_path_factory.mktemp("template") / "gradebook.db"
    _make(f"sqlite:///{file}", course, assignment, release)
    return file


@pytest.fixture(scope="session")
def template_on_server(postgresql, course, assignment, release):
    with _connected(postgresql) as connection:
        connection.execute("CREATE DATABASE template_of_tests")
    _make(f"{postgresql}/template_of_tests", course, assignment, release)
    return "template_of_tests"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of a gradebook without submissions."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("template"), tmp_path / "gradebook.db")
        return f"sqlite:///{tmp_path / 'gradebook.db'}"
    server, original = request.getfixturevalue("postgresql"), request.getfixturevalue("template_on_server")
    name = f"book_{next(NUMBERS)}"
    with _connected(server) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
    return f"{server}/{name}"


def _make(url, course, assignment, release):
    with open_gradebook(url, course.course) as gradebook:
        ensure_assignment(gradebook, url, assignment, release)


def _connected(server):
    import psycopg  # noqa: PLC0415 - only where there is a server

    return psycopg.connect(f"{server.replace('+psycopg', '')}/postgres", autocommit=True)


@pytest.fixture
def book(url, course, assignment, release):
    """A gradebook that knows the assignment, with the ways to record in it and to read it."""

    @contextmanager
    def opened(described=assignment):
        with open_gradebook(url, course.course) as gradebook:
            ensure_assignment(gradebook, url, described, release)
            yield gradebook

    def keep(*records, described=assignment, policy=course, tell=lambda _: None):
        with opened(described) as gradebook:
            record(gradebook, policy, described, records, tell)

    def grades(described=assignment, policy=course):
        with opened(described) as gradebook:
            return standing(gradebook, policy, described)

    return SimpleNamespace(url=url, opened=opened, keep=keep, grades=grades)


@pytest.fixture
def make_record(make_result, solution_cells):
    """Make a record of a result in which each question earned a share of its points."""

    def make(student="ada", shares=1, *, at=None, due=None, rewritten=(), untouched=(), **fields):
        return Record(
            make_result(student, shares, **fields),
            submitted_at=at,
            due=due,
            untouched=frozenset(untouched),
            present=solution_cells,
            rewritten=frozenset(rewritten),
        )

    return make


@pytest.fixture
def make_result(assignment):
    def make(student="ada", shares=1, **fields):
        questions = tuple(
            QuestionResult(
                question.id,
                question.title,
                Outcome.NEEDS_GRADING if question.manual else Outcome.FAILED,
                None if question.manual else question.points * Fraction(shares),
                question.points,
                text="An answer." if question.manual else "",
            )
            for question in assignment.questions
        )
        score = sum((question.score for question in questions if question.score is not None), Fraction(0))
        defaults = {
            "course": "activation-functions",
            "assignment": SLUG,
            "student": student,
            "attempt": 1,
            "outcome": Outcome.NEEDS_GRADING,
            "reason": "",
            "score": score,
            "points": assignment.points,
            "penalty": Fraction(0),
            "grade": score,
            "questions": questions,
            "notes": (),
            "grader_version": "0.1.0",
            "secret_fingerprint": "5f2c9a",
            "data": "mnist-5k",
            "duration_seconds": 0.1,
            "sandbox_rung": "A",
            "submission_digest": "aa",
            "grading_digest": "bb",
        }
        return Result(**{**defaults, **fields})

    return make
