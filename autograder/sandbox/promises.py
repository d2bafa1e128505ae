"""What each rung promises to refuse, and what that keeps away: the data that a rung is probed against."""

from __future__ import annotations

from typing import Final

from autograder.sandbox.inside.probe import Attempt
from autograder.sandbox.rung import MEASURES, Rung

BY_FILES: Final = frozenset(
    {
        Attempt.READ_FILE,
        Attempt.READ_PACKAGE,
        Attempt.READ_NEIGHBOUR,
        Attempt.WRITE_FILE,
        Attempt.SEE_PROCESSES,
    }
)
"""Refused where Landlock holds a process to an allow-list of files."""

BY_SYSTEM_CALLS: Final = frozenset(
    {
        Attempt.EMPTY_FILE,
        Attempt.SEND_DATAGRAM,
        Attempt.OPEN_SOCKET,
        Attempt.MAKE_PROCESS,
        Attempt.RUN_PROGRAM,
        Attempt.SEND_SIGNAL,
        Attempt.TRACE_PROCESS,
        Attempt.MAKE_NAMESPACE,
        Attempt.MOUNT,
        Attempt.RAISE_LIMITS,
        Attempt.EVADE_LIMITS,
    }
)
"""Refused where seccomp holds it to an allow-list of system calls."""

BY_CHANGE_OF_USER: Final = frozenset({Attempt.BE_ROOT, Attempt.HOLD_CAPABILITIES})
"""Refused because root is given up before any student code runs."""


def promised(rung: Rung) -> frozenset[Attempt]:
    """Name the attempts that a rung promises to refuse; the weakest, only to act as root."""
    measures = MEASURES[rung]
    return (
        BY_CHANGE_OF_USER
        | (BY_FILES if measures.landlock else frozenset())
        | (BY_SYSTEM_CALLS if measures.seccomp else frozenset())
    )
