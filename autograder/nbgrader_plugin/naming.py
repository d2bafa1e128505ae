"""Gives a submitted notebook the name that nbgrader expects, where students or browsers have renamed it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LOG: Final = logging.getLogger("traitlets")


def expected_name(assignment: str, student: str, notebooks: Sequence[str]) -> None:  # noqa: ARG001 - nbgrader's hook
    """Rename the only notebook of a submission to SLUG.ipynb, in the folder and in nbgrader's own list.

    Of several, none is chosen: nbgrader takes the one that has the name.
    """
    if len(notebooks) != 1 or not isinstance(notebooks, list):
        return
    path = Path(notebooks[0])
    expected = path.with_name(f"{path.resolve().parent.name}.ipynb")
    if path.name != expected.name and not path.is_symlink():
        path.rename(expected)
        notebooks[0] = str(expected)
        LOG.warning("The notebook of a submission had another name: it is %s now", expected)
