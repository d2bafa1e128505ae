"""Holding what grading found against what each specimen expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from autograder.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from autograder.model import QuestionResult, Result
    from autograder.specimens.model import Specimen

NO_FAULT: Final = frozenset({Outcome.PASSED, Outcome.SKIPPED})


@dataclass(frozen=True)
class Verdict:
    """What one specimen showed: nothing in `problems` means that it got its expected outcome."""

    specimen: Specimen
    result: Result
    problems: tuple[str, ...]


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


def _is_full(question: QuestionResult) -> bool:
    return question.score == question.points
