"""Telling the lines of a cell inside its solution regions from those outside."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.release.stubs import BEGIN_SOLUTION, END_SOLUTION


class UnbalancedMarkersError(ValueError):
    """Solution markers that don't come in pairs; the message says which one is alone."""


@dataclass(frozen=True)
class Regions:
    """A cell's lines, without the markers; `inside` is what a student must never see."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]


def split(source: str) -> Regions:
    """Separate a cell's lines by its solution markers, which are recognised exactly as nbgrader does.

    Raises UnbalancedMarkersError where nbgrader would fail, and also where it would silently drop a stray end marker.
    """
    inside: list[str] = []
    outside: list[str] = []
    opened: int | None = None
    for number, line in enumerate(source.split("\n"), start=1):
        if BEGIN_SOLUTION in line:
            if opened is not None:
                raise UnbalancedMarkersError(f"line {number} begins a solution inside the one begun in line {opened}")
            opened = number
        elif END_SOLUTION in line:
            if opened is None:
                raise UnbalancedMarkersError(f"line {number} ends a solution that was not begun")
            opened = None
        else:
            (outside if opened is None else inside).append(line)
    if opened is not None:
        raise UnbalancedMarkersError(f"the solution begun in line {opened} is not ended")
    return Regions(tuple(inside), tuple(outside))


def has_markers(source: str) -> bool:
    """Whether a cell mentions a solution marker at all."""
    return BEGIN_SOLUTION in source or END_SOLUTION in source
