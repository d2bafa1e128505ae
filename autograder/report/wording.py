"""Says how questions, checks and submissions came out in words, with the tone and the icon that go with each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from autograder.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.model import QuestionResult, Result


@dataclass(frozen=True)
class Word:
    """An outcome as people read it; `tone` is a CSS class, `icon` a shape of `macros.html.j2`."""

    text: str
    tone: str
    icon: str


# Where several outcomes are listed, they come in this order.
STAFF: Final[Mapping[Outcome, Word]] = {
    Outcome.PASSED: Word("passed", "good", "check"),
    Outcome.FAILED: Word("failed", "bad", "cross"),
    Outcome.ERRORED: Word("raised an error", "bad", "alert"),
    Outcome.TIMED_OUT: Word("took too long", "warn", "clock"),
    Outcome.OUT_OF_MEMORY: Word("ran out of memory", "warn", "alert"),
    Outcome.NOT_ATTEMPTED: Word("not attempted", "idle", "circle"),
    Outcome.NEEDS_GRADING: Word("to grade by hand", "wait", "pen"),
    Outcome.SKIPPED: Word("skipped", "idle", "dash"),
    Outcome.INTERNAL_ERROR: Word("internal error", "ours", "alert"),
}

STUDENT: Final[Mapping[Outcome, Word]] = {
    **STAFF,
    Outcome.NEEDS_GRADING: replace(STAFF[Outcome.NEEDS_GRADING], text="waiting for your instructor"),
    Outcome.INTERNAL_ERROR: replace(STAFF[Outcome.INTERNAL_ERROR], text="could not be graded"),
}

UNREADABLE: Final = Word("unreadable", "bad", "alert")
"""How a file came out of which nothing could be graded, as the staff read it."""

PARTLY_RIGHT: Final = Word("partly right", "part", "half")


def word(judged: QuestionResult | Result, words: Mapping[Outcome, Word]) -> Word:
    """Say how a question or a submission came out: one that failed, but earned some of its points, is partly right."""
    if judged.outcome is Outcome.FAILED and judged.score is not None and 0 < judged.score < judged.points:
        return PARTLY_RIGHT
    return words[judged.outcome]


def counted(questions: Iterable[QuestionResult], words: Mapping[Outcome, Word]) -> tuple[tuple[Word, int], ...]:
    """How many questions came out in each way, in the usual order, without the ways that don't occur."""
    found = Counter(word(question, words) for question in questions)
    order = dict.fromkeys((words[Outcome.PASSED], PARTLY_RIGHT, *words.values()))
    return tuple((way, found[way]) for way in order if way in found)


def quantity(count: int, noun: str) -> str:
    """Write a number with its noun: `1 check`, `3 checks`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
