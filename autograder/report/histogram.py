"""Lays out the distribution of a class's scores as a bar chart: pure geometry, drawn by `macros.html.j2`."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Final

from autograder.report.axis_ticks import ticks
from autograder.report.number_format import percent
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

WIDTH: Final = 560
HEIGHT: Final = 200
LEFT, RIGHT, TOP, BOTTOM = 30, 6, 28, 28
GAP: Final = 4
ABOUT_TICKS: Final = 4


@dataclass(frozen=True)
class Bar:
    """One tenth of the scale with the number of submissions in it."""

    x: float
    y: float
    width: float
    height: float
    count: int
    lower: int
    upper: int

    @property
    def middle(self) -> float:
        """Where the bar's label stands."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Histogram:
    """The whole chart in units of its view box; `levels` are the marks of the vertical axis: place and count."""

    width: int
    height: int
    left: float
    right: float
    base: float
    bars: tuple[Bar, ...]
    levels: tuple[tuple[float, int], ...]
    edges: tuple[tuple[float, int], ...]
    mean_x: float | None
    mean: str
    title: str
    description: str


def histogram(counts: Sequence[int], mean: Fraction | None) -> Histogram:
    """Draw counts per equal part of the scale from 0 to 100 %."""
    base = HEIGHT - BOTTOM
    slot = (WIDTH - LEFT - RIGHT) / len(counts)
    tallest = max(*counts, 1)
    unit = (base - TOP) / tallest
    part = 100 // len(counts)
    bars = tuple(
        Bar(
            x=round(LEFT + index * slot + GAP / 2, 2),
            y=round(base - count * unit, 2),
            width=round(slot - GAP, 2),
            height=round(count * unit, 2),
            count=count,
            lower=index * part,
            upper=(index + 1) * part,
        )
        for index, count in enumerate(counts)
    )
    whole = sorted({floor(level) for level in ticks(0, tallest, min(ABOUT_TICKS, tallest)) if level == floor(level)})
    mean_text = "" if mean is None else percent(mean)
    filled = "; ".join(f"{bar.lower} to {bar.upper} %: {bar.count}" for bar in bars if bar.count)
    return Histogram(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        base=base,
        bars=bars,
        levels=tuple((round(base - level * unit, 2), level) for level in whole),
        edges=tuple((round(LEFT + index * slot, 2), index * part) for index in range(0, len(counts) + 1, 2)),
        mean_x=None if mean is None else round(LEFT + float(mean) * slot * len(counts), 2),
        mean=mean_text,
        title=f"Distribution of the scores of {quantity(sum(counts), 'submission')}",
        description=f"Submissions by score: {filled or 'none'}." + (f" Mean {mean_text}." if mean_text else ""),
    )
