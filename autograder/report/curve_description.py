"""Says in words what a curve looks like, for those who can't see it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from autograder.report.axis_ticks import label as tick_label
from autograder.report.text_safety import visible_line
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from autograder.model import Curve


def describe(curve: Curve) -> str:
    """Say in words what a curve looks like, from its values."""
    points = finite_points(curve)
    name = visible_line(curve.label)
    if not points:
        return f"{name} has no finite value."
    lowest = min(points, key=lambda point: point[1])
    highest = max(points, key=lambda point: point[1])
    return (
        f"{name} starts at {tick_label(points[0][1])} for x = {tick_label(points[0][0])}"
        f" and ends at {tick_label(points[-1][1])} for x = {tick_label(points[-1][0])};"
        f" its least value is {tick_label(lowest[1])} at x = {tick_label(lowest[0])},"
        f" its greatest {tick_label(highest[1])} at x = {tick_label(highest[0])}. {gaps(curve)}".rstrip()
    )


def gaps(curve: Curve) -> str:
    """Say how many values of a curve can't be drawn; empty where all can."""
    missing = len(curve.x) - len(finite_points(curve))
    if not missing:
        return ""
    verb = "is" if missing == 1 else "are"
    return f"{missing} of {quantity(len(curve.x), 'value')} of {visible_line(curve.label)} {verb} not finite."


def finite_points(curve: Curve) -> list[tuple[float, float]]:
    """Return the points that can be drawn, as pairs of x and y."""
    return [(x, y) for x, y in zip(curve.x, curve.y, strict=False) if y is not None and math.isfinite(y)]
