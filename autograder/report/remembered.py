"""Remembers what was written about a question, as most of a class gets the very same verdicts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, wraps
from struct import pack
from typing import TYPE_CHECKING, Final, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from autograder.model import CheckResult, Curve, QuestionResult

Text = TypeVar("Text")
Rest = TypeVarTuple("Rest")

QUESTIONS_KEPT: Final = 256
"""A few variants of each question of some assignments; with two curves a question takes 60 kB, as card and as JSON."""

_FLOAT: Final = frozenset({float})


@dataclass(frozen=True)
class _Look:
    """A question that equals another only where all that is written about the two is the same."""

    question: QuestionResult = field(compare=False)
    key: Hashable


def remembered(write: Callable[[QuestionResult, *Rest], Text]) -> Callable[[QuestionResult, *Rest], Text]:
    """Make a function of a question (and of more, if hashable) return what it returned for one with the same look.

    A question that holds text of the student's is nobody else's, and such text may be long: it is not remembered.
    """

    @lru_cache(QUESTIONS_KEPT)
    def recall(look: _Look, *rest: *Rest) -> Text:
        return write(look.question, *rest)

    @wraps(write)
    def written(question: QuestionResult, /, *rest: *Rest) -> Text:
        if question.text or any(check.detail for check in question.checks):
            return write(question, *rest)
        return recall(_Look(question, _key(question)), *rest)

    return written


def _key(question: QuestionResult) -> Hashable:
    return tuple({**vars(question), "checks": tuple(_key_of_check(check) for check in question.checks)}.values())


def _key_of_check(check: CheckResult) -> Hashable:
    fields = vars(check)
    if check.curves:
        fields = {**fields, "curves": tuple(_key_of_curve(curve) for curve in check.curves)}
    return tuple(fields.values())


def _key_of_curve(curve: Curve) -> Hashable:
    return curve.label, _spelling(curve.x), _spelling(curve.y)


def _spelling(numbers: Sequence[float | None]) -> Hashable:
    """Tell numbers apart that are equal and yet written differently, as 0.0 and -0.0 are, or 1.0 and 1."""
    if _FLOAT.issuperset(map(type, numbers)):
        return pack(f"{len(numbers)}d", *numbers)
    return tuple(map(repr, numbers))
