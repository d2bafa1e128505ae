"""Cell ids that are the same in every build, so that a change to one cell changes one cell."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.release.cells import SourceCell

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what nbformat 4.5 allows


def stable_ids(cells: Iterable[SourceCell]) -> tuple[str, ...]:
    """One id a cell: its grade id where it has one, else a digest of its content, numbered among equal cells.

    A digest, not the position, so that inserting a cell leaves the others' ids alone.
    """
    cells = tuple(cells)
    taken = {cell.grade_id for cell in cells if cell.grade_id}
    ids: list[str] = []
    for cell in cells:
        if _ID.fullmatch(cell.grade_id):
            ids.append(cell.grade_id)
            continue
        content = f"{cell.cell_type}\n{cell.grade_id}\n{cell.source}"
        digest = hashlib.sha256(content.encode()).hexdigest()[:12]
        candidate, copy = f"cell-{digest}", 1
        while candidate in taken:
            copy += 1
            candidate = f"cell-{digest}-{copy}"
        taken.add(candidate)
        ids.append(candidate)
    return tuple(ids)
