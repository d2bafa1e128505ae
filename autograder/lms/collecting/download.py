"""Opening a download: the zip that a system made, or the folder that it was unpacked to, as a list of members.

Every file in it is listed, those that can't be used with the reason; nothing is unpacked to disk.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from autograder.errors import SubmissionError, UsageError
from autograder.intake.archive_listing import member_name, open_archive
from autograder.intake.folder import Folder
from autograder.intake.listing import Listing, Parts, Source, is_ignored, is_notebook
from autograder.intake.naming import REAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from autograder.course.schema import Limits
    from autograder.intake.naming import Names

CLASS_BYTES: Final = 2_000_000_000
"""What the notebooks of a class may unpack to: `limits.archive_bytes` is for one student's zip."""

_UNSAFE: Final = "Its name leads out of the archive, or it is a link or a special file. It was not opened."
_CHECKPOINTS: Final = ".ipynb_checkpoints"
_HIDDEN: Final = "It is hidden or temporary, so it is nobody's submission."


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the download. `problem` says why it can't be used; `expected` that nothing is amiss with that."""

    name: str
    parts: Parts
    problem: str = ""
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Download:
    """All files of a download in a stable order. `notes` are sentences on what could not even be listed."""

    items: tuple[Item, ...]
    source: Source
    notes: tuple[str, ...] = ()


def open_download(path: Path, limits: Limits, names: Names = REAL) -> Download:
    """List a zip or a folder; raises UsageError where the path is neither, or can't be read.

    `names` says how messages speak of what is in it.
    """
    try:
        is_folder = path.is_dir()
        is_file = path.is_file()
    except (OSError, ValueError) as error:
        raise UsageError(f"{names.root(path)} can't be read. Check the path.") from error
    if is_folder:
        folder = Folder(path)
        listing = folder.listing(names)
        return Download(tuple(_items(listing)), folder, listing.notes)
    if not is_file:
        raise UsageError(
            f"There is no download at {names.root(path)}. Name the zip, or the folder that it was unpacked to."
        )
    try:
        archive, listing = open_archive(path, limits.notebook_bytes, max(CLASS_BYTES, limits.archive_bytes), REAL)
    except SubmissionError as error:
        raise UsageError(
            f"{names.root(path)}: {error} Name the zip that was downloaded, or the folder that it was unpacked to."
        ) from error
    listed = tuple(_items(listing))
    return Download((*listed, *_unlisted(path, listing, listed)), archive)


def _items(listing: Listing) -> Iterator[Item]:
    """Turn files, and folders that can't be entered, into items."""
    for member in listing.members:
        if member.kind == "file" or member.problem:
            yield Item("/".join(member.parts), member.parts, member.problem)


def _names(path: Path) -> Sequence[str]:
    """Return every name of the archive's table, which has been found to be readable and of a reasonable size."""
    with zipfile.ZipFile(path) as archive:
        return [member_name(info) for info in archive.infolist()]


def _unlisted(path: Path, listing: Listing, listed: Sequence[Item]) -> Iterator[Item]:
    """Account for the names that a listing passes over: unsafe ones, and files that no student hands in."""
    known = {item.parts for item in listed} | {member.parts for member in listing.members}
    problems = {stray.name.removeprefix(f"{REAL.root(path)}:"): stray.problem for stray in listing.strays}
    for name in dict.fromkeys(_names(path)):
        parts = tuple(part for part in name.split("/") if part not in {"", "."})
        if parts in known or not parts or name.endswith("/"):
            continue
        if _is_system_file(parts):
            continue
        hidden = any(map(is_ignored, parts)) and ".." not in parts
        problem = _HIDDEN if hidden else problems.get(name, _UNSAFE)
        # Jupyter's own copies are no loss, but a name may begin with a dot for another reason.
        lost = is_notebook(parts[-1]) and _CHECKPOINTS not in parts
        yield Item(name, (), problem, expected=hidden and not lost)


def _is_system_file(parts: Parts) -> bool:
    """Whether the file was added by the computer on which the archive was made."""
    return "__MACOSX" in parts or parts[-1] == ".DS_Store" or parts[-1].startswith("._")
