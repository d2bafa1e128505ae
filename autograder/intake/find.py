"""Turning one path that the user named into the submissions that lie there."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import SubmissionError, UsageError
from autograder.intake.archive_listing import open_archive
from autograder.intake.folder import Folder
from autograder.intake.layout import Candidate, arrange
from autograder.intake.listing import Parts, Source, is_notebook, readable, stem

if TYPE_CHECKING:
    from autograder.intake.naming import Names

_NO_NOTEBOOK = "The archive holds no notebook. Put .ipynb files into it and zip it again."


@dataclass(frozen=True, slots=True)
class Found:
    """A submission with the place it is read from. `source` is None where there is nothing to read."""

    candidate: Candidate
    origin: str
    source: Source | None
    key: tuple[str, Parts]  # the same for two ways to the same file
    names: Names

    @property
    def mark(self) -> str:
        """What tells this place from others in every run."""
        return self.names.mark(self.origin, self.key)


@dataclass(frozen=True, slots=True)
class Caps:
    """How much is read at most, in bytes."""

    notebook_bytes: int
    archive_bytes: int


def find(path: Path, slugs: frozenset[str], caps: Caps, names: Names) -> tuple[list[Found], list[str]]:
    """Find the submissions at a path, and sentences on what was passed over there.

    A link to a folder or an archive, named by the user, is followed; raises UsageError where the path is of no use.
    """
    path = path.absolute()
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        if not path.name or not is_notebook(path.name) or not path.is_symlink():
            reason = getattr(error, "strerror", None) or "not a path"
            raise UsageError(f"{names.root(path)} can't be read ({reason}). Check the path.") from error
        return [_notebook(path, names)], []
    if stat.S_ISDIR(status.st_mode):
        return _in_folder(path, slugs, names)
    if is_notebook(path.name):
        return [_notebook(path, names)], []
    if stat.S_ISREG(status.st_mode) and (path.suffix.lower() == ".zip" or _starts_like_zip(path)):
        return _in_archive(path, slugs, caps, names)
    raise UsageError(
        f"{names.root(path)} is neither a notebook (.ipynb), a folder nor a zip archive. Name one of these."
    )


def _notebook(path: Path, names: Names) -> Found:
    candidate = Candidate(readable(stem(path.name)), None, (path.name,))
    return Found(candidate, names.root(path), Folder(path.parent), _key(path, ()), names)


def _in_folder(path: Path, slugs: frozenset[str], names: Names) -> tuple[list[Found], list[str]]:
    folder = Folder(path)
    listing = folder.listing(names)
    candidates, notes = arrange(listing, slugs, path.resolve().name, names)
    found = [
        Found(
            candidate,
            folder.origin(candidate.parts, names),
            folder,
            _key(path.joinpath(*candidate.parts), ()),
            names,
        )
        for candidate in candidates
    ]
    if not found:
        raise UsageError(
            f"There is no notebook in the folder {names.root(path)}. "
            "Name a folder of STUDENT.ipynb files or of STUDENT/SLUG/ folders, or one notebook."
        )
    return found, [f"{names.root(path)}: {note}" for note in (*listing.notes, *notes)]


def _in_archive(path: Path, slugs: frozenset[str], caps: Caps, names: Names) -> tuple[list[Found], list[str]]:
    """Find the submissions in a zip; one that can't be used as a whole counts as one unreadable submission."""
    try:
        archive, listing = open_archive(path, caps.notebook_bytes, caps.archive_bytes, names)
    except SubmissionError as error:
        return [_refused(path, str(error), names)], []
    candidates, notes = arrange(listing, slugs, path.stem, names)
    found = [
        Found(
            candidate,
            archive.origin(candidate.parts, names),
            archive.only(candidate.parts, candidate.timestamp),
            _key(path, candidate.parts),
            names,
        )
        for candidate in candidates
    ]
    strays = [
        Found(
            Candidate(stray.student, None, (), problem=stray.problem),
            stray.name,
            None,
            _key(path, ("..", str(number))),
            names,
        )
        for number, stray in enumerate(listing.strays)
    ]
    notes = [*listing.notes, *(f"{names.root(path)}: {note}" for note in notes)]
    return (found + strays) or [_refused(path, _NO_NOTEBOOK, names)], notes


def _refused(path: Path, problem: str, names: Names) -> Found:
    candidate = Candidate(readable(path.stem), None, (), problem=problem)
    return Found(candidate, names.root(path), None, _key(path, ()), names)


def _starts_like_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


def _key(path: Path, parts: Parts) -> tuple[str, Parts]:
    """Identify a file whichever way leads to its folder, without following the file itself."""
    return str(Path(os.path.realpath(path.parent)) / path.name), parts
