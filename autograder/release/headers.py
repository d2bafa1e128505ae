"""Guards on the cells' headers: a misspelt one would otherwise pass as prose, and its answer be released."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from autograder.errors import Problem
from autograder.release.cells import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

TAGS = frozenset({"experiment"})
FLAGS = ("grade", "locked", "solution")
COMPLETED = frozenset({"schema_version", "cell_type", "task"})
JUPYTEXT_KEYS = frozenset({"lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker"})
_GRADE_ID = re.compile(r"[A-Za-z0-9_-]+")  # nbgrader's schema


def header_problems(notebook: NotebookNode) -> Iterator[Problem]:
    """Yield everything in the cells' headers that release does not know."""
    for number, cell in enumerate(notebook.cells, start=1):
        marks = cell.metadata.get("nbgrader", {})
        where = place(number, marks.get("grade_id") if isinstance(marks, dict) else None, cell.source)
        if cell.cell_type == "raw":
            message = "A raw cell, or a notebook header that is not YAML"
            yield Problem(where, None, message, "Use code and markdown cells.")
        for key in sorted(cell.metadata.keys() - JUPYTEXT_KEYS - {"nbgrader", "tags"}):
            text = cell.metadata[key] if key in {"title", "incorrectly_encoded_metadata"} else key
            message = f"The cell's header has a part that release does not know: {text!r}"
            yield Problem(
                where, None, message, 'Write nbgrader={"grade_id": ...} as JSON, tags=["experiment"], or nothing.'
            )
        tags = cell.metadata.get("tags", [])
        if any(tag not in TAGS for tag in tags):
            yield Problem(where, None, f"The tags {tags!r} are unknown", f"Known tags: {', '.join(sorted(TAGS))}.")
        if not isinstance(marks, dict):
            yield Problem(where, None, "nbgrader is not a JSON object", 'Write nbgrader={"grade_id": "...", ...}.')
        elif "nbgrader" in cell.metadata:
            yield from (Problem(where, None, *fault) for fault in (*_key_faults(marks), *_role_faults(marks)))


def _key_faults(marks: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with single keys, each with its remedy."""
    if "points" in marks:
        yield "The source states points", "Remove them: points stand in course.yml only."
    for key in sorted(marks.keys() - {"grade_id", "points", *FLAGS, *COMPLETED}):
        yield f"nbgrader has no key {key!r}", f"Known keys: grade_id, {', '.join(FLAGS)}."
    for flag in (*FLAGS, "task"):
        if not isinstance(marks.get(flag, False), bool):
            yield f"{flag} is not a boolean", f"Write {flag} as true or false."
    grade_id = marks.get("grade_id")
    if not isinstance(grade_id, str) or not _GRADE_ID.fullmatch(grade_id):
        yield f"The grade_id {grade_id!r} is no name", "Use letters, digits, - and _."


def _role_faults(marks: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield combinations of flags that make no role, each with its remedy."""
    if marks.get("task"):
        yield "Task cells are not used here", "Use a manual question: grade and solution true."
    if not any(marks.get(flag) for flag in FLAGS):
        yield "The cell has a grade_id but no role", f"Set one of {', '.join(FLAGS)} to true."
    if marks.get("locked") and marks.get("solution"):
        yield "The cell is both locked and for an answer", "Remove one of the two."
    if marks.get("grade") and not marks.get("solution") and not marks.get("locked", True):
        yield "A check is not locked", 'Write "locked": true.'
