"""Finds out whether results can be written to a folder, and says what to do where they can't."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from autograder import atomic
from autograder.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
PROBE: Final = ".can-be-written"
PROBE_BYTES: Final = 1 << 20
"""Some pages and a report; a batch may need more, and says so then."""


def require_writable(folder: Path) -> None:
    """Make the folder and write a file in it, which is removed again; raises UsageError that names the remedy."""
    probe = folder / PROBE
    try:
        atomic.write(probe, bytes(PROBE_BYTES))
        probe.unlink()
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(folder: Path, error: OSError) -> UsageError:
    """Say that a folder can't be written to, why, and what to do."""
    problem = error.strerror or type(error).__name__
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        in_the_way = (path for path in (folder, *folder.parents) if path.exists() and not path.is_dir())
        problem = f"{next(in_the_way, folder)} is not a folder"
    remedy = "Choose another --out, or make this one writable."
    if error.errno in FULL:
        remedy = "Make room there, or choose another --out; the same command goes on with what is left."
    return UsageError(f"{folder}: results can't be written there ({problem}). {remedy}")
