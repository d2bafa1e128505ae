"""Times `nbgrader autograde` with our engine: what a submission takes once the models are trained.

A copy of the course is graded by nbgrader's own command: first one submission, for which all models are trained, then
a class. From the time of the class that of a command is taken which finds nothing to do; the start of the sandbox
counts. What remains is divided by the size of the class.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import click

from autograder.cli.app import fail, out
from autograder.course.load import find_course, load_course
from autograder.errors import AutograderError
from autograder.nbgrader_plugin.config import EXCHANGE
from autograder.release.derived import derive
from autograder.specimens.classroom import specimens_of
from autograder.specimens.model import Kind
from speed import machine
from speed.classroom import HandedIn, student_names, write_class
from speed.course_copy import copy_course

CONFIG: Final = "nbgrader_config.py"


@click.command(help=__doc__)
@click.option("--assignment", "slug", default="mnist", show_default=True, help="The assignment that is graded.")
@click.option("--submissions", default=30, show_default=True, help="Submissions of the class.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with what it was measured on.")
def main(*, slug: str, submissions: int, as_json: bool) -> None:
    """Measure and print."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            figures = _measure(Path(folder), slug, submissions)
    except AutograderError as error:
        fail(str(error), 1)
    if as_json:
        out.print(json.dumps({**figures, "machine": machine.facts()}, indent=1), markup=False)
    else:
        out.print(
            f"nbgrader autograde of {submissions} submissions of {slug}: {figures['seconds_each']:.2f} s each. "
            f"Besides, the command's start took {figures['start_seconds']:.1f} s, and the first submission, with all "
            f"trainings, {figures['first_seconds']:.1f} s.",
            markup=False,
        )


def _measure(folder: Path, slug: str, submissions: int) -> dict[str, Any]:
    course_file = find_course(Path.cwd()).resolve()
    course, root = load_course(course_file), folder / "course"
    copy_course(course, course_file, root, models=False)
    shutil.copy(course_file.with_name(CONFIG), root / CONFIG)
    derive(course, root, course.assignment(slug))
    right = [one for one in specimens_of(course, root, slug) if one.kind is Kind.RIGHT]
    names = student_names(submissions + 1)
    class_of = [HandedIn(name, right[index % len(right)]) for index, name in enumerate(names)]
    write_class(course, course_file.parent, class_of[:1], root / "submitted")
    _nbgrader(root, folder, "generate_assignment", slug, "--force")
    first = _nbgrader(root, folder, "autograde", slug)
    start = _nbgrader(root, folder, "autograde", slug)
    write_class(course, course_file.parent, class_of[1:], root / "submitted")
    seconds = _nbgrader(root, folder, "autograde", slug)
    graded = len(list(root.glob(f"autograded/*/{slug}/{slug}.ipynb")))
    if graded != submissions + 1:
        raise AutograderError(f"nbgrader graded {graded} of {submissions + 1} submissions.")
    return {
        "assignment": slug,
        "submissions": submissions,
        "seconds_each": (seconds - start) / submissions,
        "start_seconds": start,
        "first_seconds": first - start,
    }


def _nbgrader(root: Path, folder: Path, *arguments: str) -> float:
    """Run a command of nbgrader in the course's folder and give the seconds that it took."""
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": os.fspath(folder / "jupyter"),
        "IPYTHONDIR": os.fspath(folder / "ipython"),
        EXCHANGE: os.fspath(folder / "exchange"),
    }
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - nbgrader's own command
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AutograderError(f"`nbgrader {' '.join(arguments)}` ended with {done.returncode}:\n{done.stderr}")
    return time.monotonic() - began


if __name__ == "__main__":
    main()
