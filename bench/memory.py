"""Grades many submissions by the command line and samples what its processes use meanwhile.

Shown are the proportional set size of the whole process tree (memory that several processes share counts once in all),
the number of processes, the open files of the trusted ones, and temporary files: at 10 %, 50 % and 100 % of the
submissions (the median of the samples in the tenth before), the most at any moment, and what is left when the command
has ended.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.table import Table

from autograder.cli.app import FINDINGS, fail, out, progress_bar
from autograder.course.load import find_course, load_course
from autograder.errors import AutograderError
from autograder.specimens.classroom import specimens_of
from autograder.specimens.model import Kind
from speed import machine
from speed.classroom import HandedIn, draw_class, is_limited, student_names, write_class
from speed.command import grade_command, rung_option
from speed.course_copy import copy_course
from speed.process_tree import adopt_orphans, descendants, files_below, mounts, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autograder.course.schema import Course
    from autograder.sandbox.rung import Rung

INTERVAL_SECONDS: Final = 0.5
SHARES: Final = (0.1, 0.5, 1.0)
TENTH: Final = 0.1
SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - only counted
LEFT_SECONDS: Final = 1.0
"""How long after its end a command's last processes may still be on their way out."""


@dataclass(frozen=True)
class Moment:
    """What was in use at one moment, and how many results there were."""

    seconds: float
    done: int
    processes: int
    pss_bytes: int
    unreadable: int
    descriptors: int
    temporary_files: int


@click.command()
@click.option("--submissions", type=click.IntRange(1), default=2000, show_default=True, help="How many are graded.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Grading processes.")
@click.option(
    "--mnist-every",
    type=click.IntRange(2),
    default=10,
    show_default=True,
    help="One submission in so many is for the second assignment, whose workers need TensorFlow.",
)
@rung_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with all samples, instead of a table.")
def main(*, submissions: int, jobs: int, mnist_every: int, rung: Rung | None, as_json: bool) -> None:
    """Watch memory, processes and files while many submissions are graded in one run."""
    try:
        moments, left = _watch(submissions, jobs, mnist_every, rung)
    except AutograderError as error:
        fail(str(error), FINDINGS)
    if as_json:
        document = {"machine": machine.facts(), "moments": [asdict(one) for one in moments], "left": left}
        out.print(json.dumps(document, indent=1), markup=False)
    else:
        out.print(_table(moments, submissions, jobs))
        out.print("Left afterwards: " + ", ".join(f"{number} {what}" for what, number in left.items()) + ".")


def _watch(submissions: int, jobs: int, every: int, rung: Rung | None) -> tuple[list[Moment], dict[str, int]]:
    original = find_course(Path.cwd()).resolve()
    course = load_course(original)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        course_file = copy_course(course, original, folder / "course", models=True)
        handed_in = _many(course, original.parent, submissions, every)
        write_class(course, original.parent, handed_in, folder / "submitted")
        temporary, graded = folder / "temporary", folder / "graded"
        temporary.mkdir()
        command = grade_command(course_file, folder / "submitted", graded, jobs=jobs, rung=rung)
        before = _surroundings(temporary)
        with progress_bar("Grading") as progress:
            task = progress.add_task("", total=submissions)
            moments = _run(command, graded, temporary, lambda done: progress.update(task, completed=done))
        time.sleep(LEFT_SECONDS)
        after = _surroundings(temporary)
        return moments, {what: after[what] - before[what] for what in after}


def _many(course: Course, root: Path, submissions: int, every: int) -> list[HandedIn]:
    """Cycle through the specimens; those of the assignment that needs TensorFlow come up seldom."""
    cheap, dear = (assignment.slug for assignment in course.assignments[:2])
    few = submissions // every
    names = student_names(submissions)
    right = [one for one in specimens_of(course, root, cheap) if one.kind is Kind.RIGHT and not is_limited(one)]
    cheap_ones = [HandedIn(*pair) for pair in zip(names[few:], islice(cycle(right), submissions - few), strict=True)]
    return [*(draw_class(course, root, [dear], few) if few else ()), *cheap_ones]


def _surroundings(temporary: Path) -> dict[str, int]:
    return {
        "processes": len(descendants(os.getpid())),
        "temporary files": files_below(temporary),
        "files in shared memory": files_below(SHARED_MEMORY),
        "mounts": mounts(),
    }


def _run(command: Sequence[str], graded: Path, temporary: Path, tell: Callable[[int], None]) -> list[Moment]:
    """Run the command, taking a sample twice a second; raises AutograderError where it fails."""
    adopt_orphans()
    environment = {**os.environ, "TMPDIR": os.fspath(temporary)}
    moments: list[Moment] = []
    began = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        while process.poll() is None:
            found = sample(descendants(os.getpid()))
            done = sum(1 for _ in graded.glob("*/*/result.json"))
            seconds = round(time.monotonic() - began, 2)
            moments.append(Moment(seconds, done, **vars(found), temporary_files=files_below(temporary)))
            tell(done)
            time.sleep(INTERVAL_SECONDS)
        if process.returncode not in {0, FINDINGS}:
            errors.seek(0)
            raise AutograderError(f"`autograder grade` ended with {process.returncode}:\n{errors.read().decode()}")
    return moments


def _table(moments: Sequence[Moment], submissions: int, jobs: int) -> Table:
    table = Table(title=f"{submissions} submissions, {jobs} jobs, {moments[-1].seconds:.0f} s")
    table.add_column("at")
    for heading in ("s", "PSS MB", "processes", "trusted processes' open files", "temporary files"):
        table.add_column(heading, justify="right")
    for share in SHARES:
        reached = next((one for one in moments if one.done >= share * submissions), moments[-1])
        window = [one for one in moments if (share - TENTH) * submissions < one.done <= share * submissions]
        typical = _combined(window or [reached], statistics.median_low)
        table.add_row(f"{share:.0%}", f"{reached.seconds:.0f}", *_numbers(typical))
    most = _combined(moments, max)
    table.add_row("most at any moment", "", *_numbers(most))
    if most.unreadable:
        table.caption = f"The memory of up to {most.unreadable} processes could not be read and is missing."
    return table


def _combined(moments: Sequence[Moment], combine: Callable[[list[Any]], Any]) -> Moment:
    """Combine moments number by number."""
    rows = [asdict(one) for one in moments]
    return Moment(**{key: combine([row[key] for row in rows]) for key in rows[0]})


def _numbers(moment: Moment) -> tuple[str, ...]:
    counts = (moment.processes, moment.descriptors, moment.temporary_files)
    return (f"{moment.pss_bytes / 2**20:.0f}", *map(str, counts))


if __name__ == "__main__":
    main()
