"""Reading specimens from their files, percent scripts whose cells stand for changed cells of the solved notebook.

`SLUG/right/NAME.py` is one specimen: its header has `jupyter: specimen:` with `title` and, where wanted, `transforms`
and `file_name`; a cell with `question="ID"` replaces that question's solution cell, any other is the student's own.
`SLUG/mistakes/QUESTION.py` holds a specimen in each cell: `mistake="NAME"`, `title="..."` and
`fails={"QUESTION.check": "failed"}` stand in the cell's metadata. A question without a solution cell of its own, as it
judges another's function, names the one to replace by `cell="ID"`.
`SLUG/hostile/FAMILY.py` holds an attack in each cell: `attack="NAME"`, `title="..."`, `classes=[NUMBERS]` and either
`cell="QUESTION"`, the solution cell that it replaces, or `place="first"` or `"last"`, as a cell of its own.
`attacked=["QUESTION"]` names what it does not answer honestly: the replaced question where nothing is said.
`transforms=[...]` and `beats_in_process=true` may be added. A markdown cell with `attack="NAME"` is an attack as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import jupytext

from autograder.errors import UsageError
from autograder.model import Outcome
from autograder.specimens.model import Kind, OwnCell, Specimen, Transform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLACES: Final = ("first", "last")


def load_specimens(folder: Path, slug: str) -> tuple[Specimen, ...]:
    """Read the honest specimens of an assignment; raises UsageError that names a file of another form."""
    right = sorted((folder / slug / "right").glob("*.py"))
    found: list[Specimen] = [_read(path, lambda path: _right(path, slug)) for path in right]
    for path in sorted((folder / slug / "mistakes").glob("*.py")):
        found.extend(_read(path, lambda path: tuple(_mistakes(path, slug))))
    return tuple(found)


def load_hostile(folder: Path, slug: str) -> tuple[Specimen, ...]:
    """Read the hostile specimens of an assignment: apart from all others, so that none is run by oversight."""
    found: list[Specimen] = []
    for path in sorted((folder / slug / "hostile").glob("*.py")):
        found.extend(_read(path, lambda path: tuple(_attacks(path, slug))))
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


def _attacks(path: Path, slug: str) -> Iterator[Specimen]:
    for cell in jupytext.read(path, fmt="py:percent").cells:
        marks = cell.metadata
        if "attack" not in marks:
            continue
        question = marks.get("cell", "")
        if not question and marks["place"] not in PLACES:
            raise ValueError(f"place={marks['place']!r} is none of {', '.join(PLACES)}")
        yield Specimen(
            slug=slug,
            kind=Kind.HOSTILE,
            name=f"{path.stem}-{marks['attack']}",
            title=marks["title"],
            cells=(OwnCell(cell.source, question, cell.cell_type, first=marks.get("place") == "first"),),
            transforms=tuple(Transform(name) for name in marks.get("transforms", ())),
            attacked=tuple(marks.get("attacked", (question,) if question else ())),
            classes=tuple(map(int, marks["classes"])),
            beats_in_process=bool(marks.get("beats_in_process", False)),
        )


def _own_cell(cell: Any) -> OwnCell:  # noqa: ANN401 - a NotebookNode
    return OwnCell(cell.source, cell.metadata.get("question", ""), cell.cell_type, tuple(cell.metadata.get("tags", ())))
