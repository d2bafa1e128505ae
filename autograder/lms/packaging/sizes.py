"""Keeps documents below the size that another system takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from autograder.errors import AutograderError

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTHS: Final = (2_000, 500, 150, 50)
"""How long a text may be, from what everybody gets to what the longest documents are cut down to."""


def fitted(document: Callable[[int], dict[str, Any]], most_bytes: int) -> str:
    """Write a document as JSON in ASCII, with texts as long as they may be; raises AutograderError where none fits."""
    for longest in LENGTHS:
        text = json.dumps(document(longest))
        if len(text) <= most_bytes:
            return text
    raise AutograderError(f"The answer for this submission does not fit into {most_bytes:,} bytes.")
