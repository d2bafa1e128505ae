"""Putting collected notebooks into `submitted/STUDENT/SLUG/`, each in one step, and nothing anywhere else."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from autograder import atomic
from autograder.errors import UsageError
from autograder.intake.layout import TIMESTAMP
from autograder.intake.timestamp import MAX_BYTES, parse_timestamp
from autograder.lms.collecting.moments import for_nbgrader

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class State(StrEnum):
    """What writing did to a file."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # what was there is newer


def place_of(into: Path, student: str, slug: str, *, attempt: int, latest: bool) -> Path:
    """Return where a notebook belongs: in `into`, or in the folder of earlier attempts beside it."""
    root = into if latest else into.with_name(f"{into.name}-earlier") / str(attempt)
    return root / student / slug / f"{slug}.ipynb"


def write(into: Path, path: Path, content: bytes, moment: datetime | None) -> State:
    """Write a notebook and its moment, unless a newer one is there. Raises UsageError where that is not possible.

    An old `timestamp.txt` goes first and the new one comes last: a notebook never stands beside another one's moment.
    """
    _require_plain_folders(into, path)
    timestamp = path.with_name(TIMESTAMP)
    try:
        before, moment_before = _standing(path), _moment(timestamp)
        same_moment = (moment_before == moment) if moment is not None else not timestamp.exists()
        if before == content and same_moment:
            return State.UNCHANGED
        if before is not None and None not in (moment, moment_before) and _later(moment_before, moment):
            return State.KEPT
        timestamp.unlink(missing_ok=True)
        if before != content:
            atomic.write(path, content)
        if moment is not None:
            atomic.write(timestamp, f"{for_nbgrader(moment)}\n")
    except OSError as error:
        raise UsageError(
            f"{path.parent}: the submission can't be written there ({error.strerror or type(error).__name__}). "
            "Make the folder writable, or choose another --into."
        ) from error
    if before is None:
        return State.NEW
    return State.UNCHANGED if before == content else State.REPLACED


def _require_plain_folders(into: Path, path: Path) -> None:
    """Refuse to write through a link, which could lead anywhere; `into` itself may be one."""
    for folder in path.parents:
        if folder in {into, into.parent}:
            return
        if folder.is_symlink():
            raise UsageError(f"{folder} is a link, and nothing is written through links. Put a plain folder there.")


def _standing(path: Path) -> bytes | None:
    """Return the notebook that is there; a link in its place is no notebook, and is replaced."""
    return path.read_bytes() if path.exists() and not path.is_symlink() else None


def _moment(timestamp: Path) -> datetime | None:
    if timestamp.is_symlink() or not timestamp.is_file():
        return None
    with timestamp.open("rb") as file:
        return parse_timestamp(file.read(MAX_BYTES))


def _later(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one > other
