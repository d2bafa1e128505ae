"""The commands of an instructor who grades: grade, report."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from autograder.cli.app import FINDINGS, err, main, open_course, out, progress_bar
from autograder.cli.interruption import INTERRUPTED, Interruption
from autograder.errors import UsageError
from autograder.out_folder import unwritable
from autograder.report.text_safety import visible_line
from autograder.report.wording import quantity
from autograder.sandbox.rung import Rung

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.batch import Graded
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
    1 when one needs a human, with 2 for a usage or configuration error, with 3 for an internal one, and with 130 when
    Ctrl-C ended it, after reports of what is graded so far.
    """
    from autograder import batch, intake  # noqa: PLC0415 - keeps `--help` quick
    from autograder.sandbox.ladder import choose_rung  # noqa: PLC0415 - likewise
    from autograder.sandbox.launch import shared_sandbox  # noqa: PLC0415 - likewise

    rung = choose_rung(rung, allow_weak=allow_weak_sandbox)
    course, path = open_course(context)
    found = intake.discover(paths, course, assignment)
    for problem in found.problems:
        err.print("note:", style="bold yellow", end=" ")
        err.print(visible_line(problem), markup=False)
    jobs = min(jobs or usable_cores(), len(found.entries))
    told: list[batch.Graded] = []
    with Interruption(shared_sandbox(rung).close) as interruption:
        try:
            with progress_bar("Grading") as progress:
                task = progress.add_task("", total=len(found.entries))

                def tell(one: batch.Graded) -> None:
                    told.append(one)
                    progress.advance(task)

                graded = batch.run(
                    path,
                    found.entries,
                    folder.resolve(),
                    jobs=jobs,
                    rung=rung,
                    tell=tell,
                    interruptible=interruption.allowed,
                )
        except KeyboardInterrupt:
            graded = _so_far(told, batch.standing(path, found.entries, folder.resolve(), rung))
        unchanged = sum(one.unchanged for one in graded)
        files = [one.result_file for one in graded]
        needs_a_human = bool(files) and _conclude(course, folder, files, unchanged, as_json=as_json)
        if len(graded) < len(found.entries):
            err.print(
                f"Interrupted: {len(graded)} of {quantity(len(found.entries), 'submission')} graded. "
                "The same command goes on with the rest.",
            )
            sys.exit(INTERRUPTED)
    if needs_a_human:
        sys.exit(FINDINGS)


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
    if _conclude(course, folder, files, 0, as_json=as_json):
        sys.exit(FINDINGS)


def usable_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _so_far(told: Sequence[Graded], standing: Sequence[Graded]) -> list[Graded]:
    """Put together what an interrupted run told of and what else is graded by now."""
    known = {one.result_file for one in told}
    return [*told, *(one for one in standing if one.result_file not in known)]


def _conclude(course: Course, folder: Path, files: Sequence[Path], unchanged: int, *, as_json: bool) -> bool:
    """Write the reports of a run and show its results; returns whether one needs a human."""
    from autograder import atomic  # noqa: PLC0415 - keeps `--help` quick
    from autograder.report import attention, class_report, result_json, summary, terminal  # noqa: PLC0415

    results = [result_json.load(file) for file in files]
    page = folder / "index.html"
    places = [file.parent.relative_to(folder.resolve()).as_posix() for file in files]
    filed = [class_report.FiledResult(*pair) for pair in zip(places, results, strict=True)]
    titles = {assignment.slug: assignment.title for assignment in course.assignments}
    html = class_report.class_page(filed, course.title, titles)
    try:
        summary.write_summary(results, folder / "summary.csv")
        atomic.write(page, html)
    except OSError as error:
        raise unwritable(folder, error) from error
    if as_json:
        out.print(json.dumps(_overview(results, unchanged, page), indent=1), markup=False)
    else:
        if len(results) <= MOST_ROWS:
            out.print(terminal.results_table(results))
        again = f" ({unchanged} unchanged since the last run)" if unchanged else ""
        out.print(terminal.summary_line(results) + again, markup=False)
        out.print(f"Report: {os.path.relpath(page)}", markup=False)
    return any(attention.attention_reason(result) for result in results)


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
