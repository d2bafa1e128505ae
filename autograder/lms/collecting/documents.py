"""The notebooks among a download's members: plain ones, and the only one of a zip that a student handed in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autograder.errors import SubmissionError
from autograder.intake.archive_listing import open_archive
from autograder.intake.listing import is_notebook
from autograder.intake.naming import REAL
from autograder.intake.recognise import Recogniser

if TYPE_CHECKING:
    from autograder.course.schema import Course, Limits
    from autograder.intake.listing import Parts, Source

_NO_NOTEBOOK: Final = "It is not a notebook."
_WRONG_ENDING: Final = "Its name does not end in .ipynb. Rename it if it is the notebook, and collect again."
_NONE_INSIDE: Final = "It is a zip archive without a notebook in it."
_SEVERAL_INSIDE: Final = "It is a zip archive with {count} notebooks in it, so it can't be told which one is meant."


class Documents:
    """Reads members of one download, for one assignment of the course."""

    def __init__(self, source: Source, course: Course, slug: str) -> None:
        self._source = source
        self._slug = slug
        self._limits: Limits = course.limits_for(course.assignment(slug))
        self._recogniser = Recogniser(course)

    def problem(self, parts: Parts) -> str:
        """Say why a member holds no notebook that can be read, or return ""."""
        try:
            self.content(parts)
        except SubmissionError as error:
            return str(error)
        return ""

    def content(self, parts: Parts) -> bytes:
        """Read the notebook; raises SubmissionError with the reason where there is none, or not exactly one."""
        if not _is_zip(parts[-1].lower()):
            return self._source.read(parts, self._limits.notebook_bytes)
        packed = self._source.read(parts, self._limits.archive_bytes)
        with tempfile.NamedTemporaryFile(suffix=".zip") as file:
            file.write(packed)
            file.flush()
            return self._only_notebook(Path(file.name))

    def answers_it(self, parts: Parts) -> bool:
        """Whether the notebook is recognised as an answer to the assignment."""
        return self._recogniser.assignment(self.content(parts)) == self._slug

    def _only_notebook(self, path: Path) -> bytes:
        try:
            archive, listing = open_archive(path, self._limits.notebook_bytes, self._limits.archive_bytes, REAL)
        except SubmissionError as error:
            raise SubmissionError(f"It is called a zip archive, and can't be read as one. {error}") from error
        notebooks = [one for one in listing.members if one.kind == "file" and is_notebook(one.parts[-1])]
        count = len(notebooks) + len(listing.strays)
        if count > 1:
            raise SubmissionError(_SEVERAL_INSIDE.format(count=count))
        problems = [*(one.problem for one in notebooks), *(one.problem for one in listing.strays)]
        problem = "".join(problems)
        if problem or not notebooks:
            raise SubmissionError(f"The notebook in it can't be used. {problem}" if problem else _NONE_INSIDE)
        return archive.read(notebooks[0].parts, self._limits.notebook_bytes)


def wrong_kind(name: str) -> str:
    """Say by its name why a file can hold no notebook, or return ""."""
    if is_notebook(name) or _is_zip(name.lower()):
        return ""
    return _WRONG_ENDING if ".ipynb" in name.lower() else _NO_NOTEBOOK


def _is_zip(name: str) -> bool:
    return name.endswith(".zip")
