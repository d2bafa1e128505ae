"""A result as PrairieLearn's `results.json`: a share of the points that checks can give, and their tests."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from autograder.lms.packaging import sentences
from autograder.lms.packaging.shares import number, shares
from autograder.report.attention import unreadable
from autograder.report.number_format import shown
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from autograder.lms.packaging.shares import Share
    from autograder.model import CheckResult, QuestionResult, Result

MOST_BYTES: Final = 1_000_000

FAILED: Final[dict[str, Any]] = {
    "gradable": False,
    "message": sentences.FAILED,
    "format_errors": [sentences.FAILED],
}
"""What is not gradable costs neither points nor an attempt."""


def document(result: Result, longest: int = sentences.LONGEST) -> dict[str, Any]:
    """Write what PrairieLearn shows and records; a submission that can't be read is not gradable.

    Questions graded by hand are left out of the score, as PrairieLearn keeps manual points apart.
    """
    told = sentences.of_submission(result, longest)
    if unreadable(result):
        return {"gradable": False, "message": told, "format_errors": [told]}
    tests: list[dict[str, Any]] = []
    earned = possible = Fraction(0)
    for question in result.questions:
        for check, share in zip(question.checks, shares(question), strict=True):
            earned, possible = earned + share.score, possible + share.points
            tests.append(_test(question, check, share, longest))
    return {
        "gradable": True,
        "score": float(earned / possible),
        "message": f"{shown(earned, possible)} of the {sentences.points(possible)} that checks can give.",
        "output": told,
        "images": [],
        "tests": tests,
    }


def _test(question: QuestionResult, check: CheckResult, share: Share, longest: int) -> dict[str, Any]:
    return {
        "name": visible_line(question.title),
        "description": visible_line(check.title),
        "points": number(share.score),
        "max_points": number(share.points),
        "message": sentences.of_check(check, longest),
        "output": "",
    }
