"""Folders of the machine's own file system that zygotes work in where no namespace gives them one."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from pathlib import Path
from typing import Final, Self

from autograder.sandbox.inside.work import FOLDER, remove

PREFIX: Final = "autograder-work-"


class WorkFolder:
    """A new folder, open to one user id, that is removed with all it holds; use as a context manager or `close`.

    It is claimed by a lock as long as its maker lives, so that what a killed maker left is known to be abandoned.
    """

    def __init__(self, owner: int | None) -> None:
        parent = tempfile.gettempdir()
        remove_abandoned(parent)
        self.path, self._claim = _claimed(parent)
        if owner is not None:
            os.fchown(self._claim, owner, owner)

    def close(self) -> None:
        """Remove the folder."""
        remove(self.path)
        os.close(self._claim)

    def __enter__(self) -> Self:
        """Hand out the folder itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove it."""
        self.close()


def _claimed(parent: str) -> tuple[str, int]:
    """Make a folder and lock it; until it is locked, another process may take it for abandoned and remove it."""
    while True:
        path = tempfile.mkdtemp(prefix=PREFIX, dir=parent)
        with contextlib.suppress(FileNotFoundError):
            claim = os.open(path, FOLDER)
            fcntl.flock(claim, fcntl.LOCK_EX)
            if os.path.exists(path):
                return path, claim
            os.close(claim)


def remove_abandoned(parent: str) -> None:
    """Remove folders below `parent` whose makers were killed before they could; others' are left alone."""
    for path in Path(parent).glob(f"{PREFIX}*"):
        try:
            claim = os.open(path, FOLDER)
        except OSError:
            continue  # another user's, or gone by now
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(path)
        except OSError:
            continue  # still in use, or not ours to remove
        finally:
            os.close(claim)
