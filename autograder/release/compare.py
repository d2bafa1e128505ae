"""Describing how a committed release differs from what its source gives now."""

from __future__ import annotations

import json
from typing import Any


def difference(committed: bytes | None, built: bytes) -> str | None:
    """None where the bytes are equal, else one clause that says what differs, by the first cell where it can."""
    if committed is None:
        return "is missing"
    if committed == built:
        return None
    before, after = _notebook(committed), _notebook(built)
    if after is None:
        return "differs"
    if before is None:
        return "is no longer a notebook"
    return _first_difference(before, after)


def _notebook(content: bytes) -> dict[str, Any] | None:
    try:
        notebook: dict[str, Any] | Any = json.loads(content)
    except (ValueError, RecursionError):  # a JSON or a Unicode error, or nesting too deep for either
        return None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        return None
    return notebook


def _first_difference(before: dict[str, Any], after: dict[str, Any]) -> str:
    for number, cell in enumerate(after["cells"], start=1):
        if number > len(before["cells"]):
            return f"ends before cell {number} ('{cell['id']}')"
        if before["cells"][number - 1] != cell:
            return f"differs first in cell {number} ('{cell['id']}')"
    if len(before["cells"]) > len(after["cells"]):
        return f"has {len(before['cells']) - len(after['cells'])} more cells at its end"
    if before != after:
        return "differs in the notebook's metadata"
    return "has the same content, but is formatted otherwise"
