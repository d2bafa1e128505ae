"""Grading specimens, and holding what is found against what each one expects."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autograder import batch, intake
from autograder.errors import UsageError
from autograder.model import Outcome
from autograder.report import result_json
from autograder.sandbox.rung import STRONG
from autograder.specimens import classroom
from autograder.specimens.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from autograder.batch import Graded
    from autograder.course.schema import Course
    from autograder.model import QuestionResult, Result
    from autograder.sandbox.rung import Rung
    from autograder.specimens.model import Specimen

NO_FAULT: Final = frozenset({Outcome.PASSED, Outcome.SKIPPED})


@dataclass(frozen=True)
class Verdict:
    """What one specimen showed: nothing in `problems` means that it got its expected outcome."""

    specimen: Specimen
    result: Result
    problems: tuple[str, ...]


def verify(
    course: Course,
    course_file: Path,
    specimens: Sequence[Specimen],
    *,
    jobs: int,
    rung: Rung,
    tell: Callable[[Graded], None],
) -> list[Verdict]:
    """Grade specimens as a class of submissions and judge each result.

    Raises UsageError where a hostile specimen would be run on a rung that does not hold it.
    """
    require_strong(specimens, rung)
    with tempfile.TemporaryDirectory(prefix="autograder-verify-") as name:
        folder = Path(name)
        classroom.write_class(course, course_file.parent, specimens, folder / "submitted")
        entries = intake.discover([folder / "submitted"], course, None).entries
        graded = batch.run(course_file, entries, folder / "graded", jobs=jobs, rung=rung, tell=tell)
        results = {(r.student, r.assignment): r for r in (result_json.load(one.result_file) for one in graded)}
        return [judge(specimen, results[specimen.student, specimen.slug]) for specimen in specimens]


def require_strong(specimens: Iterable[Specimen], rung: Rung) -> None:
    """Raise UsageError where a hostile specimen is among these and the rung leaves files within its reach."""
    if rung not in STRONG and any(specimen.kind is Kind.HOSTILE for specimen in specimens):
        raise UsageError(
            f"Hostile specimens attack whatever they can reach, and on rung {rung} that is this machine. "
            f"Run them on one of the rungs {', '.join(STRONG)}, or leave them out."
        )


def covering(specimens: Iterable[Specimen]) -> list[Specimen]:
    """Choose all right answers, and mistakes that between them fail every check that any of them fails."""
    chosen, failed = [], set[str]()
    for specimen in sorted(specimens, key=lambda one: (-len(one.fails), one.name)):
        wanted = {f"{specimen.slug}/{check}" for check in specimen.fails}
        if not wanted or not wanted <= failed:
            chosen.append(specimen)
            failed |= wanted
    return chosen


def judge(specimen: Specimen, result: Result) -> Verdict:
    """Compare a specimen's result with what it expects."""
    return Verdict(specimen, result, tuple(_problems(specimen, result)))


def unproved(verdicts: Iterable[Verdict]) -> dict[str, tuple[str, ...]]:
    """The checks of each assignment that no mistake fails, so that nothing shows that they can fail."""
    checks: dict[str, set[str]] = {}
    failed: dict[str, set[str]] = {}
    for verdict in verdicts:
        slug = verdict.specimen.slug
        checks.setdefault(slug, set()).update(faults_and_passes(verdict.result))
        failed.setdefault(slug, set()).update(verdict.specimen.fails)
    return {slug: tuple(sorted(names - failed[slug])) for slug, names in checks.items()}


def faults_and_passes(result: Result) -> Mapping[str, Outcome]:
    """The outcome of every check of a result, by id."""
    return {check.id: check.outcome for question in result.questions for check in question.checks}


def _problems(specimen: Specimen, result: Result) -> Iterator[str]:
    if specimen.kind is Kind.HOSTILE:
        yield from _gains(specimen, result)
        return
    if not result.questions:
        yield f"was not graded: {result.reason}"
        return
    faults = {name: outcome for name, outcome in faults_and_passes(result).items() if outcome not in NO_FAULT}
    for name, outcome in faults.items():
        if name not in specimen.fails:
            yield f"{name} {outcome}, which is not expected"
        elif specimen.fails[name] is not outcome:
            yield f"{name} {outcome}, expected {specimen.fails[name]}"
    for name in specimen.fails:
        if name not in faults:
            yield f"{name} passed or was skipped, expected {specimen.fails[name]}"
    wrong = {name.partition(".")[0] for name in specimen.fails}
    for question in result.questions:
        if question.checks and question.id not in wrong and not _is_full(question):
            yield f"question {question.id} lost points"


def _gains(specimen: Specimen, result: Result) -> Iterator[str]:
    """What a hostile specimen got beyond what it answers honestly, or did to its own result."""
    if result.outcome is Outcome.INTERNAL_ERROR:
        yield "made grading itself fail"
    if not result.questions and not result.reason:
        yield "has a result without a reason"
    for question in result.questions:
        if question.id in specimen.attacked and question.score != 0:
            yield f"question {question.id} earned {question.score} points by an attack"
        if question.id in specimen.attacked and not any(check.message for check in question.checks):
            yield f"question {question.id} lost its points without a word"


def _is_full(question: QuestionResult) -> bool:
    return question.score == question.points
