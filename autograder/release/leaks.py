"""Guards against giving an answer away: lines of a solution must not come back elsewhere in the notebook."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from autograder.errors import Problem
from autograder.release.cells import Role, SourceCell
from autograder.release.regions import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TELLING_CHARACTERS = 12  # shorter lines, such as `return x`, occur by chance
_RETURN = "return "


def copied_lines(cells: Sequence[SourceCell]) -> Iterator[Problem]:
    """Yield locked code cells that repeat a line of a solution, blanks and a leading `return` aside.

    Checks must repeat none. Other locked cells, worked examples among them, may share a step with a solution, but not
    what it returns. A line tells nothing where several questions' solutions share it, or where the source shows it
    openly: in a cell that is not locked, or beside the markers of an answer.
    """
    solutions = [(cell, split(cell.source).inside) for cell in cells if cell.role is Role.SOLUTION]
    shared = Counter(formula for _, lines in solutions for formula in _formulas(lines))
    shown = _formulas(line for cell in cells if not _is_locked(cell) for line in split(cell.source).outside)
    open_secrets = shown | {formula for formula, count in shared.items() if count > 1}
    for locked in cells:
        if not _is_locked(locked) or locked.cell_type != "code":
            continue
        text = [_blankless(line) for line in locked.source.split("\n")]
        for cell, lines in solutions:
            results = [line for line in lines if line.strip().startswith(_RETURN)]
            for formula in sorted(_formulas(lines if locked.role is Role.CHECK else results) - open_secrets):
                if any(formula in line for line in text):
                    message = f"A locked cell repeats the line {formula!r} of the solution of '{cell.grade_id}'"
                    yield Problem(
                        locked.place, None, message, "Say it without the formula, by a property for instance."
                    )


def surviving_lines(cells: Sequence[SourceCell], released: Iterable[str]) -> Iterator[Problem]:
    """Yield lines that stand only within solution regions, and still came through into the released cells."""
    regions = [split(cell.source) for cell in cells]
    outside = {_blankless(line) for region in regions for line in region.outside}
    secret = {_blankless(line) for region in regions for line in region.inside} - outside
    for number, source in enumerate(released, start=1):
        for line in source.split("\n"):
            if len(_blankless(line)) >= TELLING_CHARACTERS and _blankless(line) in secret:
                message = f"The line {line.strip()!r} of a solution is in the released notebook"
                yield Problem(f"cell {number}", None, message, "Report this: the markers were not honoured.")


def _is_locked(cell: SourceCell) -> bool:
    return cell.role in (Role.CHECK, Role.GIVEN)


def _formulas(lines: Iterable[str]) -> set[str]:
    """Strip lines of blanks and a leading `return`, so that a formula is found wherever it is copied to.

    A lone name, or a line that only opens a bracket, such as `model.compile(`, is no formula.
    """
    bare = {_blankless(line.strip().removeprefix(_RETURN)) for line in lines}
    telling = {line for line in bare if len(line) >= TELLING_CHARACTERS}
    return {line for line in telling if not line.isidentifier() and not line.endswith(("(", "[", "{"))}


def _blankless(line: str) -> str:
    return "".join(line.split())
