"""Shows a regrade diff: as lines for the terminal, and as plain data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from autograder.model import Outcome
from autograder.report.attention import has_internal_error
from autograder.report.number_format import shown
from autograder.report.regrade_diff import Cause
from autograder.report.text_safety import visible_line
from autograder.report.wording import STAFF, quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.model import Result
    from autograder.report.regrade_diff import Change, CheckChange, Figures, QuestionChange

MOST_CHANGES: Final = 40
MOST_CHECKS: Final = 8
"""Of one submission: who needs all of them reads the JSON."""

CAUSES: Final = {
    Cause.GRADERS: "graders changed",
    Cause.SUBMISSION: "submission changed",
    Cause.BOTH: "graders and submission changed",
    Cause.NEITHER: "graded again",
}
ARROW: Final = "->"


def lines(changes: Sequence[Change]) -> list[str]:
    """Write the changes in their order, each on a line of its own with its questions and checks below it."""
    written = [line for change in changes[:MOST_CHANGES] for line in _change(change)]
    left = len(changes) - MOST_CHANGES
    if left > 0:
        written.append(f"  and {quantity(left, 'more changed result')}, none of them by more")
    return written


def document(change: Change) -> dict[str, Any]:
    """Return a change as plain JSON data; null stands for what is not there."""
    before, after = change.before, change.after
    return {
        "student": after.student,
        "assignment": after.assignment,
        "attempt": after.attempt,
        "cause": change.cause.value,
        "internal_error": change.by_fault,
        "outcome": {"before": before.outcome.value, "after": after.outcome.value},
        **{
            name: {"before": float(getattr(before, name)), "after": float(getattr(after, name))}
            for name in ("score", "points", "penalty", "grade")
        },
        "questions": [_question_document(question) for question in change.questions],
        "checks": [
            {"question": check.question, "check": check.check, "before": check.before, "after": check.after}
            for check in change.checks
        ],
    }


def _question_document(change: QuestionChange) -> dict[str, Any]:
    return {
        "question": change.question,
        "before": _figures_document(change.before),
        "after": _figures_document(change.after),
    }


def _figures_document(figures: Figures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    score = None if figures.score is None else float(figures.score)
    return {"outcome": figures.outcome.value, "score": score, "points": float(figures.points)}


def _change(change: Change) -> list[str]:
    before, after = change.before, change.after
    who = visible_line(f"{after.student}, {after.assignment}")
    # What is skipped follows from what failed before it.
    checks = sorted(change.checks, key=lambda check: Outcome.SKIPPED in (check.before, check.after))
    details = [*map(_check, checks), *_questions(change)]
    if len(details) > MOST_CHECKS:
        details[MOST_CHECKS:] = [f"and {len(details) - MOST_CHECKS} more"]
    return [
        f"  {who}: {_scores(before, after)} ({CAUSES[change.cause]})",
        *(f"      {visible_line(detail)}" for detail in details),
    ]


def _scores(before: Result, after: Result) -> str:
    """Write the score before and after; a fault of ours has none, and is said."""
    old, new = (_score(one) for one in (before, after))
    text = f"{old} {ARROW} {new}" if old != new else f"{new}, as before"
    if (before.penalty or after.penalty) and not (has_internal_error(before) or has_internal_error(after)):
        text += f", after lateness {shown(before.grade, before.points)} {ARROW} {shown(after.grade, after.points)}"
    return text


def _score(result: Result) -> str:
    if has_internal_error(result):
        return STAFF[Outcome.INTERNAL_ERROR].text
    if not result.questions:
        return "unreadable"
    return f"{shown(result.score, result.points)} / {shown(result.points)}"


def _check(change: CheckChange) -> str:
    before, after = (outcome and STAFF[outcome].text for outcome in (change.before, change.after))
    if after is None:
        return f"{change.check}: removed (was: {before})"
    if before is None:
        return f"{change.check}: added ({after})"
    return f"{change.check}: {before} {ARROW} {after}"


def _questions(change: Change) -> list[str]:
    """Tell of questions whose checks do not tell it: graded by hand, worth other points, added or removed."""
    told = {check.question for check in change.checks}
    written = []
    for question in change.questions:
        old, new = question.before, question.after
        if new is None or old is None:
            written.append(f"{question.question}: the question was {'removed' if new is None else 'added'}")
        elif question.question not in told or old.points != new.points:
            written.append(f"{question.question}: {_figures(old)} {ARROW} {_figures(new)}")
    return written


def _figures(figures: Figures) -> str:
    score = "no score" if figures.score is None else shown(figures.score, figures.points)
    return f"{score} / {shown(figures.points)}, {STAFF[figures.outcome].text}"
