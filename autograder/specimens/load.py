"""Reading specimens from their files, percent scripts whose cells stand for changed cells of the solved notebook.

`SLUG/right/NAME.py` is one specimen: its header has `jupyter: specimen:` with `title` and, where wanted, `transforms`
and `file_name`; a cell with `question="ID"` replaces that question's solution cell, any other is the student's own.
`SLUG/mistakes/QUESTION.py` holds a specimen in each cell: `mistake="NAME"`, `title="..."` and
`fails={"QUESTION.check": "failed"}` stand in the cell's metadata. A question without a solution cell of its own, as it
judges another's function, names the one to replace by `cell="ID"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jupytext

from autograder.errors import UsageError
from autograder.model import Outcome
from autograder.specimens.model import Kind, OwnCell, Specimen, Transform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def load_specimens(folder: Path, slug: str) -> tuple[Specimen, ...]:
    """Read all specimens of an assignment; raises UsageError that names the file where one is not of the form."""
    right = sorted((folder / slug / "right").glob("*.py"))
    found: list[Specimen] = [_read(path, lambda path: _right(path, slug)) for path in right]
    for path in sorted((folder / slug / "mistakes").glob("*.py")):
        found.extend(_read(path, lambda path: tuple(_mistakes(path, slug))))
    return tuple(found)


def _read(path: Path, reader: Any) -> Any:  # noqa: ANN401 - either reader's answer
    try:
        return reader(path)
    except Exception as error:  # whatever a malformed header provokes, down to the YAML reader
        raise UsageError(f"{path} is not a specimen file ({type(error).__name__}: {error}).") from error


def _right(path: Path, slug: str) -> Specimen:
    script = jupytext.read(path, fmt="py:percent")
    header = script.metadata["specimen"]
    return Specimen(
        slug=slug,
        kind=Kind.RIGHT,
        name=path.stem,
        title=header["title"],
        cells=tuple(_own_cell(cell) for cell in script.cells),
        transforms=tuple(Transform(name) for name in header.get("transforms", ())),
        file_name=header.get("file_name", ""),
    )


def _mistakes(path: Path, slug: str) -> Iterator[Specimen]:
    for cell in jupytext.read(path, fmt="py:percent").cells:
        if cell.cell_type != "code":
            continue
        yield Specimen(
            slug=slug,
            kind=Kind.MISTAKE,
            name=f"{path.stem}-{cell.metadata['mistake']}",
            title=cell.metadata["title"],
            cells=(OwnCell(cell.source, cell.metadata.get("cell", path.stem)),),
            fails={check: Outcome(outcome) for check, outcome in cell.metadata["fails"].items()},
        )


def _own_cell(cell: Any) -> OwnCell:  # noqa: ANN401 - a NotebookNode
    return OwnCell(cell.source, cell.metadata.get("question", ""), cell.cell_type, tuple(cell.metadata.get("tags", ())))
