"""The command that sends grades to a learning management system: push."""

from __future__ import annotations

import json
import os
import sys
import traceback
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from autograder.cli.app import FINDINGS, main, open_course, out, progress_bar, show_notes
from autograder.cli.options import class_roster, gradebook_option, graded_option, roster_option
from autograder.cli.standing import find_standing
from autograder.errors import AutograderError
from autograder.pseudonyms import open_pseudonyms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from autograder.lms.pushing.planning import Plan


@main.group()
def push() -> None:
    """Send grades to a learning management system over the network."""


@push.command()
@click.option("--assignment", "slug", required=True, metavar="SLUG", help="The assignment whose grades are sent.")
@click.option("--url", required=True, help="Where Canvas is, as https://canvas.example.edu.")
@click.option("--canvas-course", required=True, metavar="ID", help="The course's number in Canvas.")
@click.option(
    "--canvas-assignment",
    metavar="ID",
    help="The assignment's number in Canvas (default: the only one whose title is the assignment's title or slug).",
)
@graded_option
@gradebook_option
@roster_option
@click.option(
    "--comments/--no-comments", default=True, show_default=True, help="Comment with the points of each question."
)
@click.option("--complete-only", is_flag=True, help="Leave out who still has a question to be graded by hand.")
@click.option("--overwrite", is_flag=True, help="Also replace grades that somebody else entered in Canvas.")
@click.option("--send", is_flag=True, help="Send. Without it, only what would change is shown.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.pass_context
def canvas(
    context: click.Context,
    *,
    slug: str,
    url: str,
    canvas_course: str,
    canvas_assignment: str | None,
    graded: Path | None,
    database: str | None,
    roster_file: Path | None,
    comments: bool,
    complete_only: bool,
    overwrite: bool,
    send: bool,
    as_json: bool,
) -> None:
    """Send grades and comments to a Canvas course; what is there already is not sent again.

    The token is taken from the variable CANVAS_TOKEN. Exits with 0 when every grade is, or would be, up to date, with 1
    when a student was left out or a grade held back, with 2 for a usage error, and with 3 when Canvas fails.
    """
    from autograder.lms.pushing import address, preview  # noqa: PLC0415 - keeps `--help` quick
    from autograder.lms.pushing.patience import Clock, Patience  # noqa: PLC0415 - likewise
    from autograder.lms.pushing.planning import Choices  # noqa: PLC0415 - likewise
    from autograder.lms.pushing.preparing import prepare  # noqa: PLC0415 - likewise
    from autograder.lms.pushing.quiet_log import no_bodies_logged  # noqa: PLC0415 - likewise
    from autograder.lms.pushing.sending import Sending  # noqa: PLC0415 - likewise
    from autograder.lms.pushing.site import CanvasSite  # noqa: PLC0415 - likewise

    origin = address.canvas_address(url)
    number = None if canvas_assignment is None else address.assignment_id(canvas_assignment)
    token = address.access_token(os.environ)
    course, path = open_course(context)
    standing = find_standing(course, path.parent, slug, graded, database)
    roster = class_roster(path.parent, roster_file)
    clock, patience = Clock(), Patience()
    site = CanvasSite(origin, token, address.course_id(canvas_course), clock, patience)
    with closing(site), _kept_secret(token), no_bodies_logged():
        with progress_bar("Reading Canvas") as progress:
            task = progress.add_task("", total=None)
            plan, everybody = prepare(
                site,
                standing.grades,
                number=number,
                ours=course.assignment(slug),
                roster=roster,
                open_pseudonyms=lambda: open_pseudonyms(path.parent),
                choices=Choices(comments=comments, complete_only=complete_only, overwrite=overwrite),
                tell=lambda: progress.advance(task),
            )
        _announce(plan, standing.source, table=not as_json)
        if send and plan.changes:
            with progress_bar("Sending") as progress:
                task = progress.add_task("", total=len(plan.changes))
                sending = Sending(site, plan, everybody, clock, patience)
                sending.run(lambda count: progress.advance(task, count))
    if as_json:
        out.print(json.dumps(preview.overview(plan, sent=send), indent=1), markup=False)
    else:
        for line in preview.summary_lines(plan, sent=send):
            out.print(line, markup=False)
    if plan.left_out or plan.held:
        sys.exit(FINDINGS)


def _announce(plan: Plan, source: str, *, table: bool) -> None:
    """Show what is about to change, before anything is sent."""
    from autograder.lms.pushing import preview  # noqa: PLC0415 - keeps `--help` quick

    show_notes(plan.notes)
    if table:
        out.print(preview.heading(plan, source), markup=False)
        if plan.changes or plan.held:
            out.print(preview.changes_table(plan))


@contextmanager
def _kept_secret(token: str) -> Iterator[None]:
    """Make sure that no error that leaves here shows the token, not even one that nobody foresaw."""
    try:
        yield
    except Exception:
        trace = traceback.format_exc()
        if token in trace:
            raise AutograderError(trace.replace(token, "[token]")) from None
        raise
