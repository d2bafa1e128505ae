"""Writes the scores of a run as one CSV table, a row for each submission."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from autograder.report.attention import waiting
from autograder.report.number_format import plain_number
from autograder.report.text_safety import defused, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from autograder.model import Result

COLUMNS: Final = (
    "student",
    "assignment",
    "attempt",
    "outcome",
    "score",
    "points",
    "penalty",
    "grade",
    "needs_grading",
    "reason",
)


def write_summary(results: Iterable[Result], path: Path) -> None:
    """Write the table, sorted by assignment and student; text is quoted and can't become a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerow(COLUMNS)
        for result in sorted(results, key=lambda one: (one.assignment, one.student, one.attempt)):
            writer.writerow(_row(result))


def _row(result: Result) -> list[str | float]:
    return [
        _cell(result.student),
        _cell(result.assignment),
        result.attempt,
        result.outcome.value,
        plain_number(result.score, result.points),
        plain_number(result.points),
        plain_number(result.penalty),
        plain_number(result.grade, result.points),
        _cell(" ".join(question.id for question in waiting(result))),
        _cell(result.reason),
    ]


def _cell(text: str) -> str:
    return defused(visible_line(text))
