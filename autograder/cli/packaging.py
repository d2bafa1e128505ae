"""The commands for other systems: package, and answer, which runs inside a package."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from autograder.cli.app import INTERNAL, err, main, open_course, out
from autograder.course.choice import assignment_of
from autograder.course.load import COURSE_FILE, find_course
from autograder.errors import UsageError
from autograder.report.text_safety import visible_line
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.lms.packaging.members import Member
    from autograder.model import Result

OWNER_ONLY: Final = 0o077
CONFIDENTIAL: Final = (
    "It is confidential: it holds hidden checks and the secret from which hidden inputs are drawn. Never give it to "
    "students."
)

out_file = click.option(
    "--out", "file", type=click.Path(path_type=Path), help="The zip to write (default: build/SLUG-SYSTEM.zip)."
)
base_folder = click.option(
    "--base",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="The folder that the system lays out.",
)


@main.group()
def package() -> None:
    """Make a package of one assignment's grader that another system runs."""


@package.command("gradescope")
@click.argument("slug")
@out_file
@click.option(
    "--visibility",
    "visibilities",
    multiple=True,
    metavar="[QUESTION=]WHEN",
    help="When students see all checks, or those of a question: visible, after_due_date, after_published or hidden.",
)
@click.option(
    "--late-policy", is_flag=True, help="Apply the course's late policy, where Gradescope itself applies none."
)
@click.pass_context
def package_gradescope(
    context: click.Context, *, slug: str, file: Path | None, visibilities: Sequence[str], late_policy: bool
) -> None:
    """Make the zip that is uploaded as the autograder of a Gradescope programming assignment."""
    from autograder.lms.packaging import gradescope, settings  # noqa: PLC0415 - keeps `--help` quick

    course, path = open_course(context)
    assignment = assignment_of(course, slug)
    chosen = settings.parsed(visibilities, assignment, late_policy=late_policy)
    file = _written(file, slug, "gradescope", gradescope.package(path, course, assignment, chosen))
    out.print(f"Upload {os.path.relpath(file)} as the autograder of a programming assignment.", markup=False)
    out.print(CONFIDENTIAL)
    if "hidden" in {chosen.visibility, *chosen.questions.values()}:
        out.print("Checks that are hidden make Gradescope hide each student's total as well.")


@package.command("prairielearn")
@click.argument("slug")
@out_file
@click.option(
    "--image", help="The name under which PrairieLearn finds the image (default: activation-autograder:VERSION)."
)
@click.pass_context
def package_prairielearn(context: click.Context, *, slug: str, file: Path | None, image: str | None) -> None:
    """Make a zip with a question for PrairieLearn's external grading, its grader, and the recipe of an image."""
    from autograder.lms.packaging import prairielearn  # noqa: PLC0415 - keeps `--help` quick

    course, path = open_course(context)
    assignment = assignment_of(course, slug)
    members = prairielearn.package(path, course, assignment, image or prairielearn.IMAGE)
    file = _written(file, slug, "prairielearn", members)
    out.print(f"Unpack {os.path.relpath(file)} and do what its README.md says.", markup=False)
    out.print(CONFIDENTIAL)


@package.command("github-classroom")
@click.argument("slug")
@out_file
@click.pass_context
def package_github_classroom(context: click.Context, *, slug: str, file: Path | None) -> None:
    """Make a zip with a template repository for students and a private one for the grader."""
    from autograder.lms.packaging import github_classroom  # noqa: PLC0415 - keeps `--help` quick

    course, path = open_course(context)
    members = github_classroom.package(path, course, assignment_of(course, slug))
    file = _written(file, slug, "github-classroom", members)
    out.print(f"Unpack {os.path.relpath(file)} and do what its README.md says.", markup=False)
    out.print(CONFIDENTIAL)
    out.print(
        "Students who change their workflow can read it all the same, so its secret is not the course's own. For the "
        "grades that count, use `autograder grade`."
    )


@main.group(hidden=True)
def answer() -> None:
    """Grade what another system hands over, and answer in its format: runs inside a package."""


@answer.command("gradescope")
@click.argument("slug")
@base_folder
@click.pass_context
def answer_gradescope(context: click.Context, *, slug: str, base: Path) -> None:
    """Grade BASE/submission and write BASE/results/results.json."""
    from autograder.lms.packaging import gradescope  # noqa: PLC0415 - keeps `--help` quick

    base = base.resolve()
    _conclude(gradescope.answer_gradescope(_packaged_course(context, base / "source"), slug, base))


@answer.command("prairielearn")
@click.argument("slug")
@base_folder
@click.pass_context
def answer_prairielearn(context: click.Context, *, slug: str, base: Path) -> None:
    """Grade BASE/student and write BASE/results/results.json."""
    from autograder.lms.packaging import prairielearn  # noqa: PLC0415 - keeps `--help` quick

    base = base.resolve()
    usual = base / "serverFilesCourse" / prairielearn.folder_of(slug)
    _conclude(prairielearn.answer_prairielearn(_packaged_course(context, usual), slug, base))


@answer.command("github-classroom")
@click.argument("slug")
@base_folder
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="GITHUB_OUTPUT",
    required=True,
    help="The file that takes the outputs of a step (default: the one that GITHUB_OUTPUT names).",
)
@click.pass_context
def answer_github_classroom(context: click.Context, *, slug: str, base: Path, output: Path) -> None:
    """Grade BASE/submission and set the output `result` of the workflow's step."""
    from autograder.lms.packaging import github_classroom  # noqa: PLC0415 - keeps `--help` quick

    base = base.resolve()
    course_file = _packaged_course(context, base / "grader")
    _conclude(github_classroom.answer_github_classroom(course_file, slug, base, output.resolve()))


def _packaged_course(context: click.Context, usual: Path) -> Path:
    """Find the course file: the one that was named, that of the package at its usual place, or the nearest."""
    given: Path | None = context.obj
    if given is None and (usual / COURSE_FILE).is_file():
        given = usual / COURSE_FILE
    return (given or find_course(Path.cwd())).resolve()


def _conclude(result: Result) -> None:
    """Say how it went, in a line that names nobody; ends the process where grading itself failed."""
    from autograder.report.attention import attention_reason, has_internal_error  # noqa: PLC0415 - see above

    if has_internal_error(result):
        err.print(visible_line(attention_reason(result)), markup=False)
        err.print("`autograder grade` on the same notebook writes the whole account.")
        sys.exit(INTERNAL)
    checks = sum(len(question.checks) for question in result.questions)
    out.print(f"{result.outcome}: {quantity(checks, 'check')} on rung {result.sandbox_rung}.", markup=False)


def _written(file: Path | None, slug: str, system: str, members: Sequence[Member]) -> Path:
    """Write the zip, for its owner's eyes only; raises UsageError where it can't be written."""
    from autograder import atomic  # noqa: PLC0415 - see above
    from autograder.lms.packaging.members import zipped  # noqa: PLC0415 - likewise

    file = file or Path("build") / f"{slug}-{system}.zip"
    try:
        with _private():
            atomic.write(file, zipped(members))
    except OSError as error:
        raise UsageError(f"{file} can't be written ({error.strerror}). Choose another place by --out.") from error
    return file


@contextmanager
def _private() -> Iterator[None]:
    before = os.umask(OWNER_ONLY)
    try:
        yield
    finally:
        os.umask(before)
