"""The commands of an instructor who grades: grade, report."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from autograder.cli.app import FINDINGS, err, main, open_course, out, progress_bar
from autograder.errors import UsageError
from autograder.report.text_safety import visible_line
from autograder.sandbox.rung import Rung

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.course.schema import Course
    from autograder.model import Result

MOST_ROWS: Final = 60
"""Results that a terminal still shows at a glance; the report holds them all."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--assignment", metavar="SLUG", help="The assignment that all submissions are for (default: told from each)."
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("graded"),
    show_default=True,
    help="Folder for results, feedback pages and the class report.",
)
@click.option("--jobs", type=click.IntRange(1), help="Grading processes (default: one for each core).")
@click.option(
    "--rung",
    type=click.Choice(Rung),
    help="How far away student code is kept, A being the strongest (default: the best that holds, see `doctor`).",
)
@click.option("--allow-weak-sandbox", is_flag=True, help="Permit the rungs D and E, for submissions that you trust.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON summary instead of a table.")
@click.pass_context
def grade(
    context: click.Context,
    *,
    paths: Sequence[Path],
    assignment: str | None,
    folder: Path,
    jobs: int | None,
    rung: Rung | None,
    allow_weak_sandbox: bool,
    as_json: bool,
) -> None:
    """Grade notebooks, folders of notebooks, folders STUDENT/SLUG, or zips of any of these.

    Grading again grades only what has changed. Exits with 0 when every submission was graded, whatever the scores, with
    1 when one needs a human, with 2 for a usage or configuration error, and with 3 for an internal one.
    """
    from autograder import batch, intake  # noqa: PLC0415 - keeps `--help` quick
    from autograder.sandbox.ladder import choose_rung  # noqa: PLC0415 - likewise

    rung = choose_rung(rung, allow_weak=allow_weak_sandbox)
    course, path = open_course(context)
    found = intake.discover(paths, course, assignment)
    for problem in found.problems:
        err.print("note:", style="bold yellow", end=" ")
        err.print(visible_line(problem), markup=False)
    jobs = min(jobs or usable_cores(), len(found.entries))
    with progress_bar("Grading") as progress:
        task = progress.add_task("", total=len(found.entries))
        graded = batch.run(
            path, found.entries, folder.resolve(), jobs=jobs, rung=rung, tell=lambda _: progress.advance(task)
        )
    unchanged = sum(one.unchanged for one in graded)
    _conclude(course, folder, [one.result_file for one in graded], unchanged, as_json=as_json)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON summary instead of a table.")
@click.pass_context
def report(context: click.Context, *, folder: Path, as_json: bool) -> None:
    """Write summary.csv and the class report again from all results in FOLDER."""
    course, _ = open_course(context)
    files = sorted(folder.resolve().glob("*/*/result.json"))
    if not files:
        raise UsageError(f"{folder} holds no results. Grade something with `--out {folder}` first.")
    _conclude(course, folder, files, 0, as_json=as_json)


def usable_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _conclude(course: Course, folder: Path, files: Sequence[Path], unchanged: int, *, as_json: bool) -> None:
    """Write the reports of a run, show its results, and exit with 1 where one needs a human."""
    from autograder import atomic  # noqa: PLC0415 - keeps `--help` quick
    from autograder.report import attention, class_report, result_json, summary, terminal  # noqa: PLC0415

    results = [result_json.load(file) for file in files]
    summary.write_summary(results, folder / "summary.csv")
    page = folder / "index.html"
    places = [file.parent.relative_to(folder.resolve()).as_posix() for file in files]
    filed = [class_report.FiledResult(*pair) for pair in zip(places, results, strict=True)]
    titles = {assignment.slug: assignment.title for assignment in course.assignments}
    atomic.write(page, class_report.class_page(filed, course.title, titles))
    if as_json:
        out.print(json.dumps(_overview(results, unchanged, page), indent=1), markup=False)
    else:
        if len(results) <= MOST_ROWS:
            out.print(terminal.results_table(results))
        again = f" ({unchanged} unchanged since the last run)" if unchanged else ""
        out.print(terminal.summary_line(results) + again, markup=False)
        out.print(f"Report: {os.path.relpath(page)}", markup=False)
    if any(attention.attention_reason(result) for result in results):
        sys.exit(FINDINGS)


def _overview(results: Sequence[Result], unchanged: int, page: Path) -> dict[str, object]:
    return {
        "graded": len(results),
        "unchanged": unchanged,
        "report": os.fspath(page),
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
            for result in results
        ],
    }
