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
from autograder.intake.listing import Listing, Parts, Source, is_notebook, readable, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_NOTEBOOK = "The archive holds no notebook. Put .ipynb files into it and zip it again."


@dataclass(frozen=True, slots=True)
class Found:
    """A submission with the place it is read from. `source` is None where there is nothing to read."""

    candidate: Candidate
    origin: str
    source: Source | None
    key: tuple[str, Parts]  # the same for two ways to the same file


@dataclass(frozen=True, slots=True)
class Caps:
    """How much is read at most, in bytes."""

    notebook_bytes: int
    archive_bytes: int


def find(path: Path, slugs: frozenset[str], caps: Caps) -> tuple[list[Found], list[str]]:
    """Find the submissions at a path, and sentences on what was passed over there.

    A link to a folder or an archive, named by the user, is followed; raises UsageError where the path is of no use.
    """
    path = path.absolute()
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        if not path.name or not is_notebook(path.name) or not path.is_symlink():
            reason = getattr(error, "strerror", None) or "not a path"
            raise UsageError(f"{path} can't be read ({reason}). Check the path.") from error
        return [_notebook(path)], []
    if stat.S_ISDIR(status.st_mode):
        return _in_folder(path, slugs)
    if is_notebook(path.name):
        return [_notebook(path)], []
    if stat.S_ISREG(status.st_mode) and (path.suffix.lower() == ".zip" or _starts_like_zip(path)):
        return _in_archive(path, slugs, caps)
    raise UsageError(f"{path} is neither a notebook (.ipynb), a folder nor a zip archive. Name one of these.")


def _notebook(path: Path) -> Found:
    folder = Folder(path.parent)
    return Found(Candidate(readable(stem(path.name)), None, (path.name,)), readable(str(path)), folder, _key(path, ()))


def _in_folder(path: Path, slugs: frozenset[str]) -> tuple[list[Found], list[str]]:
    folder = Folder(path)
    listing = folder.listing()
    candidates, notes = arrange(listing, slugs, path.resolve().name)
    found = [
        Found(candidate, folder.origin(candidate.parts), folder, _key(path.joinpath(*candidate.parts), ()))
        for candidate in candidates
    ]
    if not found:
        raise UsageError(
            f"There is no notebook in the folder {path}. "
            "Name a folder of STUDENT.ipynb files or of STUDENT/SLUG/ folders, or one notebook."
        )
    return found, [f"{path}: {note}" for note in (*listing.notes, *notes)]


def _in_archive(path: Path, slugs: frozenset[str], caps: Caps) -> tuple[list[Found], list[str]]:
    """Find the submissions in a zip; one that can't be used as a whole counts as one unreadable submission."""
    try:
        archive, listing = open_archive(path, caps.notebook_bytes, caps.archive_bytes)
    except SubmissionError as error:
        return [_refused(path, path.stem, str(error))], []
    candidates, notes = _arranged(listing, slugs, path)
    found = [
        Found(
            candidate,
            archive.origin(candidate.parts),
            archive.only(candidate.parts, candidate.timestamp),
            _key(path, candidate.parts),
        )
        for candidate in candidates
    ]
    strays = [
        Found(Candidate(stray.student, None, (), problem=stray.problem), stray.name, None, _key(path, (stray.name,)))
        for stray in listing.strays
    ]
    return (found + strays) or [_refused(path, path.stem, _NO_NOTEBOOK)], notes


def _arranged(listing: Listing, slugs: frozenset[str], path: Path) -> tuple[Sequence[Candidate], list[str]]:
    candidates, notes = arrange(listing, slugs, path.stem)
    return candidates, [*listing.notes, *(f"{path}: {note}" for note in notes)]


def _refused(path: Path, student: str, problem: str) -> Found:
    return Found(Candidate(readable(student), None, (), problem=problem), readable(str(path)), None, _key(path, ()))


def _starts_like_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


def _key(path: Path, parts: Parts) -> tuple[str, Parts]:
    """Identify a file whichever way leads to its folder, without following the file itself."""
    return str(Path(os.path.realpath(path.parent)) / path.name), parts
