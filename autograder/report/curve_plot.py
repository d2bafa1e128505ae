"""Lays out a student's own curves as small line plots: pure geometry, drawn by `macros.html.j2`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from autograder.report.axis_ticks import label as tick_label
from autograder.report.axis_ticks import ticks
from autograder.report.curve_description import describe, finite_points, gaps
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from autograder.model import Curve

WIDTH: Final = 360
HEIGHT: Final = 210
LEFT, TOP, BOTTOM = 40, 12, 26
CURVES_PER_PLOT: Final = 4
# Right answers draw the same curves, so most plots of a class are laid out once.
PLOTS_KEPT: Final = 128
CHARACTER_WIDTH: Final = 6.4
SHORTEST_MARGIN: Final = 11
LONGEST_LABEL: Final = 20
DERIVATIVE: Final = "_derivative"
LABEL_GAP: Final = 15
# Beyond this the difference of two values could overflow; no picture needs more.
LARGEST: Final = 1e300
# A range narrower than this share of its values is drawn as a constant.
FLAT: Final = 1e-9


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: its place in the picture and its label."""

    place: float
    label: str


@dataclass(frozen=True)
class Line:
    """A curve in the picture: its SVG path, and its label with the place where it stands."""

    path: str
    label: str
    derivative: bool
    end_x: float
    end_y: float
    label_y: float


@dataclass(frozen=True)
class Plot:
    """A whole picture in units of its view box."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    title: str
    description: str
    gaps: str


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        share = (_clamp(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 2)

    def ticks(self, about: int) -> tuple[Tick, ...]:
        return tuple(Tick(self.place(value), tick_label(value)) for value in ticks(self.low, self.high, about))


@dataclass(frozen=True)
class _Group:
    """Curves that are drawn together; 0 and -0 are equal, but are described differently."""

    curves: tuple[Curve, ...]
    negative_zeros: tuple[tuple[int, ...], ...]

    @staticmethod
    def of(curves: tuple[Curve, ...]) -> _Group:
        return _Group(curves, tuple(_negative_zeros((*curve.x, *curve.y)) for curve in curves))


def _negative_zeros(values: Sequence[float | None]) -> tuple[int, ...]:
    return tuple(index for index, value in enumerate(values) if value == 0 and math.copysign(1, value) < 0)


def plots(curves: Iterable[Curve]) -> tuple[Plot, ...]:
    """Draw curves over the same range of x together, each label once; a curve without points is left out."""
    groups: dict[tuple[float, float], dict[str, Curve]] = {}
    for curve in curves:
        if curve.x:
            groups.setdefault((min(curve.x), max(curve.x)), {}).setdefault(curve.label, curve)
    return tuple(
        _plot(_Group.of(tuple(group.values())[start : start + CURVES_PER_PLOT]))
        for group in groups.values()
        for start in range(0, len(group), CURVES_PER_PLOT)
    )


@lru_cache(maxsize=PLOTS_KEPT)
def _plot(group: _Group) -> Plot:
    curves = group.curves
    names = [_short(curve.label) for curve in curves]
    right = WIDTH - 16 - CHARACTER_WIDTH * max(SHORTEST_MARGIN, *(len(name) for name in names))
    across = _Scale(*_range([x for curve in curves for x in curve.x]), LEFT, right)
    # An activation is read against zero, so zero is always in the picture.
    up = _Scale(*_range([0.0, *(y for curve in curves for _, y in finite_points(curve))]), HEIGHT - BOTTOM, TOP)
    ends = [_end(curve, across, up) for curve in curves]
    heights = _spread([end[1] for end in ends])
    lines = tuple(
        Line(_path(curve, across, up), name, _is_derivative(curve.label), *end, height)
        for curve, name, end, height in zip(curves, names, ends, heights, strict=True)
    )
    listing = " and ".join(visible_line(curve.label) for curve in curves)
    return Plot(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=round(right, 2),
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        x_ticks=across.ticks(6),
        y_ticks=up.ticks(3),
        lines=lines,
        title=f"What your notebook returned for {listing}",
        description=" ".join(describe(curve) for curve in curves),
        gaps=" ".join(text for curve in curves if (text := gaps(curve))),
    )


def _short(label: str) -> str:
    name = visible_line(label)
    if name.endswith(DERIVATIVE):
        name = name.removesuffix(DERIVATIVE) + "\N{PRIME}"
    return name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _is_derivative(name: str) -> bool:
    return name.endswith((DERIVATIVE, "'", "\N{PRIME}"))


def _clamp(value: float) -> float:
    return min(max(value, -LARGEST), LARGEST)


def _range(values: Sequence[float]) -> tuple[float, float]:
    """Return bounds around the values that differ enough to be scaled."""
    low, high = _clamp(min(values)), _clamp(max(values))
    largest = max(abs(low), abs(high))
    if high - low <= FLAT * largest or high - low < 1 / LARGEST:
        pad = 0.1 * largest if largest >= 1 / LARGEST else 1.0
        return low - pad, high + pad
    margin = 0.04 * (high - low)
    return low - margin, high + margin


def _path(curve: Curve, across: _Scale, up: _Scale) -> str:
    commands = []
    pen_down = False
    for x, y in zip(curve.x, curve.y, strict=False):
        if y is None or not math.isfinite(y):
            pen_down = False
            continue
        place = f"{across.place(x):g} {up.place(y):g}"
        # A zero-length line shows a lone point, thanks to round line ends.
        commands.append(f"L{place}" if pen_down else f"M{place}h0")
        pen_down = True
    return "".join(commands)


def _end(curve: Curve, across: _Scale, up: _Scale) -> tuple[float, float]:
    points = finite_points(curve)
    if not points:
        return across.end, up.place(0.0)
    x, y = points[-1]
    return across.place(x), up.place(y)


def _spread(heights: Sequence[float]) -> list[float]:
    """Move labels apart until none covers another, keeping their order and staying in the picture."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed = [0.0] * len(heights)
    floor = -math.inf
    for index in order:
        placed[index] = max(heights[index], floor)
        floor = placed[index] + LABEL_GAP
    ceiling = float(HEIGHT - BOTTOM)
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - LABEL_GAP
    return [round(place, 2) for place in placed]
