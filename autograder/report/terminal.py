"""Shows the results of a run as a table in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from autograder.report.attention import attention_reason, unreadable, waiting
from autograder.report.confinement import sandbox_line
from autograder.report.number_format import shown
from autograder.report.text_safety import visible_line
from autograder.report.wording import STAFF, UNREADABLE, quantity, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.model import Result

_STYLES: Final = {
    "good": "green",
    "part": "yellow",
    "bad": "red",
    "warn": "yellow",
    "idle": "dim",
    "wait": "cyan",
    "ours": "bold magenta",
}


def results_table(results: Sequence[Result]) -> Table:
    """Return a table with a row for each result, sorted by assignment and student.

    Every cell is a `Text`, so neither rich's markup nor escape sequences in a name have an effect.
    """
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("Student", "Assignment"):
        table.add_column(heading, overflow="fold")
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Outcome")
    table.add_column("Reason", overflow="fold")
    for result in sorted(results, key=lambda one: (one.assignment, one.student, one.attempt)):
        outcome = UNREADABLE if unreadable(result) else word(result, STAFF)
        table.add_row(
            Text(visible_line(result.student)),
            Text(visible_line(result.assignment)),
            Text(_score(result)),
            Text(outcome.text, style=_STYLES[outcome.tone]),
            Text(visible_line(attention_reason(result) or result.reason)),
        )
    return table


def summary_line(results: Sequence[Result]) -> str:
    """Say in a line where submissions were graded, and in another how many were and what is left to do."""
    attention = sum(1 for result in results if attention_reason(result))
    by_hand = sum(1 for result in results if waiting(result))
    parts = [f"{len(results) - attention} of {quantity(len(results), 'submission')} graded"]
    if attention:
        parts.append(f"{attention} {'needs' if attention == 1 else 'need'} a human")
    if by_hand:
        parts.append(f"{by_hand} with a question to grade by hand")
    return f"{sandbox_line(results)}\n{'; '.join(parts)}."


def _score(result: Result) -> str:
    score = f"{shown(result.score, result.points)} / {shown(result.points)}"
    if result.grade == result.score:
        return score
    return f"{score} (late: {shown(result.grade, result.points)})"
