"""The commands of an instructor who grades: grade, report."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import regrading
from autograder.cli.app import FINDINGS, err, main, open_course, progress_bar, show_notes
from autograder.cli.concluding import Concluded, conclude, read_results
from autograder.cli.dry_run import stand_in
from autograder.cli.interruption import INTERRUPTED, Interruption
from autograder.cli.pseudonymity import require_unmixed
from autograder.cli.recording import bring_in_hand_grading, record_run, require_gradebook
from autograder.errors import UsageError
from autograder.pseudonyms import open_pseudonyms
from autograder.report.wording import quantity
from autograder.sandbox.rung import Rung

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.batch import Graded
    from autograder.intake import Entry


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
@click.option("--pseudonymous", is_flag=True, help="Write and print pseudonyms in place of students' ids.")
@click.option(
    "--dry-run",
    is_flag=True,
    help="Write no result, only show what grading would come to. (The cache of trained models may grow.)",
)
@click.option(
    "--gradebook",
    "url",
    metavar="[URL]",
    is_flag=False,
    flag_value="",
    help="Record the results in the gradebook as well: the one of nbgrader's commands, or this database.",
)
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
    pseudonymous: bool,
    dry_run: bool,
    url: str | None,
    as_json: bool,
) -> None:
    """Grade notebooks, folders of notebooks, folders STUDENT/SLUG, or zips of any of these.

    Grading again grades only what has changed, and shows whose results are others than before: OUT/regrade.json holds
    all of the last run that changed any. Exits with 0 when every submission was graded, whatever the scores, with 1
    when one needs a human, with 2 for a usage or configuration error, with 3 for an internal one, and with 130 when
    Ctrl-C ended it, after reports of what is graded so far.
    """
    from autograder import intake  # noqa: PLC0415 - keeps `--help` quick
    from autograder.sandbox.ladder import choose_rung  # noqa: PLC0415 - likewise
    from autograder.sandbox.launch import shared_sandbox  # noqa: PLC0415 - likewise

    rung = choose_rung(rung, allow_weak=allow_weak_sandbox)
    course, path = open_course(context)
    pseudonyms = open_pseudonyms(path.parent) if pseudonymous else None
    found = intake.discover(paths, course, assignment, pseudonyms=pseudonyms)
    entries = found.entries
    if url is not None:
        require_gradebook(course, path.parent, url, (entry.student for entry in entries))
    require_unmixed(folder, (entry.student for entry in entries), path.parent, pseudonymous=pseudonymous)
    show_notes(found.problems)
    with ExitStack() as leaving:
        place = folder.resolve()
        if dry_run:
            place = leaving.enter_context(stand_in(place, entries))
        before = regrading.earlier_results(place, entries)

        def farewell() -> None:
            shared_sandbox(rung).close()
            leaving.close()

        interruption = leaving.enter_context(Interruption(farewell))
        graded = _grade_all(path, entries, place, jobs=jobs, rung=rung, interruption=interruption)
        results = read_results([one.result_file for one in graded])
        regrade = regrading.compared(before, results)
        interrupted = interruption.happened or len(graded) < len(entries)
        left_out = False
        if url is not None and not dry_run and not interrupted:
            pairs = zip(entries, (results[one.result_file] for one in graded), strict=True)
            try:
                with interruption.allowed():
                    left_out = record_run(course, path.parent, url, pairs)
                    results = bring_in_hand_grading(course, path.parent, url, results)
            except KeyboardInterrupt:
                interrupted = True
        unchanged = sum(one.unchanged for one in graded)
        run = Concluded(results, None if dry_run else folder, unchanged, regrade)
        needs_a_human = bool(results) and conclude(course, run, as_json=as_json)
        if interrupted:
            not_recorded = "" if url is None else " Not all of it is in the gradebook."
            err.print(
                f"Interrupted: {len(graded)} of {quantity(len(entries), 'submission')} graded.{not_recorded} "
                + ("A dry run keeps nothing of it." if dry_run else "The same command goes on with the rest."),
            )
            sys.exit(INTERRUPTED)
    if needs_a_human or left_out:
        sys.exit(FINDINGS)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--gradebook",
    "url",
    metavar="[URL]",
    is_flag=False,
    flag_value="",
    help="Bring in scores and comments that people gave: from the gradebook of nbgrader's commands, or this database.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON summary instead of a table.")
@click.pass_context
def report(context: click.Context, *, folder: Path, url: str | None, as_json: bool) -> None:
    """Write summary.csv and the class report again from all results in FOLDER.

    With --gradebook, also the feedback pages of those whose answers were graded by hand.
    """
    course, path = open_course(context)
    files = sorted(folder.resolve().glob("*/*/result.json"))
    if not files:
        raise UsageError(f"{folder} holds no results. Grade something with `--out {folder}` first.")
    results = read_results(files)
    if url is not None:
        results = bring_in_hand_grading(course, path.parent, url, results)
    if conclude(course, Concluded(results, folder), as_json=as_json):
        sys.exit(FINDINGS)


def usable_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _grade_all(
    course_file: Path,
    entries: Sequence[Entry],
    place: Path,
    *,
    jobs: int | None,
    rung: Rung,
    interruption: Interruption,
) -> list[Graded]:
    """Grade with a progress bar; where Ctrl-C ends it, return what is graded by then."""
    from autograder import batch  # noqa: PLC0415 - keeps `--help` quick

    told: list[Graded] = []
    with progress_bar("Grading") as progress:
        task = progress.add_task("", total=len(entries))

        def tell(one: Graded) -> None:
            told.append(one)
            progress.advance(task)

        try:
            return batch.run(
                course_file,
                entries,
                place,
                jobs=min(jobs or usable_cores(), len(entries)),
                rung=rung,
                tell=tell,
                interruptible=interruption.allowed,
            )
        except KeyboardInterrupt:
            return _so_far(told, batch.standing(course_file, entries, place, rung))


def _so_far(told: Sequence[Graded], standing: Sequence[Graded]) -> list[Graded]:
    """Put together what an interrupted run told of and what else is graded by now."""
    known = {one.result_file for one in told}
    return [*told, *(one for one in standing if one.result_file not in known)]
