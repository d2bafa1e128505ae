"""Reading `course.yml`: either a valid course, or one error that lists every problem with its line and remedy."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final

from autograder.course.assignment_rules import assignment_problems
from autograder.course.document import Document, read_document
from autograder.course.explain import described, shape_problems
from autograder.course.policy_rules import policy_problems
from autograder.course.schema import Course
from autograder.errors import CourseError, Problem, UsageError

if TYPE_CHECKING:
    from pathlib import Path

COURSE_FILE: Final = "course.yml"
MAX_BYTES: Final = 1_000_000


def load_course(path: Path) -> Course:
    """Read and validate a course file; raises CourseError with every problem that it has."""
    text = _read(path)
    document = read_document(text)
    problems = [*document.problems, *_content_problems(document)]
    if problems:
        raise CourseError(str(path), tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    return Course.model_validate(document.data)


def find_course(start: Path) -> Path:
    """Find the nearest `course.yml` in `start` or a folder above it; raises UsageError where there is none."""
    here = start.resolve()
    for folder in (here, *here.parents):
        candidate = folder / COURSE_FILE
        if candidate.is_file():
            return candidate
    raise UsageError(f"No {COURSE_FILE} in {here} or any folder above it. Run the command inside a course's folder")


def _content_problems(document: Document) -> list[Problem]:
    if not document.is_readable(()):
        return []
    if document.data is None:
        return [document.problem((), "The file is empty", "Write the course into it; docs/course.md lists the keys")]
    if not isinstance(document.data, dict):
        message = f"A mapping of keys to values is wanted, not {described(document.data)}"
        return [document.problem((), message, "Write the file as lines `key: value`; docs/course.md lists the keys")]
    return [*shape_problems(document), *assignment_problems(document), *policy_problems(document)]


def _read(path: Path) -> str:
    """Read a course file's text; raises CourseError where there is none to read."""

    def failure(message: str, remedy: str, line: int | None = None) -> CourseError:
        return CourseError(str(path), (Problem("$", line, message, remedy),))

    try:
        mode = path.stat().st_mode
        # a pipe or a device could keep its reader waiting for ever, so it is not opened
        content = _beginning(path) if stat.S_ISREG(mode) else b""
    except FileNotFoundError as error:
        raise failure("There is no such file", "Check the name, or make the file.") from error
    except (OSError, ValueError) as error:
        raise failure("The file can't be read", "Check its name and its permissions.") from error
    if stat.S_ISDIR(mode):
        raise failure("This is a folder", f"Name the file in it, {COURSE_FILE}.")
    if not stat.S_ISREG(mode):
        raise failure("This is no regular file", "Name a file of YAML text.")
    if len(content) > MAX_BYTES:
        raise failure(f"The file is larger than {MAX_BYTES:,} bytes", "Keep to the course's policy; remove the rest.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise failure("The file is not UTF-8 text", "Save it with the encoding UTF-8.", line) from error


def _beginning(path: Path) -> bytes:
    """Read a file, or as much of it as tells that it is too large."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
