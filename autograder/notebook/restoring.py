"""From a submission's bytes to a notebook with the release's cells in their places, as nbgrader wants to find them.

What is given comes from the release, whatever the submission holds; what students write stays theirs. Grade cells
that were lost come back, of copies one keeps its place in nbgrader's metadata, and metadata of students are dropped.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from autograder.notebook.answers import adds_text, place_before
from autograder.notebook.decode import decode
from autograder.notebook.definitions import Definitions
from autograder.notebook.reading import read, read_release
from autograder.notebook.roles import Role, Roles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from autograder.course.schema import Assignment
    from autograder.notebook.cells import Cell, Notebook, Program
    from autograder.notebook.roles import Known

Document = dict[str, Any]

CELL_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
PICTURE: Final = re.compile(r"image/(png|jpeg|gif|webp)")
BASE64: Final = re.compile(r"[A-Za-z0-9+/=\s]*")
BACKTICKS: Final = re.compile(r"`+")
NAME: Final = re.compile(r"[\w .()-]{1,200}")
MINE: Final = frozenset({Role.SOLUTION, Role.MANUAL})


def release_document(path: Path) -> Document:
    """Read a released notebook's document, its sources joined; raises ReleaseError as `read_release` does."""
    read_release(path)
    document: Document = json.loads(path.read_text(encoding="utf-8"))
    for cell in document["cells"]:
        cell["source"] = "".join(cell["source"])
    return document


def restore(content: bytes, max_bytes: int, release: Document, given: Notebook, assignment: Assignment) -> Document:
    """Restore a submission of at most `max_bytes`, as an nbformat 4.5 document without outputs.

    `release` is the released notebook's document and `given` the same, read. Raises SubmissionError on bytes that are
    no notebook.
    """
    cells = read(content, max_bytes).cells
    roles = Roles(given, assignment)
    known = [roles.identify(cell) for cell in cells]
    places = _places(cells, known, roles, Definitions(assignment))
    pictures = [_pictures(cell) for cell in decode(content, max_bytes, attachments=True)["cells"]]
    taken = {cell["id"] for cell in release["cells"]}
    restored: list[Document] = []
    where: dict[int, int] = {}  # of each released cell that is in it, by the release's index
    for index, cell in enumerate(cells):
        original = places.get(index)
        if original is None:
            restored.append(_own_cell(cell, pictures[index], taken))
        else:
            where[original.index] = len(restored)
            restored.append(_released_cell(release, original, cell, known[index], pictures[index]))
    for found in roles.cells:
        if found.cell.grade and found.cell.index not in where:
            _insert(restored, where, found.cell.index, _copy(release, found.cell.index))
    return {**release, "cells": restored}


def with_answers(document: Document, program: Program, release: Document) -> Document:
    """Put each written answer into the cell that is graded, wherever it stood, and leave the stub where there is none.

    So an answer beside an untouched cell is not taken for none.
    """
    stubs = {_grade_id(cell): cell["source"] for cell in release["cells"]}
    for cell in document["cells"]:
        question = _grade_id(cell)
        if question in program.untouched:
            cell["source"] = stubs[question]
        elif question in program.answers and not adds_text(cell["source"], stubs[question]):
            cell["source"] = f"{stubs[question].rstrip()}\n\n{program.answers[question]}"
    return document


def blank(release: Document) -> Document:
    """Return the release as it was handed out, to stand for a submission that can't be read."""
    return {**release, "cells": [_copy(release, index) for index in range(len(release["cells"]))]}


def with_remark(document: Document, remark: str) -> Document:
    """Put a cell with a remark (Markdown) at the top."""
    cell = {"cell_type": "markdown", "id": "autograder-remark", "metadata": {}, "source": remark}
    return {**document, "cells": [cell, *document["cells"]]}


def _places(
    cells: Sequence[Cell], known: Sequence[Known | None], roles: Roles, definitions: Definitions
) -> dict[int, Cell]:
    """Choose which of the submission's cells takes the place of each released cell: the last that fits.

    Of solutions, one that was changed goes before one that was not; where none is left with its metadata, the place
    goes to the last cell that defines what the question asks for.
    """
    places: dict[int, Cell] = {}
    for found in roles.cells:
        same = [index for index, one in enumerate(known) if one is not None and one.cell is found.cell]
        fitting = [index for index in same if cells[index].kind == found.cell.kind] or same
        worked_on = [index for index in fitting if found.role in MINE and _is_changed(known[index])]
        if not fitting and found.role is Role.SOLUTION and found.question is not None:
            worked_on = [
                index
                for index, cell in enumerate(cells)
                if known[index] is None and cell.kind == "code" and found.question in definitions.questions(cell.source)
            ]
        for index in reversed(worked_on or fitting):
            if index not in places:
                places[index] = found.cell
                break
    return places


def _is_changed(found: Known | None) -> bool:
    return found is not None and found.changed


def _released_cell(
    release: Document, original: Cell, cell: Cell, found: Known | None, pictures: Document | None
) -> Document:
    """Give a submission's cell the identity of a released one, and its text too unless that is the student's."""
    restored = _copy(release, original.index)
    if original.solution and cell.kind == original.kind and (found is None or found.changed):
        restored["source"] = cell.source
        if pictures and original.kind == "markdown":
            restored["attachments"] = pictures
    return restored


def _own_cell(cell: Cell, pictures: Document | None, taken: set[str]) -> Document:
    """Take a cell of the student's own. A raw one would reach a web page as it is, so it is quoted."""
    kind, source = (cell.kind, cell.source) if cell.kind != "raw" else ("markdown", _quoted(cell.source))
    own: Document = {"cell_type": kind, "id": _new_id(cell, taken), "metadata": {}, "source": source}
    if cell.tags:
        own["metadata"]["tags"] = sorted(cell.tags)
    if cell.kind == "code":
        own |= {"execution_count": None, "outputs": []}
    elif pictures:
        own["attachments"] = pictures
    return own


def _quoted(text: str) -> str:
    """Make a block of text in Markdown, fenced by more backticks than stand in a row in it."""
    fence = "`" * max(3, *(len(run) + 1 for run in BACKTICKS.findall(text)), 3)
    return f"{fence}\n{text}\n{fence}"


def _new_id(cell: Cell, taken: set[str]) -> str:
    identity = cell.cell_id or ""
    if not CELL_ID.fullmatch(identity) or identity in taken:
        identity = next(name for n in range(len(taken) + 1) if (name := f"cell-{cell.index}-{n}") not in taken)
    taken.add(identity)
    return identity


def _insert(restored: list[Document], where: dict[int, int], index: int, cell: Document) -> None:
    """Put a released cell behind the nearest one that precedes it in the release, or at the end."""
    place = place_before(where, index, default=len(restored) - 1) + 1
    restored.insert(place, cell)
    for other, there in where.items():
        where[other] = there + (there >= place)
    where[index] = place


def _copy(release: Document, index: int) -> Document:
    cell: Document = release["cells"][index]
    fresh: Document = {**cell, "metadata": {**cell["metadata"]}}
    if "nbgrader" in fresh["metadata"]:
        fresh["metadata"]["nbgrader"] = {**fresh["metadata"]["nbgrader"]}
    if cell["cell_type"] == "code":
        fresh |= {"execution_count": None, "outputs": []}
    return fresh


def _pictures(cell: Mapping[str, Any]) -> Document | None:
    """Take the pictures that are attached to a cell, if they are well formed; anything else could be anything."""
    attachments = cell.get("attachments")
    if not isinstance(attachments, dict):
        return None
    pictures: Document = {}
    for name, bundle in attachments.items():
        if NAME.fullmatch(name) and isinstance(bundle, dict):
            kept = {
                kind: data
                for kind, data in bundle.items()
                if PICTURE.fullmatch(kind) and isinstance(data, str) and BASE64.fullmatch(data)
            }
            if kept:
                pictures[name] = kept
    return pictures or None


def _grade_id(cell: Mapping[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
