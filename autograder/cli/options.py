"""What the commands that hand grades on have in common: where grades and roster come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from autograder.cli.standing import USUAL

if TYPE_CHECKING:
    from autograder.roster import Roster

ROSTER: Final = "roster.csv"

graded_option = click.option(
    "--graded",
    type=click.Path(path_type=Path),
    help=f"The folder with the results (default: the gradebook where it has any, else {USUAL}).",
)
gradebook_option = click.option(
    "--gradebook",
    "database",
    metavar="[URL]",
    is_flag=False,
    flag_value="",
    help="Take the grades from the gradebook: the one of nbgrader's commands, or this database.",
)
roster_option = click.option(
    "--roster",
    "roster_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=f"Who is in the class, as CSV (default: {ROSTER} beside course.yml, where it is there).",
)


def class_roster(root: Path, file: Path | None) -> Roster | None:
    """Read the roster that the user named, else the one in the course's folder; None where there is none.

    Raises UsageError where it can't be read.
    """
    from autograder.roster import read_roster  # noqa: PLC0415 - keeps `--help` quick

    if file is None and (root / ROSTER).is_file():
        file = root / ROSTER
    return None if file is None else read_roster(file)
