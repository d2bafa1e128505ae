"""Grading one notebook by the hidden checks that somebody's own `pytest` collects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder import grading, intake
from autograder.course.load import find_course, load_course
from autograder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from autograder.checks.plugin import HiddenChecks
    from autograder.model import Result


def hidden_checks(
    submission: Path, start: Path, arguments: Sequence[str], finished: Callable[[Result], None]
) -> HiddenChecks:
    """Make the plug-in that grades `submission` by the checks named on pytest's command line.

    The assignment is told by the folder that the checks are in. Raises UsageError where that is no assignment's.
    """
    path = find_course(start)
    course = load_course(path)
    graders = (path.parent / course.folders.graders).resolve()
    places = [(start / argument.partition("::")[0]).resolve() for argument in arguments]
    slugs = {place.relative_to(graders).parts[0] for place in places if graders in place.parents}
    known = [assignment.slug for assignment in course.assignments if assignment.slug in slugs]
    if len(known) != 1 or len(slugs) != 1:
        raise UsageError(f"Name the hidden checks of one assignment, as in: pytest {course.folders.graders}/SLUG")
    entry = intake.discover([start / submission], course, known[0]).entries[0]
    return grading.open_grader(path, known[0]).hidden_checks([entry.load()], lambda _, result: finished(result))
