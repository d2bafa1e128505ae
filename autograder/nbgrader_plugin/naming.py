"""Prepares a collected submission for nbgrader: the notebook's name, and a time that it can read."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autograder.errors import SubmissionError
from autograder.intake.folder import Folder
from autograder.intake.layout import TIMESTAMP
from autograder.intake.timestamp import MAX_BYTES, parse_timestamp

if TYPE_CHECKING:
    from collections.abc import Sequence

LOG: Final = logging.getLogger("traitlets")
UNREADABLE: Final = "timestamp.unreadable"


def prepare(assignment: str, student: str, notebooks: Sequence[str]) -> None:  # noqa: ARG001 - nbgrader's hook
    """Rename the only notebook of a submission to SLUG.ipynb, and set a timestamp aside that names no moment.

    The name is changed in nbgrader's own list as well. Of several notebooks none is chosen: nbgrader takes the one that
    has the name.
    """
    if not notebooks:
        return
    folder = Path(notebooks[0]).parent
    _set_unreadable_time_aside(folder)
    path = Path(notebooks[0])
    expected = path.with_name(f"{folder.resolve().name}.ipynb")
    if len(notebooks) == 1 and isinstance(notebooks, list) and path.name != expected.name and not path.is_symlink():
        path.rename(expected)
        notebooks[0] = str(expected)
        LOG.warning("The notebook of a submission had another name: it is %s now", expected)


def _set_unreadable_time_aside(folder: Path) -> None:
    """Rename a timestamp that names no moment, as nbgrader would fail at it; the time is unknown then."""
    if not (folder / TIMESTAMP).is_symlink() and not (folder / TIMESTAMP).exists():
        return
    try:
        is_readable = parse_timestamp(Folder(folder).read((TIMESTAMP,), MAX_BYTES)) is not None
    except SubmissionError:
        is_readable = False
    if not is_readable:
        (folder / TIMESTAMP).rename(folder / UNREADABLE)
        LOG.warning("%s names no moment: the time of this submission is unknown", folder / TIMESTAMP)
