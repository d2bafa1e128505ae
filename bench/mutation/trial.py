"""Grades mutants with the real engine, in notebooks that hold at most one mutant of each question and no other answer.

Questions share nothing but the worker, so a mutant is graded beside others as it is alone; where one of them ran out of
time or memory, all mutants of its notebook are graded again, each alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from autograder import atomic, batch, intake
from autograder.errors import AutograderError
from autograder.model import Outcome
from autograder.report import result_json
from autograder.specimens.model import Kind, OwnCell, Specimen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from autograder.course.schema import Course
    from autograder.model import Result
    from mutation.effects import Effect
    from mutation.mutator import Mutant
    from mutation.subject import Subject

USED_UP: Final = frozenset({Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY})
"""Outcomes of a check that may cost other questions of the same notebook something."""


@dataclass(frozen=True)
class Trial:
    """A mutant that differs from the solution, and whether it lost a point in its question."""

    mutant: Mutant
    effect: Effect
    killed: bool


@dataclass(frozen=True)
class Bench:
    """Where mutants of one assignment are graded: `folder` takes their notebooks and results."""

    course: Course
    course_file: Path
    subject: Subject
    folder: Path
    jobs: int

    def try_out(self, counting: Mapping[Mutant, Effect], tell: Callable[[], None] = lambda: None) -> tuple[Trial, ...]:
        """Grade mutants and say of each whether it lost a point; `tell` is called after each of `packed(counting)`.

        Raises AutograderError where grading failed by our own fault.
        """
        notebooks = packed([*counting])
        results = self._grade("together", notebooks, tell)
        disturbed = [
            (mutant,) for row, result in zip(notebooks, results, strict=True) if _used_up(result) for mutant in row
        ]
        verdicts = _verdicts(notebooks, results) | _verdicts(disturbed, self._grade("alone", disturbed, lambda: None))
        return tuple(Trial(mutant, effect, verdicts[mutant]) for mutant, effect in counting.items())

    def _grade(self, name: str, notebooks: Sequence[Sequence[Mutant]], tell: Callable[[], None]) -> list[Result]:
        if not notebooks:
            return []
        submitted, slug = self.folder / name / "submitted", self.subject.assignment.slug
        for number, row in enumerate(notebooks):
            cells = tuple(OwnCell(mutant.source, mutant.question) for mutant in row)
            specimen = Specimen(slug, Kind.MISTAKE, str(number), "", cells)
            atomic.write(submitted / _student(number) / slug / f"{slug}.ipynb", self.subject.stubs.build(specimen))
        entries = intake.discover([submitted], self.course, slug).entries
        jobs = min(self.jobs, len(entries))
        graded = batch.run(self.course_file, entries, self.folder / name / "graded", jobs=jobs, tell=lambda _: tell())
        results = {result.student: result for result in (result_json.load(one.result_file) for one in graded)}
        return [results[_student(number)] for number in range(len(notebooks))]


def packed(mutants: Sequence[Mutant]) -> list[tuple[Mutant, ...]]:
    """Distribute mutants over as few notebooks as hold no question twice."""
    by_question: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        by_question.setdefault(mutant.question, []).append(mutant)
    return [tuple(mutant for mutant in row if mutant is not None) for row in zip_longest(*by_question.values())]


def _student(number: int) -> str:
    return f"mutants-{number}"


def _used_up(result: Result) -> bool:
    return any(check.outcome in USED_UP for question in result.questions for check in question.checks)


def _verdicts(notebooks: Sequence[Sequence[Mutant]], results: Sequence[Result]) -> dict[Mutant, bool]:
    return {
        mutant: lost_a_point(result, mutant.question)
        for row, result in zip(notebooks, results, strict=True)
        for mutant in row
    }


def lost_a_point(result: Result, question: str) -> bool:
    """Whether a result has less than the full points of a question; our own faults are no answer."""
    verdict = next((one for one in result.questions if one.id == question), None)
    if verdict is None or verdict.outcome is Outcome.INTERNAL_ERROR or verdict.score is None:
        raise AutograderError(f"{result.student} was not graded: {result.reason or 'an internal error'}.")
    return verdict.score < verdict.points
