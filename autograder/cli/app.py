"""The command line's frame: the group of commands, error messages and exit codes.

Exit codes: 0 ok, 1 findings, 2 usage or configuration, 3 internal, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder import __version__
from autograder.cli.interruption import INTERRUPTED, end_at_once_by_ctrl_c
from autograder.course.load import find_course, load_course
from autograder.errors import AutograderError, CourseError, DataError, ReleaseError, UsageError
from autograder.report.text_safety import visible, visible_line
from autograder.sandbox.rung import RungError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.course.schema import Course

FINDINGS: Final = 1
USAGE: Final = 2
INTERNAL: Final = 3
PIPED_WIDTH: Final = 160
"""Where neither a terminal nor COLUMNS says how wide a line may be, rows of results shall stay whole."""

_is_told = sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal()
out = Console(highlight=False, emoji=False, soft_wrap=True, width=None if _is_told else PIPED_WIDTH)
err = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)


class Commands(click.Group):
    """Turns the package's errors into messages and exit codes."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own type
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (UsageError, CourseError, DataError, RungError) as error:
            fail(str(error), USAGE)
        except ReleaseError as error:
            fail(str(error), FINDINGS)
        except AutograderError as error:
            fail(str(error), INTERNAL)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except KeyboardInterrupt:
            end_at_once_by_ctrl_c()
            fail("Interrupted.", INTERRUPTED)
        except Exception as error:  # noqa: BLE001 - the last line of defence, which must keep the exit code's promise
            # Only the places and the type: the message of an error may quote a submission.
            err.print(visible("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__), markup=False)
            fail(
                "This is a fault of the autograder, not of a submission. Please report it with the lines above.",
                INTERNAL,
            )


def fail(message: str, code: int) -> NoReturn:
    """Say what went wrong and end with that exit code."""
    err.print("error:", style="bold red", end=" ")
    err.print(visible(message), markup=False)
    sys.exit(code)


def show_notes(notes: Iterable[str]) -> None:
    """Print sentences that nobody may overlook, to standard error."""
    for note in notes:
        err.print("note:", style="bold yellow", end=" ")
        err.print(visible_line(note), markup=False)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "--course", "course_file", type=click.Path(path_type=Path), help="The course.yml to use (default: the nearest one)."
)
@click.pass_context
def main(context: click.Context, course_file: Path | None) -> None:
    """Release assignments, grade submissions and prove the graders of a course."""
    context.obj = course_file


def open_course(context: click.Context) -> tuple[Course, Path]:
    """Load the course: the given one, or the nearest upwards. Returns it with the path of its file."""
    path = (context.obj or find_course(Path.cwd())).resolve()
    return load_course(path), path


def progress_bar(what: str) -> Progress:
    """Make a progress bar on standard error, invisible where nobody watches."""
    return Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        disable=not err.is_terminal,
    )
