"""Finds the course that an nbgrader command works on, and one student's submission in it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.converters import NbGraderException

from autograder.course.load import find_course
from autograder.errors import AutograderError, SubmissionError
from autograder.grading import open_course
from autograder.intake.entry import Entry
from autograder.intake.folder import Folder
from autograder.intake.folder_names import FolderNames
from autograder.intake.layout import TIMESTAMP
from autograder.intake.timestamp import MAX_BYTES, parse_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from logging import Logger

    from nbgrader.coursedir import CourseDirectory

    from autograder.course.schema import Assignment, Course
    from autograder.intake.listing import Parts


class NotOursError(AutograderError):
    """nbgrader asked for something that the course does not have."""


@dataclass(frozen=True)
class Place:
    """An assignment of a course."""

    course_file: Path
    course: Course
    assignment: Assignment

    @property
    def root(self) -> Path:
        """The folder of course.yml."""
        return self.course_file.parent


def place_of(directory: CourseDirectory, slug: str) -> Place:
    """Return the assignment that an nbgrader command is about; raises NotOursError where course.yml has none such."""
    course_file = find_course(Path(directory.root)).resolve()
    course = open_course(course_file)
    try:
        return Place(course_file, course, course.assignment(slug))
    except KeyError as error:
        raise NotOursError(f"course.yml has no assignment {slug}. Add it there, or correct the name.") from error


def entry_of(directory: CourseDirectory, place: Place, student: str, notebook: str) -> Entry:
    """Find a student's submission as nbgrader has collected it."""
    slug = place.assignment.slug
    place_of_it = Path(directory.format_path(directory.submitted_directory, student, slug))
    # Read from two folders above, so that a link in the place of either of them is not followed.
    folder, within = Folder(place_of_it.parents[1]), place_of_it.parts[-2:]
    parts = (*within, f"{notebook}.ipynb")
    return Entry(
        student=student,
        folder=FolderNames([student]).of(student),
        assignment=slug,
        origin=str(folder.root.joinpath(*parts)),
        submitted_at=_submitted_at(folder, (*within, TIMESTAMP)),
        source=folder,
        parts=parts,
        max_bytes=place.course.limits_for(place.assignment).notebook_bytes,
    )


def converter_of(parent: Any) -> Any:  # noqa: ANN401 - nbgrader's classes have no types
    """Return the nbgrader command that an exporter or a preprocessor works for."""
    while parent is not None and not hasattr(parent, "coursedir"):
        parent = parent.parent
    if parent is None:
        raise NotOursError("This works within nbgrader's commands only.")
    return parent


@contextmanager
def refusing(log: Logger) -> Iterator[None]:
    """Turn an error that a user is meant to read into nbgrader's own kind, which ends a command without a traceback."""
    try:
        yield
    except AutograderError as error:
        log.error("%s", error)  # noqa: TRY400 - the user's mistake, not ours
        raise NbGraderException(str(error)) from error


def _submitted_at(folder: Folder, parts: Parts) -> datetime | None:
    try:
        return parse_timestamp(folder.read(parts, MAX_BYTES))
    except SubmissionError:
        return None
