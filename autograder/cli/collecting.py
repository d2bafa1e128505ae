"""The command that brings submissions in: collect."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from autograder.cli.app import FINDINGS, main, open_course, out, progress_bar, show_notes
from autograder.errors import UsageError
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from autograder.course.schema import Course

FORMATS: Final = ("canvas", "moodle", "blackboard", "brightspace", "gradescope", "nbgrader", "folder")


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--from", "format_name", type=click.Choice(FORMATS), required=True, help="Where the download comes from.")
@click.option("--assignment", "slug", metavar="SLUG", required=True, help="The assignment that was downloaded.")
@click.option(
    "--roster",
    "roster_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    required=True,
    help="Who is in the class: a CSV file with student, name, email and the ids of the LMS.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("submitted"),
    show_default=True,
    help="Where STUDENT/SLUG/SLUG.ipynb is written; earlier attempts go beside it, into INTO-earlier/N/.",
)
@click.option(
    "--pattern",
    metavar="REGEX",
    help="For `folder`: what file names look like, with groups such as (?P<student>...); with a slash, whole paths.",
)
@click.option(
    "--timezone",
    "zone_name",
    metavar="ZONE",
    help="Of times without a zone, as Europe/Berlin (default: this machine's).",
)
@click.option(
    "--groups", is_flag=True, help="Give what one member of a group handed in to all, by the roster's `group`."
)
@click.option("--pseudonymous", is_flag=True, help="Write and print keyed pseudonyms in place of students and files.")
@click.option("--dry-run", is_flag=True, help="Say what would be matched, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the account of every file as JSON.")
@click.pass_context
def collect(
    context: click.Context,
    *,
    path: Path,
    format_name: str,
    slug: str,
    roster_file: Path,
    into: Path,
    pattern: str | None,
    zone_name: str | None,
    groups: bool,
    pseudonymous: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read the submissions in a download of an LMS into folders STUDENT/SLUG, ready to be graded.

    PATH is the downloaded zip, or the folder that it was unpacked to. Exits with 0 when every submission found its
    student, with 1 when one did not, and with 2 for a usage or configuration error.
    """
    from autograder.lms.collecting import account, by_pattern, moments, student_folders  # noqa: PLC0415 - quick `--help`
    from autograder.lms.collecting.collect import Request  # noqa: PLC0415 - likewise
    from autograder.lms.collecting.collect import collect as collect_download  # noqa: PLC0415 - likewise
    from autograder.lms.collecting.formats import LOCAL_TIMES, Format  # noqa: PLC0415 - likewise
    from autograder.pseudonyms import open_pseudonyms  # noqa: PLC0415 - likewise
    from autograder.roster import read_roster  # noqa: PLC0415 - likewise

    course, course_file = open_course(context)
    _require_assignment(course, slug)
    chosen = Format(format_name)
    if pattern is not None and chosen is not Format.FOLDER:
        raise UsageError(f"`--pattern` is for `--from folder`; the names in a download from {chosen} are known.")
    if into.name in {"", ".."}:
        raise UsageError(f"{into} has no name to which `-earlier` could be added. Name a folder with `--into`.")
    roster = read_roster(roster_file)
    if not pseudonymous:
        student_folders.require_usable(roster, roster_file)
    if groups and not any(person.group for person in roster):
        raise UsageError(f"{roster_file}: nobody is in a group. Fill the column `group`, or leave out `--groups`.")
    request = Request(
        chosen,
        slug,
        roster,
        into,
        zone=moments.zone_named(zone_name),
        pattern=by_pattern.compiled(pattern) if chosen is Format.FOLDER else None,
        groups=groups,
        dry_run=dry_run,
        pseudonyms=open_pseudonyms(course_file.parent) if pseudonymous else None,
    )
    with progress_bar("Collecting") as progress:
        task = progress.add_task("", total=None)
        outcome = collect_download(path, course, request, tell=lambda: progress.advance(task))
    local = chosen in LOCAL_TIMES and any(one.moment is not None for one in outcome.matched)
    zone = (zone_name or moments.own_zone_name()) if local else None
    show_notes(outcome.notes)
    if as_json:
        out.print(json.dumps(account.document(outcome, request, zone), indent=1), markup=False)
    else:
        for line in account.lines(outcome, request, zone):
            out.print(visible_line(line), markup=False)
    if not outcome.complete:
        sys.exit(FINDINGS)


def _require_assignment(course: Course, slug: str) -> None:
    known = [assignment.slug for assignment in course.assignments]
    if slug not in known:
        raise UsageError(f"No assignment is called {slug}. The course has: {', '.join(known)}.")
