"""Reading a notebook: bytes that nobody has believed yet become cells, or a SubmissionError with a remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from autograder.errors import ReleaseError, SubmissionError
from autograder.notebook.cells import Cell, Kind, Notebook
from autograder.notebook.decode import decode

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 20_000_000
MAX_CELLS = 2_000
_MAX_NAME = 200  # characters of a grade_id, tag or cell id
_MAX_TAGS = 50
_KINDS: dict[object, Kind] = {"code": "code", "markdown": "markdown"}
_UNUSABLE = re.compile("[\ud800-\udfff\x00]")
_RESAVE = "Open it in Jupyter, save it and hand it in again."


def read(content: bytes, max_bytes: int = MAX_BYTES) -> Notebook:
    r"""Read the cells of a notebook of at most `max_bytes`.

    Line ends become `\n`; lone surrogates and NULs become U+FFFD. Raises SubmissionError, and nothing else, on any
    bytes that are no notebook of format 4.
    """
    document = decode(content, max_bytes)
    if "cells" not in document and "worksheets" in document:
        raise SubmissionError(f"The notebook is in an old format (3) that is no longer read. {_RESAVE}")
    cells = document.get("cells")
    if not isinstance(cells, list):
        raise SubmissionError("The file is JSON, but not a notebook: it has no list of cells. Hand in the .ipynb file.")
    if len(cells) > MAX_CELLS:
        raise SubmissionError(
            f"The notebook has {len(cells):,} cells, and at most {MAX_CELLS:,} are read. "
            "Delete those that are not needed and hand it in again."
        )
    return Notebook(tuple(_cell(index, cell) for index, cell in enumerate(cells)))


def read_release(path: Path) -> Notebook:
    """Read a released notebook; raises ReleaseError where it is missing or broken."""
    remedy = "Make it again with `autograder release`."
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReleaseError(f"{path}: the released notebook can't be read ({error.strerror}). {remedy}") from error
    try:
        return read(content)
    except SubmissionError as error:
        raise ReleaseError(f"{path}: the released notebook is broken. {error} {remedy}") from error


def _cell(index: int, cell: object) -> Cell:
    """Take from one JSON cell what grading uses, and nothing that has the wrong type."""
    if not isinstance(cell, dict):
        raise SubmissionError(f"Cell {index + 1} of the notebook is not a cell. {_RESAVE}")
    metadata = _mapping(cell.get("metadata"))
    nbgrader = _mapping(metadata.get("nbgrader"))
    tags = metadata.get("tags")
    return Cell(
        index=index,
        kind=_kind(cell.get("cell_type")),
        source=_source(index, cell.get("source", "")),
        grade_id=_name(nbgrader.get("grade_id")),
        tags=frozenset(filter(None, map(_name, tags[:_MAX_TAGS]))) if isinstance(tags, list) else frozenset(),
        cell_id=_name(cell.get("id")),
        locked=nbgrader.get("locked") is True,
        solution=nbgrader.get("solution") is True,
        grade=nbgrader.get("grade") is True,
    )


def _kind(cell_type: object) -> Kind:
    return _KINDS.get(cell_type, "raw") if isinstance(cell_type, str) else "raw"


def _source(index: int, source: object) -> str:
    """Join a source that is a string or a list of strings."""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise SubmissionError(f"The source of cell {index + 1} of the notebook is not text. {_RESAVE}")
    return _usable(source.replace("\r\n", "\n").replace("\r", "\n"))


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _name(value: object) -> str | None:
    """Return a short text as it is, and None for anything else."""
    if not isinstance(value, str) or not 0 < len(value) <= _MAX_NAME:
        return None
    return _usable(value)


def _usable(text: str) -> str:
    """Replace what no Python source may hold; ASCII text, which is told at once, can hold only one such thing."""
    return text if text.isascii() and "\x00" not in text else _UNUSABLE.sub("\ufffd", text)
