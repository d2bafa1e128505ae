"""What loading a notebook has to tell its author, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autograder.checks.barriers import CLAUSES, TOO_MUCH_IN_FILES
from autograder.sandbox.endings import Ending

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.notebook import Step
    from autograder.sandbox.loading import LoadReport

MOST_RANGES: Final = 8


def on_loading(report: LoadReport, steps: Sequence[Step]) -> tuple[str, ...]:
    """Describe skipped lines, failed cells and abandoned cells, in the order of the notebook."""
    return tuple(
        note
        for index, step in enumerate(steps)
        if step.cell
        for note in _on_step(report, index, step.cell, step.source)
    )


def _on_step(report: LoadReport, index: int, cell: int, source: str) -> Iterator[str]:
    lines = report.skipped_lines.get(index, ())
    if len(lines) == source.count("\n") + 1:
        yield f"Cell {cell} is not Python, so it was not run."
    elif lines:
        where = "line" if len(lines) == 1 else "lines"
        yield f"Cell {cell}: {where} {_ranges(lines)} skipped, as shell commands and magics do not run at grading."
    match report.abandoned.get(index):
        case Ending.TIMED_OUT:
            yield f"Cell {cell} was cut off because it ran too long; its definitions were kept where possible."
        case Ending.DIED:
            yield f"Cell {cell} ended the Python process; its definitions were kept where possible."
        case Ending.OUT_OF_MEMORY:
            yield f"Cell {cell} asked for more memory than grading allows; its definitions were kept where possible."
        case Ending.WROTE_TOO_MUCH:
            yield f"Cell {cell} {TOO_MUCH_IN_FILES}; its definitions were kept where possible."
        case Ending.BROKE_PROTOCOL:
            yield f"Cell {cell} disturbed the connection to the grader; its definitions were kept where possible."
    error = report.errors.get(index)
    if error is not None:
        at = "" if error.line is None else f" at line {error.line}"
        why = "" if error.barrier is None else f", as it {CLAUSES[error.barrier]}"
        yield f"Cell {cell} stopped with {error.type_name}{at}{why}; what it defines besides was kept."


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers in rising order with their runs joined: 1, 4-6."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs[:MOST_RANGES]) + (
        ", ..." if len(runs) > MOST_RANGES else ""
    )
