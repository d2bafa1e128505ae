"""The ways in which a call across the boundary brings no value, and how the end of a worker tells which it was."""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from autograder.course.schema import Limits
    from autograder.sandbox.peer import Ended
    from autograder.wire.barriers import Barrier

NEARLY: Final = 0.8
MEMORY_SIGNALS: Final = frozenset({signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS})
"""How a process ends whose libraries meet a limit on memory that they did not expect."""

MEMORY_WORDS: Final = re.compile(
    r"bad_alloc|out of memory|cannot allocate|unable to allocate|memory allocation", re.IGNORECASE
)


class Ending(StrEnum):
    """Why a call brought no value."""

    RAISED = "raised"
    MISSING = "missing"
    NOT_CALLABLE = "not_callable"
    TIMED_OUT = "timed_out"
    DIED = "died"
    BROKE_PROTOCOL = "broke_protocol"
    TOO_LARGE = "too_large"
    OUT_OF_TIME = "out_of_time"
    OUT_OF_MEMORY = "out_of_memory"
    WROTE_TOO_MUCH = "wrote_too_much"


@dataclass(frozen=True)
class CellError:
    """An exception in a student's own code: its built-in type, where in the notebook it came up, and what it met."""

    type_name: str
    cell: int | None
    line: int | None
    barrier: Barrier | None = None


class CallFailed(Exception):  # noqa: N818 - an outcome of student code, not an error of ours
    """A call that brought no value; `error` names the exception's type and the student's own cell and line."""

    def __init__(self, ending: Ending, error: CellError | None = None, detail: str = "") -> None:
        super().__init__(ending)
        self.ending = ending
        self.error = error
        self.detail = detail


def ending_of(ended: Ended, errors: str, limits: Limits) -> Ending:
    """Say which limit a worker met, if it met one; `errors` are the last lines that it wrote to standard error."""
    if ended.overfull or ended.status == -signal.SIGXFSZ:
        return Ending.WROTE_TOO_MUCH
    if not ended.by_itself:
        return Ending.DIED
    if is_out_of_processor_time(ended, limits):
        return Ending.TIMED_OUT
    memory = ended.peak_bytes >= NEARLY * limits.memory_bytes or MEMORY_WORDS.search(errors)
    if -ended.status in MEMORY_SIGNALS and memory:
        return Ending.OUT_OF_MEMORY
    return Ending.OUT_OF_MEMORY if ended.status == -signal.SIGKILL else Ending.DIED


def is_out_of_processor_time(ended: Ended, limits: Limits) -> bool:
    """Whether a worker used up its processor time."""
    return ended.status == -signal.SIGXCPU or ended.cpu_seconds >= limits.cpu_seconds - 1
