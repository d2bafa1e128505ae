"""Collecting the written answers to questions that are graded by hand.

An answer stands in the cell made for it or, where that was lost, split or left alone, in the student's own text cells
beside it: everything unknown to the release between there and the next cell that the release knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.notebook.roles import Known, Role, Roles, normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from autograder.notebook.cells import Cell

MAX_CHARACTERS = 20_000


def answers(cells: Sequence[Cell], known: Sequence[Known | None], roles: Roles) -> dict[str, str]:
    """Collect the answer to each manual question, cut to MAX_CHARACTERS; "" where nothing was added to the stub."""
    return {
        manual.question: _answer(cells, known, manual)[:MAX_CHARACTERS]
        for manual in roles.having(Role.MANUAL)
        if manual.question is not None
    }


def _answer(cells: Sequence[Cell], known: Sequence[Known | None], manual: Known) -> str:
    places = [index for index, found in enumerate(known) if found is not None and found.cell is manual.cell]
    if not places:
        start = _place_before(known, manual)
        return _joined(_own_text(cells, known, range(start + 1, len(cells))))
    written = [cells[index] for index in places if adds_text(cells[index].source, manual.cell.source)]
    written += _own_text(cells, known, range(places[-1] + 1, len(cells)))
    if not written:
        written = _own_text(cells, known, range(places[0] - 1, -1, -1))[::-1]
    return _joined(written)


def _place_before(known: Sequence[Known | None], manual: Known) -> int:
    """Find where the submission has the nearest released cell that precedes the manual one; -1 if it has none."""
    last_place = {found.cell.index: index for index, found in enumerate(known) if found is not None}
    return place_before(last_place, manual.cell.index, default=-1)


def place_before(places: Mapping[int, int], index: int, default: int) -> int:
    """Find the place of the nearest released cell before the one of that index; `places` maps indices to places."""
    return next((places[before] for before in range(index - 1, -1, -1) if before in places), default)


def _own_text(cells: Sequence[Cell], known: Sequence[Known | None], indices: Iterable[int]) -> list[Cell]:
    """Collect the student's own text cells, from the first index on until a cell that the release knows."""
    found: list[Cell] = []
    for index in indices:
        if known[index] is not None:
            break
        if cells[index].kind != "code" and cells[index].source.strip():
            found.append(cells[index])
    return found


def adds_text(text: str, stub: str) -> bool:
    """Whether any line is the student's; a stub with lines deleted is still no answer."""
    return not set(normalised(text).splitlines()) <= set(normalised(stub).splitlines())


def _joined(cells: Iterable[Cell]) -> str:
    return "\n\n".join(cell.source.strip() for cell in cells)
