"""Prints where the time of grading goes, phase by phase, for submissions of one assignment that are graded by one job.

Every phase is timed from outside, so that what is measured is the product as it stands; the sum of the phases is the
whole time. One submission is graded before, so that what happens once a process is shown apart.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from autograder import batch, intake
from autograder.cli.app import FINDINGS, fail, out
from autograder.course.load import find_course, load_course
from autograder.errors import AutograderError
from autograder.sandbox.ladder import choose_rung
from speed import machine
from speed.classroom import copies, draw_class, write_class
from speed.clock import Clock, Total
from speed.command import rung_option
from speed.course_copy import copy_course
from speed.instruments import CALLING, PHASES, TRIP, instruments
from speed.soundness import load_sound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.intake import Entry
    from autograder.sandbox.rung import Rung

MILLISECONDS = 1000


@click.command()
@click.option("--assignment", "slug", metavar="SLUG", required=True, help="The assignment.")
@click.option("--submissions", type=click.IntRange(1), default=32, show_default=True, help="How many are graded.")
@click.option("--specimen", metavar="NAME", help="Only this specimen, or `solution` (default: a mixed class).")
@rung_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def main(*, slug: str, submissions: int, specimen: str | None, rung: Rung | None, as_json: bool) -> None:
    """Show where the time of grading goes; all models are trained before."""
    try:
        first, later = _measure(slug, submissions, specimen, choose_rung(rung, allow_weak=True))
    except AutograderError as error:
        fail(str(error), FINDINGS)
    if as_json:
        out.print(json.dumps(_document(slug, submissions, first, later), indent=1), markup=False)
        return
    out.print(_table(slug, submissions, first, later))
    trips, calls = later.get(TRIP) or first.get(TRIP), later.get(CALLING)
    if trips is not None and calls is not None:
        each = trips.seconds / trips.times
        out.print(
            f"An empty round trip to a worker takes {each * MILLISECONDS:.3f} ms: of the time of calls, about "
            f"{each * calls.times / submissions * MILLISECONDS:.1f} ms a submission."
        )


def _measure(
    slug: str, submissions: int, specimen: str | None, rung: Rung
) -> tuple[Mapping[str, Total], Mapping[str, Total]]:
    """Give the phases of the first submission that a process grades, and those of the submissions after it."""
    original = find_course(Path.cwd()).resolve()
    course = load_course(original)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        course_file = copy_course(course, original, Path(name, "course"), models=True)
        handed_in = (
            copies(course, original.parent, slug, specimen, 1 + submissions)
            if specimen
            else draw_class(course, original.parent, [slug], 1 + submissions)
        )
        submitted = Path(name, "submitted")
        write_class(course, original.parent, handed_in, submitted)
        entries = intake.discover([submitted], course, slug).entries

        files: list[Path] = []

        def run(part: str, chosen: Sequence[Entry]) -> None:
            graded = batch.grade_chunk(batch.Chunk(course_file, Path(name, part), tuple(chosen), rung))
            files.extend(one.result_file for one in graded)

        clock = Clock()
        with instruments(clock):
            run("first", entries[:1])
        before = dict(clock.totals)
        run("training", entries[1:])
        clock.reset()
        with instruments(clock):
            run("later", entries[1:])
        load_sound(files)
    return before, clock.totals


def _table(slug: str, submissions: int, first: Mapping[str, Total], later: Mapping[str, Total]) -> Table:
    whole = _whole(later)
    table = Table(title=f"{slug}: milliseconds of {submissions} submissions, one job", show_footer=True)
    table.add_column("phase", footer="sum")
    table.add_column("times each", justify="right")
    table.add_column("ms each", justify="right", footer=f"{whole / submissions * MILLISECONDS:.1f}")
    table.add_column("share", justify="right", footer="100 %")
    table.add_column("the first", justify="right", footer=f"{_whole(first) * MILLISECONDS:.1f}")
    for phase in PHASES:
        found, once = later.get(phase, Total()), first.get(phase, Total())
        table.add_row(
            phase,
            f"{found.times / submissions:.1f}",
            f"{found.seconds / submissions * MILLISECONDS:.2f}",
            f"{found.seconds / whole:.1%}",
            f"{once.seconds * MILLISECONDS:.1f}",
        )
    return table


def _whole(totals: Mapping[str, Total]) -> float:
    return sum(total.seconds for phase, total in totals.items() if phase != TRIP)


def _document(slug: str, submissions: int, first: Mapping[str, Total], later: Mapping[str, Total]) -> dict[str, object]:
    return {
        "machine": machine.facts(),
        "assignment": slug,
        "submissions": submissions,
        "first": {phase: vars(total) for phase, total in first.items()},
        "later": {phase: vars(total) for phase, total in later.items()},
    }


if __name__ == "__main__":
    main()
