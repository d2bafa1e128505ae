"""The tree of errors that the package raises on purpose; everything else is a bug."""

from __future__ import annotations

from dataclasses import dataclass


class AutograderError(Exception):
    """Root of every error that a user of the package is meant to read."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a configuration file, and what to do about it.

    `place` is a `$.path` into the document, `line` counts from 1 (None where the file as a whole is meant).
    """

    place: str
    line: int | None
    message: str
    remedy: str

    def __str__(self) -> str:
        where = self.place if self.line is None else f"{self.place}, line {self.line}"
        return f"{self.message} @ {where}. {self.remedy}"


def listing(file: str, problems: tuple[Problem, ...]) -> str:
    """One text that names a file and every problem in it."""
    noun = "problem" if len(problems) == 1 else "problems"
    return "\n".join([f"{file} has {len(problems)} {noun}:", *(f"  - {problem}" for problem in problems)])


class CourseError(AutograderError):
    """A course file that can't be used; carries every problem found in it at once."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        self.file = file
        self.problems = problems
        super().__init__(listing(file, problems))


class UsageError(AutograderError):
    """The command was asked for something that can't be done; the message says what to do instead."""


class SubmissionError(AutograderError):
    """A submission that can't be read. `str(error)` is the reason, followed by the remedy, fit for its author."""


class ReleaseError(AutograderError):
    """A source notebook that can't be turned into a released one, or a release that is out of date."""


class DataError(AutograderError):
    """A data profile whose files are missing or are not what they claim to be."""
