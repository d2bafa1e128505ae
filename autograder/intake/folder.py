"""Listing and reading a folder without following any symbolic link in it."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.errors import SubmissionError, UsageError
from autograder.intake.listing import MAX_DEPTH, MAX_MEMBERS, Listing, Member, Parts, is_ignored
from autograder.notebook.decode import too_large

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.intake.naming import Names

_LINK = "It is a symbolic link, and links are not followed. Put the file itself in its place."
_SPECIAL = "It is not a regular file. Put the notebook itself in its place."
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # a named pipe must not hold us up
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that the user named; a link to it is followed, links in it are not."""

    root: Path

    def listing(self, names: Names) -> Listing:
        """Name everything below the root; raises UsageError where that is too much or not permitted."""
        members: list[Member] = []
        notes: list[str] = []
        pending: list[Parts] = [()]
        while pending:
            parts = pending.pop()
            try:
                found = self._scan(parts)
            except OSError as error:
                reason = f"{self.origin(parts, names)} can't be read ({error.strerror})."
                if not parts:
                    raise UsageError(f"{reason} Check its permissions.") from error
                notes.append(f"{reason} Nothing in it was graded; check its permissions.")
                continue
            members.extend(found)
            if len(members) > MAX_MEMBERS:
                raise UsageError(
                    f"{names.root(self.root)} holds more than {MAX_MEMBERS:,} files. "
                    "Name the folder with the submissions."
                )
            below = [member.parts for member in found if member.kind == "folder" and not member.problem]
            if len(parts) + 1 < MAX_DEPTH:
                pending.extend(below)
            else:
                notes.extend(f"{self.origin(deep, names)} lies too deep and was ignored." for deep in below)
        return Listing(tuple(sorted(members, key=lambda member: member.parts)), notes=tuple(notes))

    def read(self, parts: Parts, max_bytes: int) -> bytes:
        """Open each component without following links, and read a regular file of at most `max_bytes`."""
        try:
            handle = self._open(parts)
        except OSError as error:
            raise SubmissionError(_why_not_opened(error)) from error
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise SubmissionError(_SPECIAL)
            if status.st_size > max_bytes:
                raise SubmissionError(too_large(max_bytes))
            content = _read_up_to(handle, max_bytes + 1)
        except OSError as error:
            raise SubmissionError(_why_not_opened(error)) from error
        finally:
            os.close(handle)
        if len(content) > max_bytes:
            raise SubmissionError(too_large(max_bytes))
        return content

    def origin(self, parts: Parts, names: Names) -> str:
        """Return the path of a file or folder in it."""
        return names.place(self.root, parts)

    def _scan(self, parts: Parts) -> list[Member]:
        with os.scandir(self.root.joinpath(*parts)) as entries:
            return [_member(parts, entry) for entry in entries if not is_ignored(entry.name)]

    def _open(self, parts: Parts) -> int:
        folder = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for part in parts[:-1]:
                below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
                os.close(folder)
                folder = below
            return os.open(parts[-1], _READ, dir_fd=folder)
        finally:
            os.close(folder)


def _member(parent: Parts, entry: os.DirEntry[str]) -> Member:
    parts = (*parent, entry.name)
    if entry.is_symlink():
        return Member(parts, "folder" if entry.is_dir() else "file", _LINK)
    if entry.is_dir(follow_symlinks=False):
        return Member(parts, "folder")
    return Member(parts, "file", "" if entry.is_file(follow_symlinks=False) else _SPECIAL)


def _read_up_to(handle: int, count: int) -> bytes:
    chunks: list[bytes] = []
    while count > 0 and (chunk := os.read(handle, min(count, _CHUNK))):
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


def _why_not_opened(error: OSError) -> str:
    if error.errno in {errno.ELOOP, errno.EMLINK, errno.ENOTDIR}:
        return _LINK
    if error.errno == errno.ENOENT:
        return "The file is no longer there. Put it back and grade again."
    if error.errno == errno.ENXIO:
        return _SPECIAL
    return f"The file can't be read ({error.strerror}). Check its permissions and grade again."
