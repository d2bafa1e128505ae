"""What a student reads in another system: of a whole submission and of each check, as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autograder.model import Outcome
from autograder.report.attention import unreadable, waiting
from autograder.report.number_format import shown
from autograder.report.text_safety import visible
from autograder.report.wording import STUDENT

if TYPE_CHECKING:
    from fractions import Fraction

    from autograder.model import CheckResult, Result

FAILED: Final = (
    "Grading this submission failed. That is our fault, not yours: it costs you nothing, and no score was recorded. "
    "Tell your instructor, who can have it graded again."
)
LONGEST: Final = 2_000
MOST_NOTES: Final = 40


def of_check(check: CheckResult, longest: int = LONGEST) -> str:
    """Say how a check came out: its message and its hint, and what kind of failure it was where that tells more."""
    lines = []
    if check.outcome not in (Outcome.PASSED, Outcome.FAILED):
        lines.append(f"{STUDENT[check.outcome].text.capitalize()}.")
    if check.message:
        lines.append(check.message)
    if check.hint:
        lines.append(f"Hint: {check.hint}")
    return cut(visible("\n".join(lines)), longest)


def of_submission(result: Result, longest: int = LONGEST) -> str:
    """Say what no single check says: why nothing was graded, what waits for a person, what was noticed on the way."""
    if unreadable(result):
        return cut(visible(f"This submission could not be graded. {result.reason}"), longest)
    lines = [result.reason] if result.reason else []
    if result.penalty:
        lines.append(f"{shown(result.penalty)} of {shown(result.score)} points were taken off for lateness.")
    lines += [
        f"{question.title} ({points(question.points)}) is graded by your instructor." for question in waiting(result)
    ]
    lines += [
        f"{question.title} ({points(question.points)}) has no answer yet."
        for question in result.questions
        if question.outcome is Outcome.NOT_ATTEMPTED and not question.checks
    ]
    lines += result.notes[:MOST_NOTES]
    return cut(visible("\n".join(lines)), longest)


def points(value: Fraction) -> str:
    """Write a number of points."""
    return f"{shown(value)} point" if value == 1 else f"{shown(value)} points"


def cut(text: str, longest: int) -> str:
    """Shorten a text, visibly."""
    return text if len(text) <= longest else text[: max(longest - 1, 0)] + "\N{HORIZONTAL ELLIPSIS}"
