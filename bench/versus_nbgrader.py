"""Grades one class with ours and with nbgrader's own autograde, and prints both times and their ratio.

Ours grades the whole class by its command line, start-up included, with an empty model cache. nbgrader grades a few of
the same students: the same answers, checks and trainings. What it takes for each, without its start, is scaled to the
class, as nbgrader grades one after another.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from autograder.cli.app import FINDINGS, fail, out, progress_bar
from autograder.course.load import find_course, load_course
from autograder.errors import AutograderError
from autograder.specimens.model import Kind
from speed import machine
from speed.classroom import draw_class, student_names, write_class
from speed.command import grade, grade_command, rung_option
from speed.course_copy import copy_course
from speed.nbgrader_course import NbgraderCourse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from autograder.course.schema import Course
    from autograder.model import Result
    from autograder.sandbox.rung import Rung
    from speed.classroom import HandedIn
    from speed.command import Run

    Scores = Mapping[tuple[str, str], Mapping[str, tuple[float, float]]]
    """By assignment and student: the score and the points of each question."""


@dataclass(frozen=True)
class Nbgrader:
    """What nbgrader took for each assignment, of which `start_seconds` were its start, and its scores."""

    students: int
    start_seconds: float
    seconds: Mapping[str, float]
    scores: Scores

    def scaled(self, students: int) -> float:
        """Give the seconds for a class, counting one start for each assignment."""
        work = sum(taken - self.start_seconds for taken in self.seconds.values())
        return len(self.seconds) * self.start_seconds + work * students / self.students


@dataclass(frozen=True)
class Comparison:
    """Both systems on one class."""

    students: int
    jobs: int
    rung: str
    ours: Run
    nbgrader: Nbgrader
    questions: int
    agreeing: int

    @property
    def nbgrader_seconds(self) -> float:
        """What nbgrader would take for the class."""
        return self.nbgrader.scaled(self.students)

    @property
    def ratio(self) -> float:
        """How many times as long nbgrader takes."""
        return self.nbgrader_seconds / self.ours.seconds


@click.command()
@click.option("--students", type=click.IntRange(1), default=300, show_default=True, help="The size of the class.")
@click.option(
    "--nbgrader-students", type=click.IntRange(1), default=5, show_default=True, help="How many nbgrader grades."
)
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Our grading processes.")
@click.option("--assignment", "slugs", metavar="SLUG", multiple=True, help="Only this assignment (default: all).")
@click.option("--bare", is_flag=True, help="Take visible checks and experiments out of nbgrader's notebooks.")
@rung_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def main(
    *,
    students: int,
    nbgrader_students: int,
    jobs: int,
    slugs: Sequence[str],
    bare: bool,
    rung: Rung | None,
    as_json: bool,
) -> None:
    """Grade one class with ours and with nbgrader."""
    try:
        original = find_course(Path.cwd()).resolve()
        course = load_course(original)
        slugs = slugs or [assignment.slug for assignment in course.assignments]
        few = min(nbgrader_students, students)
        compared = _compare(course, original, slugs, students=students, few=few, jobs=jobs, bare=bare, rung=rung)
    except AutograderError as error:
        fail(str(error), FINDINGS)
    if as_json:
        out.print(json.dumps(_document(compared), indent=1), markup=False)
        return
    out.print(_table(compared))
    out.print(f"Throughput: {compared.ratio:.1f} times nbgrader's.")
    out.print(f"Our first result was there after {compared.ours.first_seconds:.1f} s.")
    out.print(
        f"Of the {compared.questions} questions that nbgrader graded, {compared.agreeing} have the same score in both."
    )
    out.print(", ".join(f"{name}: {fact}" for name, fact in machine.facts().items()), markup=False)


def _compare(
    course: Course,
    original: Path,
    slugs: Sequence[str],
    *,
    students: int,
    few: int,
    jobs: int,
    bare: bool,
    rung: Rung | None,
) -> Comparison:
    with tempfile.TemporaryDirectory(prefix="bench-") as name, progress_bar("Steps") as progress:
        task = progress.add_task("", total=2 + 2 * len(slugs))
        folder, root = Path(name), original.parent
        course_file = copy_course(course, original, folder / "course", models=False)
        handed_in = draw_class(course, root, slugs, students)
        write_class(course, root, handed_in, folder / "submitted")
        progress.advance(task)
        ours = grade(
            grade_command(course_file, folder / "submitted", folder / "graded", jobs=jobs, rung=rung), folder / "graded"
        )
        progress.advance(task)
        names = student_names(few)
        sampled = [one for one in handed_in if one.student in names]
        courses = NbgraderCourse(course, root, folder / "nbgrader", bare=bare)
        theirs = _nbgrader(courses, sampled, slugs, tell=lambda: progress.advance(task))
    scores = _scores(ours.results)
    _require_real(theirs.scores, sampled)
    pairs = [
        (scores[who].get(question), score) for who, found in theirs.scores.items() for question, score in found.items()
    ]
    agreeing = sum(one is not None and abs(one[0] - other[0]) < 1e-9 for one, other in pairs)  # noqa: PLR2004 - rounding
    rungs = "/".join(sorted({result.sandbox_rung for result in ours.results}))
    return Comparison(students, jobs, rungs, ours, theirs, len(pairs), agreeing)


def _nbgrader(
    theirs: NbgraderCourse, handed_in: Sequence[HandedIn], slugs: Sequence[str], *, tell: Callable[[], None]
) -> Nbgrader:
    seconds = {}
    for slug in slugs:
        theirs.release(slug)
        theirs.submit([one for one in handed_in if one.specimen.slug == slug], slug)
        tell()
    start = min(theirs.start_seconds() for _ in range(2))
    for slug in slugs:
        seconds[slug] = theirs.autograde(slug)
        tell()
    scores = {(one.specimen.slug, one.student): theirs.scores(one.specimen.slug, one.student) for one in handed_in}
    return Nbgrader(len(handed_in) // len(slugs), start, seconds, scores)


def _scores(results: Sequence[Result]) -> Scores:
    return {
        (result.assignment, result.student): {
            question.id: (float(question.score), float(question.points))
            for question in result.questions
            if question.score is not None
        }
        for result in results
    }


def _require_real(scores: Scores, handed_in: Sequence[HandedIn]) -> None:
    """See that nbgrader did grade: its scores for right answers are full; raises AutograderError otherwise."""
    for one in handed_in:
        found = scores[one.specimen.slug, one.student]
        lost = [question for question, (score, points) in found.items() if score < points]
        if not found or (one.specimen.kind is Kind.RIGHT and lost):
            what = ", ".join(lost) or "everything"
            raise AutograderError(f"nbgrader took points off the right answer {one.specimen.name}: {what}.")


def _table(compared: Comparison) -> Table:
    few = compared.nbgrader.students
    submissions = compared.students * len(compared.nbgrader.seconds)
    table = Table(title=f"{compared.students} students, {len(compared.nbgrader.seconds)} assignments")
    table.add_column("graded by")
    for heading in ("seconds", "students a second", "seconds a submission"):
        table.add_column(heading, justify="right")
    ours = f"ours, {compared.jobs} jobs, rung {compared.rung}, empty model cache"
    theirs = f"nbgrader, scaled from {few} students"
    for name, seconds in ((ours, compared.ours.seconds), (theirs, compared.nbgrader_seconds)):
        table.add_row(name, f"{seconds:.1f}", f"{compared.students / seconds:.3f}", f"{seconds / submissions:.3f}")
    return table


def _document(compared: Comparison) -> dict[str, object]:
    theirs = compared.nbgrader
    return {
        "machine": machine.facts(),
        "students": compared.students,
        "assignments": list(theirs.seconds),
        "ours": {
            "jobs": compared.jobs,
            "rung": compared.rung,
            "seconds": compared.ours.seconds,
            "first_result_seconds": compared.ours.first_seconds,
        },
        "nbgrader": {
            "students": theirs.students,
            "start_seconds": theirs.start_seconds,
            "seconds": dict(theirs.seconds),
            "scaled_seconds": compared.nbgrader_seconds,
        },
        "ratio": compared.ratio,
        "questions_compared": compared.questions,
        "questions_agreeing": compared.agreeing,
    }


if __name__ == "__main__":
    main()
