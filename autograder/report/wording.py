"""Says each outcome in words, with the tone and the icon that go with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from autograder.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Word:
    """An outcome as people read it; `tone` is a CSS class, `icon` a shape of `macros.html.j2`."""

    text: str
    tone: str
    icon: str


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

# Where several outcomes are listed, they come in this order.
ORDER: Final = (
    Outcome.PASSED,
    Outcome.FAILED,
    Outcome.ERRORED,
    Outcome.TIMED_OUT,
    Outcome.OUT_OF_MEMORY,
    Outcome.NOT_ATTEMPTED,
    Outcome.NEEDS_GRADING,
    Outcome.SKIPPED,
    Outcome.INTERNAL_ERROR,
)


def counted(outcomes: list[Outcome]) -> tuple[tuple[Outcome, int], ...]:
    """How often each outcome occurs, in the usual order, without those that don't occur."""
    return tuple((outcome, outcomes.count(outcome)) for outcome in ORDER if outcome in outcomes)


def quantity(count: int, noun: str) -> str:
    """Write a number with its noun: `1 check`, `3 checks`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
