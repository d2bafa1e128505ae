"""Compares grading with its lower bound: the same checks and reports in one warm process with direct calls.

The lower bound trusts the submissions, so only specimens are graded. All models are in the cache, and whatever is
started or imported once is there before the clock starts. Rounds of both ways alternate.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from autograder.cli.app import FINDINGS, fail, out, progress_bar
from autograder.course.load import find_course, load_course
from autograder.errors import AutograderError
from autograder.sandbox.ladder import choose_rung
from speed import machine
from speed.classroom import draw_class, write_class
from speed.command import rung_option
from speed.course_copy import copy_course
from speed.rounds import Way, warm_process

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autograder.sandbox.rung import Rung
    from speed.rounds import Round


@dataclass(frozen=True)
class Comparison:
    """Seconds a submission of one assignment in both ways, the median round of each."""

    slug: str
    submissions: int
    ours_seconds: float
    bound_seconds: float
    differing: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """How many times the lower bound grading takes."""
        return self.ours_seconds / self.bound_seconds


@click.command()
@click.option("--assignment", "slugs", metavar="SLUG", multiple=True, help="Only this assignment.")
@click.option("--submissions", type=click.IntRange(1), default=32, show_default=True, help="Of each assignment.")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="How often each way is measured.")
@rung_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def main(*, slugs: Sequence[str], submissions: int, rounds: int, rung: Rung | None, as_json: bool) -> None:
    """Compare grading with the same checks and reports in one warm process with direct calls."""
    try:
        with progress_bar("Grading") as progress:
            task = progress.add_task("", total=None)
            held = choose_rung(rung, allow_weak=True)
            compared = _compare(slugs, submissions, rounds, held, lambda: progress.advance(task))
    except AutograderError as error:
        fail(str(error), FINDINGS)
    if as_json:
        out.print(json.dumps(_document(compared), indent=1), markup=False)
    else:
        out.print(_table(compared, rounds))
        for one in compared:
            if one.differing:
                out.print(f"{one.slug}: the two ways score {', '.join(one.differing)} differently.", markup=False)


def _compare(
    slugs: Sequence[str], submissions: int, rounds: int, rung: Rung, tell: Callable[[], None]
) -> list[Comparison]:
    original = find_course(Path.cwd()).resolve()
    course = load_course(original)
    slugs = slugs or [assignment.slug for assignment in course.assignments]
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as name,
        warm_process(Way.OURS) as ours,
        warm_process(Way.DIRECT) as direct,
    ):
        course_file = copy_course(course, original, Path(name, "course"), models=True)
        submitted = Path(name, "submitted")
        write_class(course, original.parent, draw_class(course, original.parent, slugs, submissions), submitted)
        compared = []
        for slug in slugs:
            pairs: list[tuple[Round, Round]] = []
            for _ in range(1 + rounds):
                wanted = (course_file, submitted, slug, rung)
                pairs.append((ours.grade(*wanted), direct.grade(*wanted)))
                tell()
            compared.append(_comparison(slug, submissions, pairs[1:]))  # the first round starts and trains
    return compared


def _comparison(slug: str, submissions: int, pairs: Sequence[tuple[Round, Round]]) -> Comparison:
    ours, direct = zip(*pairs, strict=True)
    scores, others = ours[0].scores, direct[0].scores
    return Comparison(
        slug,
        submissions,
        statistics.median(one.seconds for one in ours) / submissions,
        statistics.median(one.seconds for one in direct) / submissions,
        tuple(student for student, score in scores.items() if others.get(student) != score),
    )


def _table(compared: Sequence[Comparison], rounds: int) -> Table:
    table = Table(title=f"Seconds a submission, one job, median of {rounds} rounds")
    table.add_column("assignment")
    for heading in ("submissions", Way.OURS, Way.DIRECT, "ratio"):
        table.add_column(heading, justify="right")
    for one in compared:
        numbers = (str(one.submissions), f"{one.ours_seconds:.4f}", f"{one.bound_seconds:.4f}", f"{one.ratio:.2f}")
        table.add_row(one.slug, *numbers)
    return table


def _document(compared: Sequence[Comparison]) -> dict[str, object]:
    rows = [
        {
            "assignment": one.slug,
            "submissions": one.submissions,
            "ours_seconds": one.ours_seconds,
            "bound_seconds": one.bound_seconds,
            "ratio": one.ratio,
            "scores_differ": list(one.differing),
        }
        for one in compared
    ]
    return {"machine": machine.facts(), "assignments": rows}


if __name__ == "__main__":
    main()
