"""Changes the solutions in small ways and sees that each change costs points.

A mutant counts where it gives other values than the solution somewhere in the graded domain. Exits with 1 where more
than one in a hundred of these keeps all points of its question; those that differ by failing only may not hide others.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from autograder.cli.app import FINDINGS, USAGE, fail, out, progress_bar
from autograder.cli.grading import usable_cores
from autograder.course.load import find_course, load_course
from autograder.errors import AutograderError
from mutation.domain import calls_for
from mutation.equivalence import effects_of
from mutation.mutator import mutants_of
from mutation.subject import subject_of
from mutation.tally import Tally, rate, survivors, table
from mutation.trial import Bench, packed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.course.schema import Course
    from mutation.effects import Effect
    from mutation.mutator import Mutant
    from mutation.subject import Subject

ENOUGH: Final = 0.99
SEED: Final = 2


@click.command()
@click.option("--assignment", "slugs", metavar="SLUG", multiple=True, help="Only this assignment.")
@click.option("--question", "questions", metavar="ID", multiple=True, help="Only this question.")
@click.option("--jobs", type=click.IntRange(1), help="Grading processes (default: one for each core).")
@click.option("--limit", type=click.IntRange(1), help="Only so many mutants of each assignment, drawn by a fixed seed.")
def main(*, slugs: Sequence[str], questions: Sequence[str], jobs: int | None, limit: int | None) -> None:
    """Change the solutions in small ways and see that each change costs points in its question."""
    began = time.monotonic()
    try:
        course_file = find_course(Path.cwd()).resolve()
        course = load_course(course_file)
        known = [assignment.slug for assignment in course.assignments]
        tallies = []
        for slug in slugs or known:
            if slug not in known:
                fail(f"There is no assignment {slug!r}. There are: {', '.join(known)}.", USAGE)
            subject = subject_of(course, course_file.parent, slug)
            mutants = _mutants(subject, questions, limit)
            if mutants:
                tallies += _tallies(course, course_file, subject, mutants, jobs or usable_cores())
    except AutograderError as error:
        fail(str(error), FINDINGS)
    if not tallies:
        fail(f"No question is named {' or '.join(questions)}, or none that has a solution cell.", USAGE)
    _conclude(tallies, time.monotonic() - began)


def _mutants(subject: Subject, questions: Sequence[str], limit: int | None) -> Mapping[str, Sequence[Mutant]]:
    """Make the mutants of the chosen questions, or a sample of them, by question."""
    made = [
        mutant
        for question, source in subject.solved.items()
        if not questions or question in questions
        for mutant in mutants_of(question, source)
    ]
    if limit is not None and limit < len(made):
        made = random.Random(SEED).sample(made, limit)  # noqa: S311 - no secret
    by_question: dict[str, list[Mutant]] = {}
    for mutant in sorted(made, key=lambda one: [*subject.solved].index(one.question)):
        by_question.setdefault(mutant.question, []).append(mutant)
    return by_question


def _tallies(
    course: Course, course_file: Path, subject: Subject, mutants: Mapping[str, Sequence[Mutant]], jobs: int
) -> list[Tally]:
    """Find which mutants differ, and grade those."""
    counting = _differing(course, subject, mutants)
    slug = subject.assignment.slug
    with tempfile.TemporaryDirectory(prefix="mutation-") as name, progress_bar(f"Grading {slug}") as progress:
        task = progress.add_task("", total=len(packed([*counting])))
        bench = Bench(course, course_file, subject, Path(name), jobs)
        trials = bench.try_out(counting, lambda: progress.advance(task))
    return [
        Tally(slug, question, len(made), tuple(trial for trial in trials if trial.mutant.question == question))
        for question, made in mutants.items()
    ]


def _differing(course: Course, subject: Subject, mutants: Mapping[str, Sequence[Mutant]]) -> dict[Mutant, Effect]:
    assignment = subject.assignment
    questions = {question.id: question for question in assignment.questions}
    found: dict[Mutant, Effect] = {}
    with progress_bar(f"Comparing {assignment.slug}") as progress:
        task = progress.add_task("", total=sum(map(len, mutants.values())))
        for question, made in mutants.items():
            effects = effects_of(
                subject.solved[question],
                made,
                calls_for(questions[question]),
                given=subject.given,
                limits=course.limits_for(assignment),
                tell=lambda: progress.advance(task),
            )
            found |= {mutant: effect for mutant, effect in zip(made, effects, strict=True) if effect is not None}
    return found


def _conclude(tallies: Sequence[Tally], seconds: float) -> None:
    """Show what came out, and exit with 1 where too many mutants survived."""
    out.print(table(tallies))
    for text in survivors(tallies):
        out.print(text)
    every, strict = rate(tallies), rate(tallies, failing=False)
    out.print(
        f"{every:.2%} of the mutants that differ lost a point, {strict:.2%} of those that return other values; "
        f"{ENOUGH:.0%} are asked for. {seconds:.0f} s."
    )
    if min(every, strict) < ENOUGH:
        sys.exit(FINDINGS)


if __name__ == "__main__":
    main()
