"""Making the notebook of a specimen: the released one, solved, with the specimen's cells and transforms."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from autograder.errors import UsageError
from autograder.specimens.model import Specimen, Transform
from autograder.specimens.tampering import TAMPERINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Cells = list[dict[str, Any]]


class Builder:
    """Builds specimens of one assignment.

    `released` is the released notebook's text, `solved` maps a question to the source of its solved cell.
    """

    def __init__(self, released: str, solved: Mapping[str, str]) -> None:
        self._released = json.loads(released)
        self._solved = solved

    def build(self, specimen: Specimen) -> bytes:
        """The specimen's notebook file; raises UsageError where it names a question without a solution cell."""
        notebook = copy.deepcopy(self._released)
        cells: Cells = notebook["cells"]
        for cell in cells:
            source = self._solved.get(_grade_id(cell))
            if source is not None:
                cell["source"] = source.splitlines(keepends=True)
        position = len(cells)
        for own in specimen.cells:
            source_lines = own.source.splitlines(keepends=True)
            if own.question:
                position = _position_of(cells, own.question, specimen)
                cells[position]["source"] = source_lines
            elif own.first:
                cells.insert(0, _new_cell(own.kind, source_lines, own.tags))
                position += 1
            else:
                cells.insert(position + 1, _new_cell(own.kind, source_lines, own.tags))
                position += 1
        for transform in specimen.transforms:
            notebook["cells"] = (TRANSFORMS | TAMPERINGS)[transform](notebook["cells"])
        text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
        if Transform.WINDOWS_LINE_ENDS in specimen.transforms:
            text = text.replace("\n", "\r\n")
        return text.encode()


def _grade_id(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _is_solution(cell: dict[str, Any]) -> bool:
    return bool(cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"))


def _is_locked(cell: dict[str, Any]) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("locked"))


def _position_of(cells: Cells, question: str, specimen: Specimen) -> int:
    for position, cell in enumerate(cells):
        if _grade_id(cell) == question:
            return position
    raise UsageError(f"Specimen {specimen.name}: no question {question!r} has a cell to replace in {specimen.slug}.")


def _new_cell(kind: str, source: list[str], tags: tuple[str, ...]) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {"tags": list(tags)} if tags else {}, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _strip_metadata(cells: Cells) -> Cells:
    """Keep of each cell what platforms that know nothing of nbgrader keep."""
    return [
        {**{key: cell[key] for key in cell if key != "id"}, "metadata": {"id": f"c{n}"}} for n, cell in enumerate(cells)
    ]


def _reverse_solutions(cells: Cells) -> Cells:
    solutions = iter([cell for cell in reversed(cells) if _is_solution(cell)])
    return [next(solutions) if _is_solution(cell) else cell for cell in cells]


def _windows_line_ends(cells: Cells) -> Cells:
    return [{**cell, "source": [line.replace("\n", "\r\n") for line in cell["source"]]} for cell in cells]


def _add_outputs(cells: Cells) -> Cells:
    output = {"output_type": "stream", "name": "stdout", "text": ["x" * 1000 + "\n"] * 20}
    return [
        cell | ({"outputs": [output], "execution_count": 1} if cell["cell_type"] == "code" else {}) for cell in cells
    ]


def _drop_locked(cells: Cells) -> Cells:
    return [cell for cell in cells if not _is_locked(cell)]


def _duplicate_solutions(cells: Cells) -> Cells:
    return [copy.deepcopy(each) for cell in cells for each in ([cell, cell] if _is_solution(cell) else [cell])]


def _one_cell(cells: Cells) -> Cells:
    """Move every solution into a single cell of the student's own, and delete the cells they came from."""
    source: list[str] = []
    for cell in cells:
        if _is_solution(cell):
            source += [*cell["source"], "\n\n\n"]
    return [cell for cell in cells if not _is_solution(cell)] + [_new_cell("code", source, ())]


TRANSFORMS: dict[Transform, Callable[[Cells], Cells]] = {
    Transform.STRIP_METADATA: _strip_metadata,
    Transform.REVERSE_SOLUTIONS: _reverse_solutions,
    Transform.WINDOWS_LINE_ENDS: _windows_line_ends,
    Transform.ADD_OUTPUTS: _add_outputs,
    Transform.DROP_LOCKED: _drop_locked,
    Transform.DUPLICATE_SOLUTIONS: _duplicate_solutions,
    Transform.ONE_CELL: _one_cell,
}
