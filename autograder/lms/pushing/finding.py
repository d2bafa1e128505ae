"""Finds the Canvas assignment that grades are for."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from autograder.errors import UsageError
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from autograder.lms.pushing.site import CanvasAssignment, CanvasSite


def find_assignment(site: CanvasSite, number: str | None, names: tuple[str, ...]) -> CanvasAssignment:
    """Return the assignment of that number, or else the only one whose title is exactly one of the names.

    Raises UsageError where there is none, or several.
    """
    if number is not None:
        return site.assignment(number)
    wanted = {_normal(name) for name in names}
    everything = list(site.assignments())
    found = [one for one in everything if _normal(one.title) in wanted]
    if len(found) == 1:
        return found[0]
    called = " or ".join(repr(visible_line(name)) for name in names)
    if found:
        numbers = ", ".join(one.id for one in found)
        raise UsageError(
            f"{len(found)} Canvas assignments are called {called}. Choose one by --canvas-assignment: {numbers}."
        )
    raise UsageError(
        f"None of the course's {len(everything)} Canvas assignments is called {called}. Name it by "
        "--canvas-assignment, the number in its address, .../assignments/NUMBER."
    )


def _normal(title: str) -> str:
    return unicodedata.normalize("NFC", title.strip())
