"""The commands of a course's authors: check, release, sources, schema, verify, example-class."""

from __future__ import annotations

import json
import os
import shutil
import sys
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.table import Table
from rich.text import Text

from autograder.cli.app import FINDINGS, main, open_course, out, progress_bar, show_notes
from autograder.cli.grading import usable_cores
from autograder.course.choice import chosen
from autograder.errors import CourseError
from autograder.sandbox.rung import Rung

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.specimens.model import Specimen
    from autograder.specimens.trial import Verdict

EXAMPLES: Final = 40
_EXPECTED: Final = {"right": "full marks", "mistake": "full marks", "hostile": "no gain"}


@main.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Check course.yml and the files that it names."""
    from autograder.course.files import missing_files  # noqa: PLC0415 - keeps `--help` quick

    course, path = open_course(context)
    problems = missing_files(course, path.parent)
    if problems:
        raise CourseError(os.path.relpath(path), tuple(problems))
    count = sum(len(assignment.questions) for assignment in course.assignments)
    out.print(f"{os.path.relpath(path)} is in order: {len(course.assignments)} assignments, {count} questions.")


@main.command()
@click.argument("slugs", nargs=-1)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; fail where a release is not what its source gives."
)
@click.pass_context
def release(context: click.Context, *, slugs: Sequence[str], only_check: bool) -> None:
    """Turn source notebooks into the ones that students get."""
    from autograder import release as releasing  # noqa: PLC0415 - nbgrader is slow to import

    course, path = open_course(context)
    for written in releasing.release(course, path.parent, slugs or None, check=only_check):
        out.print(f"{os.path.relpath(written)} {'is up to date' if only_check else 'released'}", markup=False)
    if not only_check:
        _derive_sources(context, slugs)


@main.command()
@click.argument("slugs", nargs=-1)
@click.pass_context
def sources(context: click.Context, *, slugs: Sequence[str]) -> None:
    """Derive the notebooks that nbgrader reads, solutions/SLUG/SLUG.ipynb, from the sources.

    `autograder release` does so too.
    """
    for path in _derive_sources(context, slugs):
        out.print(f"{os.path.relpath(path)} derived", markup=False)


def _derive_sources(context: click.Context, slugs: Sequence[str]) -> list[Path]:
    from autograder.release.derived import derive  # noqa: PLC0415 - nbgrader is slow to import

    course, path = open_course(context)
    derived = [derive(course, path.parent, assignment) for assignment in chosen(course, slugs)]
    show_notes(
        f"{os.path.relpath(one.path)} had been edited by hand. It was derived anew; the edited one is kept as "
        f"{os.path.relpath(one.edited)}. Make changes in {one.path.with_suffix('.py').name}."
        for one in derived
        if one.edited is not None
    )
    return [one.path for one in derived]


@main.command()
@click.argument("which", type=click.Choice(["course", "result"]))
def schema(which: str) -> None:
    """Print the JSON Schema of course.yml or of result.json."""
    from autograder.course.json_schema import course_schema  # noqa: PLC0415 - keeps `--help` quick
    from autograder.report import result_schema  # noqa: PLC0415

    click.echo(
        json.dumps(course_schema() if which == "course" else result_schema.schema(), indent=2, ensure_ascii=False)
    )


@main.command("example-class")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_context
def example_class(context: click.Context, folder: Path) -> None:
    """Write a class of specimens to FOLDER, as STUDENT/SLUG/NOTEBOOK, to try grading with."""
    from autograder.specimens import classroom  # noqa: PLC0415 - nbgrader is slow to import

    course, path = open_course(context)
    every = [classroom.specimens_of(course, path.parent, assignment.slug) for assignment in course.assignments]
    spread = [specimen for row in zip_longest(*map(_spread, every)) for specimen in row if specimen is not None]
    shutil.rmtree(folder, ignore_errors=True)
    classroom.write_class(course, path.parent, spread[:EXAMPLES], folder)
    out.print(f"{min(EXAMPLES, len(spread))} submissions written to {os.path.relpath(folder)}", markup=False)


def _spread(specimens: Sequence[Specimen]) -> list[Specimen]:
    """Reorder so that any first part has right answers and mistakes in different questions."""
    by_question: dict[str, list[Specimen]] = {}
    for specimen in specimens:
        by_question.setdefault(f"{specimen.kind}-{specimen.cells[0].question if specimen.fails else ''}", []).append(
            specimen
        )
    rows = zip_longest(*by_question.values())
    return [specimen for specimen in chain.from_iterable(rows) if specimen is not None]


@main.command()
@click.argument("slugs", nargs=-1)
@click.option("--jobs", type=click.IntRange(1), help="Grading processes (default: one for each core).")
@click.option("--only", metavar="TEXT", default="", help="Only specimens whose name contains TEXT.")
@click.option("--rung", type=click.Choice(Rung), help="The rung to grade on (default: the best that holds).")
@click.pass_context
def verify(context: click.Context, *, slugs: Sequence[str], jobs: int | None, only: str, rung: Rung | None) -> None:
    """Grade every specimen, hostile ones too, and compare what comes out with what it expects."""
    from autograder.sandbox.ladder import choose_rung  # noqa: PLC0415 - likewise
    from autograder.specimens import classroom, trial  # noqa: PLC0415 - nbgrader is slow to import

    course, path = open_course(context)
    chosen = [slug for slug in (a.slug for a in course.assignments) if not slugs or slug in slugs]
    every = (of(course, path.parent, slug) for slug in chosen for of in (classroom.specimens_of, classroom.hostile_of))
    specimens = [specimen for some in every for specimen in some if only in specimen.student]
    rung = choose_rung(rung)
    with progress_bar("Verifying") as progress:
        task = progress.add_task("", total=len(specimens))
        jobs = jobs or usable_cores()
        verdicts = trial.verify(course, path, specimens, jobs=jobs, rung=rung, tell=lambda _: progress.advance(task))
    out.print(_verdict_table(verdicts))
    loose = {} if only else trial.unproved(verdicts)
    for slug, names in loose.items():
        for name in names:
            out.print(f"{slug}: no mistake fails the check {name}", style="red")
    wrong = sum(bool(verdict.problems) for verdict in verdicts)
    out.print(f"{len(verdicts) - wrong} of {len(verdicts)} specimens got their expected outcomes.")
    if wrong or any(loose.values()):
        sys.exit(FINDINGS)


def _verdict_table(verdicts: Sequence[Verdict]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Assignment", "Specimen", "Expected", "Score", ""):
        table.add_column(heading, overflow="fold")
    for verdict in verdicts:
        fails = ", ".join(verdict.specimen.fails) or _EXPECTED[verdict.specimen.kind]
        text = Text("\n".join(verdict.problems) or "as expected", style="red" if verdict.problems else "green")
        score = f"{float(verdict.result.score):g}"
        table.add_row(verdict.specimen.slug, verdict.specimen.student, fails, score, text)
    return table
