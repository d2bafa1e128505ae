"""Grades the one submission that another system hands over, and answers in that system's format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.errors import SubmissionError, UsageError
from autograder.grading import open_course, open_grader
from autograder.lms.packaging.submitted import submitted_notebook
from autograder.model import Submission
from autograder.report.attention import has_internal_error
from autograder.sandbox.slow_modules import slow_modules

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from autograder.model import Result


@dataclass(frozen=True)
class Handed:
    """A submission as another system hands it over: a folder, and of its owner what lateness depends on."""

    folder: Path
    student: str = ""
    submitted_at: datetime | None = None


@dataclass(frozen=True)
class Contract:
    """How a system wants to be answered: with which text for a result, which where grading failed, and where."""

    text: Callable[[Result], str]
    failed: str
    write: Callable[[str], None]


def answer(contract: Contract, grade: Callable[[], Result]) -> Result:
    """Grade, and write what came out of it; returns the result, which may be one where grading itself failed.

    The answer that grading failed is written first, so that it stands whatever ends this process.
    """
    contract.write(contract.failed)
    result = grade()
    if not has_internal_error(result):
        contract.write(contract.text(result))
    return result


def grade_handed(course_file: Path, slug: str, handed: Handed) -> Result:
    """Grade what lies in a folder; raises UsageError for an unknown assignment, and RungError without a sandbox."""
    course = open_course(course_file)
    if slug not in {assignment.slug for assignment in course.assignments}:
        raise UsageError(f"There is no assignment {slug} in {course_file}. Make the package of that assignment anew.")
    grader = open_grader(course_file, slug)
    content, problem = b"", ""
    try:
        content = submitted_notebook(handed.folder, slug, course.limits_for(grader.assignment).notebook_bytes)
    except SubmissionError as error:
        problem = str(error)
    grader.sandbox.prepare(tuple(slow_modules(content.decode("utf-8", "replace"))))
    submission = Submission(
        student=handed.student,
        folder="submission",
        assignment=slug,
        origin="",
        content=content,
        submitted_at=handed.submitted_at,
        problem=problem,
    )
    results: list[Result] = []
    grader.grade([submission], lambda _, result: results.append(result))
    return results[0]
