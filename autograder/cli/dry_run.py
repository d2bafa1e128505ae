"""Where a run works that is to leave the results folder as it is: a temporary one that shows what stands there."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autograder.cli.regrading import standing_files
from autograder.out_folder import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autograder.intake import Entry

PAGE: Final = "feedback.html"
"""A result without its page is made again."""


@contextmanager
def stand_in(folder: Path, entries: Iterable[Entry]) -> Iterator[Path]:
    """Make a folder that holds what stands in `folder` of the results of these entries, while the block runs.

    They are links: a run that writes a result puts a file in a link's place and never follows one. Raises UsageError
    where a run into `folder` itself would not get far.
    """
    _require_likely_writable(folder)
    with tempfile.TemporaryDirectory(prefix="autograder-dry-run-") as name:
        temporary = Path(name)
        for result in standing_files(folder, entries):
            for file in (result, result.with_name(PAGE)):
                if not file.exists():
                    continue
                link = temporary / file.relative_to(folder)
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(file)
        yield temporary


def _require_likely_writable(folder: Path) -> None:
    nearest = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    if not nearest.is_dir():
        raise unwritable(folder, NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise unwritable(folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
