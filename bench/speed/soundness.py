"""Refusing to measure what did not work: a grader that fails is quick, and its times are worth nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import AutograderError
from autograder.model import Outcome
from autograder.report import result_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from autograder.model import Result


def load_sound(files: Iterable[Path]) -> tuple[Result, ...]:
    """Load results; raises AutograderError where there are none, or one is an internal error."""
    results = tuple(result_json.load(file) for file in files)
    if not results:
        raise AutograderError("Grading failed: there are no results.")
    for result in results:
        if result.outcome is Outcome.INTERNAL_ERROR:
            raise AutograderError(f"Grading failed: {_reason(result)}")
    return results


def _reason(result: Result) -> str:
    checks = (check for question in result.questions for check in question.checks)
    faults = [check for check in checks if check.outcome is Outcome.INTERNAL_ERROR]
    detail = f"{faults[0].id}: {faults[0].detail}" if faults else result.reason
    return f"{result.assignment} of {result.student}: {detail}"
