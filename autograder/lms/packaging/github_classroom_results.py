"""A result as GitHub Classroom's autograding reporter reads it: JSON in base64, with a test for each question."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from autograder.lms.packaging import sentences
from autograder.lms.packaging.shares import number, shares
from autograder.model import Outcome
from autograder.report.attention import unreadable
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from autograder.course.schema import Assignment
    from autograder.model import QuestionResult, Result

MOST_BYTES: Final = 90_000
"""The reporter gets the document in a variable, which holds 128 KiB on Linux, and base64 adds a third."""


def _test(name: str, status: str, score: int | float, message: str) -> dict[str, Any]:  # noqa: PYI041 - JSON tells them apart
    return {"name": name, "status": status, "score": score, "message": message, "test_code": "", "line_no": 0}


FAILED: Final[dict[str, Any]] = {
    "version": 1,
    "status": "error",
    "max_score": 0,
    "tests": [_test("Grading", "error", 0, sentences.FAILED)],
}
"""Without a maximum, the reporter sends no points."""


def document(result: Result, assignment: Assignment, longest: int = sentences.LONGEST) -> dict[str, Any]:
    """Write what the reporter shows and sends. Questions graded by hand count neither as tests nor as points."""
    possible = sum((question.points for question in assignment.questions if not question.manual), Fraction(0))
    if unreadable(result):
        tests = [_test("Reading the notebook", "fail", 0, sentences.of_submission(result, longest))]
    else:
        tests = [_of_question(question, longest) for question in result.questions if question.checks]
    passed = all(test["status"] == "pass" for test in tests)
    return {
        "version": 1,
        "status": "pass" if passed else "fail",
        "max_score": number(possible),
        "tests": tests,
    }


def _of_question(question: QuestionResult, longest: int) -> dict[str, Any]:
    lines = [
        f"{visible_line(check.title)}: {sentences.of_check(check, longest)}".strip()
        for check in question.checks
        if check.outcome not in (Outcome.PASSED, Outcome.SKIPPED)
    ]
    score = sum((share.score for share in shares(question)), Fraction(0))
    status = "pass" if question.outcome is Outcome.PASSED else "fail"
    return _test(visible_line(question.title), status, number(score), sentences.cut("\n".join(lines), 2 * longest))
