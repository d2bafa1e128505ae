"""Reading parts of a document that may have any shape: what doesn't fit counts as absent.

The schema reports what doesn't fit; the rules that compare values use these to go on with the rest.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from autograder.course.schema import exact, moment

if TYPE_CHECKING:
    from datetime import datetime
    from fractions import Fraction


def entries(value: object) -> dict[str, Any]:
    """Return a mapping's entries; none for anything else."""
    return value if isinstance(value, dict) else {}


def elements(value: object) -> list[Any]:
    """Return a list's elements; none for anything else."""
    return value if isinstance(value, list) else []


def number_or_none(value: object) -> float | None:
    """Return a finite number, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def points_or_none(value: object) -> Fraction | None:
    """Return a valid number of points, else None."""
    try:
        return exact(value)
    except ValueError:
        return None


def moment_or_none(value: object) -> datetime | None:
    """Return a valid date with its offset, else None."""
    try:
        return moment(value)
    except ValueError:
        return None
