"""A result as Gradescope's `results.json`: one test for each check, with the points that it is worth."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from autograder.lms.packaging import sentences
from autograder.lms.packaging.shares import number, shares
from autograder.model import Outcome
from autograder.report.number_format import rounded
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from autograder.lms.packaging.settings import Settings
    from autograder.lms.packaging.shares import Share
    from autograder.model import CheckResult, QuestionResult, Result

FAILED: Final[dict[str, Any]] = {
    "output": sentences.FAILED,
    "output_format": "text",
    "visibility": "visible",
    "stdout_visibility": "hidden",
}
"""Neither a score nor tests: a document that has them would record a score, and here there is none."""


def document(result: Result, settings: Settings) -> dict[str, Any]:
    """Write what Gradescope shows and records.

    The score is what the tests add up to, less what lateness costs. Gradescope adds to it what people give for
    questions graded by hand, which are no tests therefore.
    """
    tests: list[dict[str, Any]] = []
    earned = Fraction(0)
    for place, question in enumerate(result.questions, start=1):
        divided = shares(question)
        earned += sum((share.score for share in divided), Fraction(0))
        tests += [
            _test(question, check, share, f"{place}.{index}", settings)
            for index, (check, share) in enumerate(zip(question.checks, divided, strict=True), start=1)
        ]
    score = max(earned - rounded(result.penalty), Fraction(0))
    return {
        "score": number(score),
        "execution_time": result.duration_seconds,
        "output": sentences.of_submission(result),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {
            "outcome": result.outcome.value,
            "sandbox_rung": result.sandbox_rung,
            "grader_version": result.grader_version,
            "grading_digest": result.grading_digest,
            "submission_digest": result.submission_digest,
            "secret_fingerprint": result.secret_fingerprint,
        },
    }


def _test(question: QuestionResult, check: CheckResult, share: Share, place: str, settings: Settings) -> dict[str, Any]:
    return {
        "name": visible_line(check.title),
        "name_format": "text",
        "number": place,
        "status": "passed" if check.outcome is Outcome.PASSED else "failed",
        "score": number(share.score),
        "max_score": number(share.points),
        "output": sentences.of_check(check),
        "output_format": "text",
        "tags": [question.id],
        "visibility": settings.of_question(question.id),
        "extra_data": {"check": check.id, "outcome": check.outcome.value},
    }
