"""Telling from an exception which limit it met, or that it asked for something which grading does not give."""

from __future__ import annotations

import errno
import linecache
import socket
import traceback
from typing import TYPE_CHECKING, Final

from autograder.wire.barriers import Barrier

if TYPE_CHECKING:
    from types import TracebackType

ERRORS: Final = {
    errno.EFBIG: Barrier.FILES,
    errno.ENOSPC: Barrier.FILES,
    errno.EDQUOT: Barrier.FILES,
    errno.EMFILE: Barrier.FILES,
    errno.EPERM: Barrier.REFUSED,
    errno.EACCES: Barrier.REFUSED,
    errno.EROFS: Barrier.REFUSED,
    errno.ENOENT: Barrier.REFUSED,
    errno.ENETUNREACH: Barrier.REFUSED,
}
"""A file that is there for the student and not at grading is missing on some rungs and forbidden on others."""

STARTERS: Final = ("multiprocessing", "subprocess", "threading", "concurrent.futures")
"""Libraries in which a resource that is "temporarily unavailable" is a process or a thread."""

START_CALLS: Final = ("fork", "spawn", "start_new_thread")
NO_THREAD: Final = "can't start new thread"
MOST_CAUSES: Final = 8


def barrier_of(error: BaseException) -> Barrier | None:
    """Say what an exception ran into; None for all that has other reasons.

    A library may make an exception of its own from the system's, as Keras does of a download that failed: so its causes
    are looked at too. What the student's code raises itself stands for itself.
    """
    for _ in range(MOST_CAUSES):
        found = _own_barrier(error)
        if found is not None or _is_raised_in_a_cell(error.__traceback__):
            return found
        cause = error.__cause__ or error.__context__
        if cause is None:
            return None
        error = cause
    return None


def _own_barrier(error: BaseException) -> Barrier | None:
    if isinstance(error, RuntimeError) and NO_THREAD in [text for text in error.args if type(text) is str]:
        return Barrier.PROCESSES
    if isinstance(error, socket.gaierror):
        return Barrier.REFUSED
    number = error.errno if isinstance(error, OSError) else None
    if type(number) is not int:
        return None
    if number == errno.EAGAIN:
        return Barrier.PROCESSES if _starts_something(error.__traceback__) else None
    return ERRORS.get(number)


def _is_raised_in_a_cell(trace: TracebackType | None) -> bool:
    frames = list(traceback.walk_tb(trace))
    return bool(frames) and frames[-1][0].f_code.co_filename.startswith("<cell ")


def _starts_something(trace: TracebackType | None) -> bool:
    """Whether the innermost line starts a process or a thread."""
    for frame, line in list(traceback.walk_tb(trace))[-1:]:
        module = str(frame.f_globals.get("__name__"))
        text = linecache.getline(frame.f_code.co_filename, line)
        return module.startswith(STARTERS) or any(call in text for call in START_CALLS)
    return False
