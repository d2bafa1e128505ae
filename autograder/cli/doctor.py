"""The command that examines this machine: doctor."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

import click
from rich import box
from rich.table import Table
from rich.text import Text

from autograder.cli.app import FINDINGS, main, open_course, out
from autograder.cli.grading import usable_cores
from autograder.errors import CourseError, UsageError
from autograder.report.text_safety import visible
from autograder.sandbox.rung import MEANING

if TYPE_CHECKING:
    from autograder.course.schema import Limits
    from autograder.sandbox.doctor import Diagnosis
    from autograder.sandbox.ladder import Finding

YES: Final = Text("yes", style="green")
NO: Final = Text("no", style="bold red")
READABLE_WIDTH: Final = 120
"""The tables hold sentences, which are hard to read in wide columns."""


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Try what keeps student code away on this machine, and say what is missing and what to do.

    Exits with 0 when a rung holds that keeps files away from submissions (A, B or C), with 1 otherwise.
    """
    from autograder.sandbox import doctor as examining  # noqa: PLC0415 - keeps `--help` quick

    diagnosis = examining.examine(examining.Need(usable_cores(), _limits(context).memory_bytes))
    if as_json:
        click.echo(json.dumps(examining.as_json(diagnosis), indent=1))
    else:
        width = min(out.width, READABLE_WIDTH)
        out.print(_measures(diagnosis), width=width)
        out.print()
        out.print(_rungs(diagnosis), width=width)
        out.print()
        out.print(_verdict(diagnosis), markup=False)
    if diagnosis.rung is None:
        sys.exit(FINDINGS)


def _limits(context: click.Context) -> Limits:
    """The limits of the nearest course, or those that a course has unless it says otherwise."""
    from autograder.course.schema import Limits  # noqa: PLC0415 - keeps `--help` quick

    try:
        course, _ = open_course(context)
    except (CourseError, UsageError):
        if context.obj is not None:
            raise
        return Limits()
    return course.limits


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_lines=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _measures(diagnosis: Diagnosis) -> Table:
    table = _table("Measure", "Holds", "Found", "What to do")
    for measure in diagnosis.measures:
        table.add_row(measure.name, YES if measure.holds else NO, _plain(measure.found), _plain(measure.remedy))
    return table


def _rungs(diagnosis: Diagnosis) -> Table:
    table = _table("Rung", "Holds", "What it is", "What submissions could do")
    for finding in diagnosis.findings:
        meaning = MEANING[finding.rung]
        table.add_row(finding.rung, YES if finding.holds else NO, meaning, _plain(_account(finding)))
    return table


def _account(finding: Finding) -> str:
    if not finding.holds:
        return str(finding)
    return ", ".join(finding.allowed) or "compute, and write into its own folder"


def _verdict(diagnosis: Diagnosis) -> str:
    if diagnosis.rung is not None:
        return f"`autograder grade` uses rung {diagnosis.rung}."
    from autograder.sandbox.ladder import weak_offer  # noqa: PLC0415 - keeps `--help` quick

    return (
        "`autograder grade` refuses to grade here: no rung holds that keeps files away from submissions. "
        f"{weak_offer(diagnosis.findings)}"
    )


def _plain(text: str) -> Text:
    return Text(visible(text))
