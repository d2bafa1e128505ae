"""What an attacker does to a notebook's file rather than to its code: transforms of hostile specimens."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

from autograder.specimens.model import Transform

if TYPE_CHECKING:
    from collections.abc import Callable

Cells = list[dict[str, Any]]

CELLS: Final = 5_000
"""More than a notebook may have."""

DEPTH: Final = 400
"""Deeper than any notebook, and not so deep that Python could not write it."""

PASSING: Final = 'print("PASSED      everything: 100 of 100 points.")'
MARKUP: Final = (
    "<script>document.title = 'changed'</script><img src=x onerror=alert(1)>"
    '<svg onload="alert(2)"><a href="javascript:alert(3)">grade</a></svg>'
)


def _rewrite_locked(cells: Cells) -> Cells:
    """Replace the code of every locked cell, checks and given cells alike, by what always passes."""
    return [
        {**cell, "source": [PASSING]} if cell["cell_type"] == "code" and _marks(cell).get("locked") else cell
        for cell in cells
    ]


def _claim_every_grade_id(cells: Cells) -> Cells:
    """Give cells of the attacker's own the grade ids of all graded ones, before and after the real ones."""
    graded = [_marks(cell) for cell in cells if _marks(cell).get("grade_id")]
    claims: Cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {"nbgrader": {**marks, "grade": True, "solution": True, "locked": False}},
            "outputs": [],
            "source": [PASSING],
        }
        for marks in graded
    ]
    return copy.deepcopy(claims) + cells + claims


def _raise_points(cells: Cells) -> Cells:
    """Claim a thousand points in every cell, and that a score has been given already."""
    raised = {"points": 1000, "score": 1000, "max_score": 1000, "manual_score": 1000, "auto_score": 1000, "grade": True}
    return [
        {**cell, "metadata": {**cell["metadata"], "nbgrader": {**_marks(cell), **raised}}} if _marks(cell) else cell
        for cell in cells
    ]


def _markup_outputs(cells: Cells) -> Cells:
    """Store active markup in every place of the file that a page could show."""
    data = {"text/html": [MARKUP], "image/svg+xml": [MARKUP], "text/markdown": [MARKUP], "text/plain": [MARKUP]}
    output = {"output_type": "display_data", "data": data, "metadata": {"isolated": False}}
    return [
        {**cell, **({"outputs": [output], "execution_count": 1} if cell["cell_type"] == "code" else {}), "id": MARKUP}
        for cell in cells
    ]


def _many_cells(cells: Cells) -> Cells:
    """Add more cells than a notebook may have."""
    return cells + [{"cell_type": "code", "metadata": {}, "source": "pass", "outputs": []} for _ in range(CELLS)]


def _deep_metadata(cells: Cells) -> Cells:
    """Nest metadata so deeply that a careless reader's recursion ends."""
    deep: Any = []
    for _ in range(DEPTH):
        deep = [{"nbgrader": deep}]
    first, *rest = cells
    return [{**first, "metadata": {**first["metadata"], "deep": deep}}, *rest]


def _odd_types(cells: Cells) -> Cells:
    """Put values of the wrong type wherever nbgrader's metadata and a cell's keys have one."""
    odd = {"grade_id": ["sigmoid"], "locked": "yes", "solution": 1, "grade": {}, "points": "NaN", "schema_version": -1}
    extra: Cells = [
        {"cell_type": "code", "metadata": {"nbgrader": odd, "tags": {"experiment": True}}, "source": [], "outputs": 7},
        {"cell_type": ["code"], "metadata": [1, 2], "source": "", "outputs": None},
        {"cell_type": "markdown", "metadata": None, "source": [""], "attachments": {"a.png": {"image/png": 5}}},
        {"source": "\x00"},
    ]
    return extra + cells


def _marks(cell: dict[str, Any]) -> dict[str, Any]:
    marks: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return marks


TAMPERINGS: Final[dict[Transform, Callable[[Cells], Cells]]] = {
    Transform.REWRITE_LOCKED: _rewrite_locked,
    Transform.CLAIM_EVERY_GRADE_ID: _claim_every_grade_id,
    Transform.RAISE_POINTS: _raise_points,
    Transform.MARKUP_OUTPUTS: _markup_outputs,
    Transform.MANY_CELLS: _many_cells,
    Transform.DEEP_METADATA: _deep_metadata,
    Transform.ODD_TYPES: _odd_types,
}
