"""Packages as the command line makes them, laid out in folders as the systems that run them do."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from autograder.cli import main
from autograder.model import CheckResult, Outcome, QuestionResult, Result

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PROFILE = ROOT / "tests" / "sandbox" / "container_profile.py"
METADATA = {
    "id": 123456,
    "created_at": "2026-10-01T14:22:32.365935-07:00",
    "assignment": {"due_date": "2026-10-02T23:00:00.000000-07:00", "total_points": "100.0"},
    "users": [{"email": "anna@example.edu", "id": 1234, "name": "O'Brien, Anna", "sid": "3034"}],
    "previous_submissions": [],
}


@pytest.fixture(scope="session")
def unpacked():
    """Unpack a zip with the permissions in it, as systems that run its programs do."""

    def unpack(file, folder):
        with zipfile.ZipFile(file) as archive:
            for info in archive.infolist():
                path = Path(archive.extract(info, folder))
                path.chmod(info.external_attr >> 16 & 0o777)
        return folder

    return unpack


@pytest.fixture(scope="session")
def metadata():
    """What Gradescope says about a submission."""
    return METADATA


@pytest.fixture(scope="session")
def make_package(tmp_path_factory):
    """Make a package by the command line; returns the zip's path and what was printed."""

    def make(system, slug, *options, course=ROOT / "course.yml"):
        file = tmp_path_factory.mktemp("package") / f"{slug}.zip"
        words = ["--course", course, "package", system, slug, "--out", file, *options]
        outcome = CliRunner().invoke(main, [str(word) for word in words])
        assert outcome.exit_code == 0, outcome.output
        return file, outcome.output

    return make


@pytest.fixture(scope="session")
def schema_of():
    """Check a document against the contract of a system; returns the document."""

    def check(system, document):
        schema = json.loads((HERE / f"{system}.schema.json").read_text())
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(document)
        return document

    return check


@dataclass(frozen=True)
class Ran:
    """A run of a package: its process, and the document that it wrote, where it wrote one."""

    process: subprocess.CompletedProcess
    document: dict | None


@pytest.fixture(scope="session")
def ran():
    """Run a program of a package under a container's profile, with this environment's Python in place of its own."""

    def call(program, base, *, results=None, without=(), **variables):
        refused = [word for what in without for word in ("--without", what)]
        environment = {**os.environ, "AUTOGRADER_BASE": str(base), "AUTOGRADER_PYTHON": sys.executable, **variables}
        environment.pop("AUTOGRADER_SECRET", None)
        process = subprocess.run(
            [sys.executable, PROFILE, *refused, program],
            capture_output=True,
            text=True,
            check=False,
            cwd=base,
            env=environment,
        )
        file = results or base / "results" / "results.json"
        return Ran(process, json.loads(file.read_text()) if file.exists() else None)

    return call


def check(name, outcome=Outcome.PASSED, weight=1, **texts):
    """Make a check's verdict."""
    return CheckResult(f"relu.{name}", f"`relu` {name}", outcome, Fraction(weight), **texts)


@pytest.fixture
def result_of():
    """Make a result by hand: relu by these checks, and a question graded by hand."""

    def make(*checks, score=Fraction(0), points=4, outcome=Outcome.FAILED, by_hand=Outcome.NEEDS_GRADING, **changed):
        relu = QuestionResult("relu", "ReLU", outcome, score, Fraction(points), tuple(checks))
        explain = QuestionResult("explain", "Why ReLU", by_hand, None, Fraction(3))
        fields = {
            "course": "course",
            "assignment": "activations",
            "student": "anna",
            "attempt": 1,
            "outcome": outcome,
            "reason": "",
            "score": score or Fraction(0),
            "points": Fraction(points) + 3,
            "penalty": Fraction(0),
            "grade": score or Fraction(0),
            "questions": (relu, explain),
            "notes": (),
            "grader_version": "0.1.0",
            "secret_fingerprint": "012345678901",
            "data": "mnist-5k",
            "duration_seconds": 1.5,
            "sandbox_rung": "C",
            "submission_digest": "aa",
            "grading_digest": "bb",
        }
        return Result(**{**fields, **changed})

    return make


@pytest.fixture
def made_check():
    """Make a check's verdict by hand."""
    return check


@pytest.fixture
def unreadable_result(result_of):
    """The result of a submission that could not be read."""
    reason = "The file is empty. Save the notebook and submit it again."
    return result_of(outcome=Outcome.ERRORED, questions=(), reason=reason)
