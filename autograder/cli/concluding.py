"""Writes the reports of a run, and shows what the run came to."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from autograder.cli.app import out
from autograder.cli.regrading import FILE as REGRADE_FILE
from autograder.out_folder import unwritable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from autograder.cli.regrading import Regrade
    from autograder.course.schema import Course
    from autograder.model import Result

MOST_ROWS: Final = 60
"""Results that a terminal still shows at a glance; the report holds them all."""


@dataclass(frozen=True)
class Concluded:
    """The results of a run by their files, how many of them it left as they were, and how they compare with before.

    `folder` is where the results are, as the user named it, and None where they are kept nowhere. `regrade` is None
    where nothing was graded again.
    """

    results: Mapping[Path, Result]
    folder: Path | None
    unchanged: int = 0
    regrade: Regrade | None = None


def read_results(files: Sequence[Path]) -> dict[Path, Result]:
    """Read the results that a run left; raises UsageError where one is of another version."""
    from autograder.report import result_json  # noqa: PLC0415 - keeps `--help` quick

    return {file: result_json.load(file) for file in files}


def conclude(course: Course, run: Concluded, *, as_json: bool) -> bool:
    """Write the reports of a run and show its results; returns whether one needs a human."""
    from autograder.report import attention  # noqa: PLC0415 - keeps `--help` quick

    page = _write_reports(course, run, run.folder) if run.folder else None
    if as_json:
        out.print(json.dumps(_overview(run, page), indent=1), markup=False)
    else:
        _show(run, page)
    return any(attention.attention_reason(result) for result in run.results.values())


def _write_reports(course: Course, run: Concluded, folder: Path) -> Path:
    from autograder import atomic  # noqa: PLC0415 - keeps `--help` quick
    from autograder.report import class_report, summary  # noqa: PLC0415 - likewise

    page = folder / "index.html"
    places = [file.parent.relative_to(folder.resolve()).as_posix() for file in run.results]
    filed = [class_report.FiledResult(*pair) for pair in zip(places, run.results.values(), strict=True)]
    titles = {assignment.slug: assignment.title for assignment in course.assignments}
    html = class_report.class_page(filed, course.title, titles)
    try:
        summary.write_summary(run.results.values(), folder / "summary.csv")
        atomic.write(page, html)
        if run.regrade and not run.regrade.is_empty:
            atomic.write(folder / REGRADE_FILE, run.regrade.dumps())
    except OSError as error:
        raise unwritable(folder, error) from error
    return page


def _show(run: Concluded, page: Path | None) -> None:
    from autograder.report import terminal  # noqa: PLC0415 - keeps `--help` quick

    results = list(run.results.values())
    if len(results) <= MOST_ROWS:
        out.print(terminal.results_table(results))
    if run.regrade and (not run.regrade.is_empty or run.regrade.as_before > run.unchanged):
        for line in run.regrade.lines():
            out.print(line, markup=False)
    again = f" ({run.unchanged} unchanged since the last run)" if run.unchanged else ""
    out.print(terminal.summary_line(results) + again, markup=False)
    if page is None:
        out.print("Dry run: nothing of this was kept.")
    else:
        out.print(f"Report: {os.path.relpath(page)}", markup=False)


def _overview(run: Concluded, page: Path | None) -> dict[str, Any]:
    return {
        "graded": len(run.results),
        "unchanged": run.unchanged,
        "report": None if page is None else os.fspath(page),
        "submissions": [
            {
                "student": result.student,
                "assignment": result.assignment,
                "outcome": result.outcome,
                "score": float(result.score),
                "points": float(result.points),
                "grade": float(result.grade),
                "reason": result.reason,
            }
            for result in run.results.values()
        ],
        **(run.regrade.document() if run.regrade else {"changes": []}),
    }
