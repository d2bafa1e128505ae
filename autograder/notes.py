"""What loading a notebook has to tell its author, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.sandbox.session import Ending

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.notebook import Step
    from autograder.sandbox.session import LoadReport


def on_loading(report: LoadReport, steps: Sequence[Step]) -> tuple[str, ...]:
    """Describe skipped lines, failed cells and abandoned cells, in the order of the notebook."""
    return tuple(note for index, step in enumerate(steps) if step.cell for note in _on_step(report, index, step.cell))


def _on_step(report: LoadReport, index: int, cell: int) -> Iterator[str]:
    lines = report.skipped_lines.get(index)
    if lines:
        where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
        yield f"Cell {cell}: {where} skipped, as shell commands and magics do not run here; the rest of the cell ran."
    match report.abandoned.get(index):
        case Ending.TIMED_OUT:
            yield f"Cell {cell} was cut off because it ran too long; its definitions were kept where possible."
        case Ending.DIED:
            yield f"Cell {cell} ended the Python process; its definitions were kept where possible."
    error = report.errors.get(index)
    if error is not None:
        at = "" if error.line is None else f" at line {error.line}"
        yield f"Cell {cell} stopped with {error.type_name}{at}; what it defines besides was kept."
