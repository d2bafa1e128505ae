"""Finds the grades that stand for an assignment, for the commands that hand them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.course.schema import Course
    from autograder.grades import Grade


def standing_grades(course: Course, slug: str, graded: Path) -> dict[str, Grade]:
    """Read the grade that counts of each student from the results in the folder `graded`.

    Raises UsageError for an unknown assignment, and where there is nothing.
    """
    from autograder import grades  # noqa: PLC0415 - keeps `--help` quick
    from autograder.report import result_json  # noqa: PLC0415 - likewise

    known = [assignment.slug for assignment in course.assignments]
    if slug not in known:
        raise UsageError(f"No assignment is called {slug}. The course has: {', '.join(known)}.")
    files = sorted((graded / slug).glob("*/result.json"))
    if not files:
        raise UsageError(f"{graded} holds no results of {slug}. Grade something with `--out {graded}` first.")
    found = [grades.of_result(result_json.load(file)) for file in files]
    return grades.counting(found, best=course.attempts == "best")
