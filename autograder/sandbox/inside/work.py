"""The folders in which children may write: measured while a child lives, and removed with all they hold."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import Final

BLOCK_BYTES: Final = 512
"""The unit of `st_blocks`, whatever the file system's own block size is."""

NAME_BYTES: Final = 16
FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def exceeds(folder: str, most_bytes: int, most_files: int) -> bool:
    """Whether a folder holds more than it may; what can't be measured exceeds."""
    used = count = 0
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    count += 1
                    used += entry.stat(follow_symlinks=False).st_blocks * BLOCK_BYTES
                    if count > most_files or used > most_bytes:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except FileNotFoundError:
            continue
        except OSError:
            return True
    return False


def remove(path: str | os.PathLike[str]) -> None:
    """Remove a folder however deep and odd it is: what lies deeper is lifted up before it is removed."""
    with contextlib.suppress(FileNotFoundError):
        folder = os.open(path, FOLDER)
        try:
            _empty(folder)
        finally:
            os.close(folder)
        Path(path).rmdir()


def _empty(folder: int) -> None:
    while names := os.listdir(folder):
        for name in names:
            if not stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                os.unlink(name, dir_fd=folder)
                continue
            os.chmod(name, 0o700, dir_fd=folder)
            inner = os.open(name, FOLDER, dir_fd=folder)
            try:
                for deeper in os.listdir(inner):
                    _lift(inner, deeper, folder)
            finally:
                os.close(inner)
            os.rmdir(name, dir_fd=folder)


def _lift(source: int, name: str, target: int) -> None:
    """Move an entry up, to a name that nobody can have foreseen and taken.

    A folder can only be moved by those who may write in it.
    """
    new_name = f".lifted-{os.urandom(NAME_BYTES).hex()}"
    try:
        os.rename(name, new_name, src_dir_fd=source, dst_dir_fd=target)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM):
            raise
        os.chmod(name, 0o700, dir_fd=source)
        os.rename(name, new_name, src_dir_fd=source, dst_dir_fd=target)
