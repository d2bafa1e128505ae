"""The command that brings grades out: export."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from autograder.cli.app import FINDINGS, err, main, open_course, out, show_notes
from autograder.cli.options import class_roster, gradebook_option, graded_option, roster_option
from autograder.cli.standing import USUAL, find_standing
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.lms.exporting.request import Export

FORMATS: Final = (
    "canvas",
    "moodle",
    "moodle-worksheet",
    "moodle-feedback",
    "blackboard",
    "brightspace",
    "csv",
    "parquet",
)
MOST_ROWS: Final = 40
"""Changes that a terminal still shows at a glance; `--preview` shows them all."""


@main.command()
@click.argument("format_name", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option("--assignment", "slug", metavar="SLUG", required=True, help="The assignment whose grades are exported.")
@click.option(
    "--template",
    "template_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The gradebook, or Moodle's grading worksheet, as it was downloaded from the LMS.",
)
@click.option(
    "--out", "target", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="The file to write."
)
@graded_option
@gradebook_option
@roster_option
@click.option("--column", metavar="TEXT", default="", help="The template's column, by its title or id.")
@click.option("--preview", "only_preview", is_flag=True, help="Show everything that would change, and write nothing.")
@click.option("--complete-only", is_flag=True, help="Leave out students who still wait for hand grading.")
@click.pass_context
def export(
    context: click.Context,
    *,
    format_name: str,
    slug: str,
    template_file: Path | None,
    target: Path | None,
    graded: Path | None,
    database: str | None,
    roster_file: Path | None,
    column: str,
    only_preview: bool,
    complete_only: bool,
) -> None:
    """Write the grades of an assignment as a file that an LMS imports, or as a table for analysis.

    FORMAT is canvas, moodle, moodle-worksheet, moodle-feedback, blackboard or brightspace, or csv or parquet, which
    have a row for each student and question. Those of an LMS fill in what it lets you download, given by --template;
    moodle, moodle-feedback and brightspace can also be made from the roster alone.

    Shows what changes before it writes. Exits with 1 when somebody's grade is not in the file, or can't be relied on.
    """
    from autograder.lms.exporting import pages, sheet, standing  # noqa: PLC0415 - keeps `--help` quick
    from autograder.lms.exporting.formats import EXPORTS  # noqa: PLC0415 - likewise
    from autograder.lms.exporting.request import Request  # noqa: PLC0415 - likewise

    if target is None and not only_preview:
        raise UsageError("Say where the file goes by --out FILE, or look at the changes by --preview.")
    course, path = open_course(context)
    found = find_standing(course, path.parent, slug, graded, database)
    roster = class_roster(path.parent, roster_file)
    assignment = course.assignment(slug)
    owned = standing.owned(found.grades, roster, path.parent)
    chosen = standing.chosen(owned.grades, assignment, complete_only=complete_only)
    request = Request(
        assignment=assignment,
        grades=chosen.grades,
        people=owned.people,
        others=tuple(other for other in course.assignments if other.slug != slug),
        template=sheet.read_sheet(template_file) if template_file else None,
        column=column,
        pages=pages.feedback_pages((graded or path.parent / USUAL) / slug, owned.names)
        if format_name == "moodle-feedback"
        else {},
    )
    made = EXPORTS[format_name](request)
    made = replace(
        made,
        left_out=(*owned.left_out, *chosen.left_out, *made.left_out),
        notes=(*chosen.notes, *made.notes),
    )
    out.print(f"Grades of {slug} from {found.source}:", markup=False)
    _show(made, most=None if only_preview else MOST_ROWS)
    if target is not None and not only_preview:
        _write(target, made.content)
    if made.left_out:
        sys.exit(FINDINGS)


def _show(made: Export, most: int | None) -> None:
    from autograder.lms.exporting import preview  # noqa: PLC0415 - keeps `--help` quick

    if made.changes:
        out.print(preview.changes_table(made, most))
        if most is not None and len(made.changes) > most:
            out.print(f"and {len(made.changes) - most} more; --preview shows them all.")
    for line in preview.summary_lines(made):
        out.print(line, markup=False)
    show_notes(made.notes)
    if made.left_out:
        err.print("Needs a look:", style="bold red")
        for line in preview.left_out_lines(made):
            err.print(f"  {line}", markup=False)


def _write(target: Path, content: bytes) -> None:
    from autograder import atomic  # noqa: PLC0415 - keeps `--help` quick

    try:
        atomic.write(target, content)
    except OSError as error:
        raise UsageError(f"{target}: can't be written ({error.strerror}). Choose another --out.") from error
    out.print(f"Written: {target}", markup=False)
