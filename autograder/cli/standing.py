"""Finds the grades that stand for an assignment, for the commands that hand them on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from autograder.course.choice import assignment_of
from autograder.errors import UsageError
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from autograder.course.schema import Assignment, Course
    from autograder.grades import Grade


USUAL: Final = "graded"
"""Where `autograder grade` and nbgrader's commands leave results, unless told otherwise."""


UNCLEAR: Final = "There are several submissions, and nothing tells which one counts. Keep one and grade again."


@dataclass(frozen=True)
class Standing:
    """The grade that counts of each student, and where it was found, in words."""

    grades: Mapping[str, Grade]
    source: str


def find_standing(course: Course, root: Path, slug: str, graded: Path | None, url: str | None) -> Standing:
    """Read the grades from the gradebook where it holds any of the assignment, else from results in a folder.

    `graded` and `url` are what the user named: that folder, or that gradebook, is then the one to read ("" means the
    gradebook of nbgrader's commands). `root` is the folder of course.yml. Raises UsageError for an unknown assignment,
    where there is nothing, and where the two disagree and the user has named neither.
    """
    assignment = assignment_of(course, slug)
    if graded is not None and url is not None:
        raise UsageError("Name one place to read the grades from: `--graded` or `--gradebook`.")
    if graded is not None:
        return Standing(_in_folder(course, slug, graded), str(graded))
    found = _in_gradebook(course, root, assignment, url)
    if url is not None and not found:
        raise UsageError(f"The gradebook holds no submission of {slug}. Grade with `--gradebook` first.")
    usual = root / USUAL
    if url is None and (not found or any((usual / slug).glob("*/result.json"))):
        in_folder = _in_folder(course, slug, usual)
        if not found:
            return Standing(in_folder, USUAL)
        _require_agreement(found, in_folder)
    return Standing(found, "the gradebook")


def _require_agreement(kept: Mapping[str, Grade], in_folder: Mapping[str, Grade]) -> None:
    """Raise UsageError where the gradebook has not been told of what was graded since."""
    differing = [
        student
        for student, grade in in_folder.items()
        if student not in kept or not _automatic(grade) <= _automatic(kept[student])
    ]
    if differing:
        raise UsageError(
            f"The gradebook and the folder {USUAL} have different scores for {quantity(len(differing), 'student')}. "
            "Run `autograder grade` with `--gradebook`, so that they agree, or name the one to read: `--gradebook` or "
            f"`--graded {USUAL}`."
        )


def _automatic(grade: Grade) -> set[tuple[str, Fraction]]:
    return {(one.id, one.automatic) for one in grade.questions if one.automatic is not None}


def _in_gradebook(course: Course, root: Path, assignment: Assignment, url: str | None) -> dict[str, Grade]:
    from autograder.gradebook.database import configured_url, exists, open_gradebook  # noqa: PLC0415 - slow to import
    from autograder.gradebook.standing import standing  # noqa: PLC0415 - likewise

    place = url or configured_url(root)
    if not exists(place):
        return {}
    with open_gradebook(place, course.course) as gradebook:
        return standing(gradebook, course, assignment)


def _in_folder(course: Course, slug: str, graded: Path) -> dict[str, Grade]:
    from autograder import grades  # noqa: PLC0415 - keeps `--help` quick
    from autograder.report import result_json  # noqa: PLC0415 - likewise

    files = sorted((graded / slug).glob("*/result.json"))
    if not files:
        raise UsageError(f"{graded} holds no results of {slug}. Grade something with `--out {graded}` first.")
    found = [grades.of_result(result_json.load(file)) for file in files]
    unclear = grades.without_order(found)
    chosen = grades.counting(found, best=course.attempts == "best")
    return {
        student: replace(grade, problem=UNCLEAR) if student in unclear else grade for student, grade in chosen.items()
    }
