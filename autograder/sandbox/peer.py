"""A process on the far side of the wire, however it was started, and how it came to its end."""

from __future__ import annotations

import fcntl
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

if TYPE_CHECKING:
    from autograder.wire.frames import Client

ERRORS_TAIL: Final = 2000


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    by_itself: bool
    """False where it was still running and was ended by us."""

    status: int
    """The exit status, or the negative number of the signal."""

    overfull: bool = False
    """Whether it was ended for writing more to files than it may."""

    cpu_seconds: float = 0.0
    peak_bytes: int = 0

    def __str__(self) -> str:
        """Say it in a few words, for staff."""
        if self.status >= 0:
            return f"exit status {self.status}"
        try:
            return signal.Signals(-self.status).name
        except ValueError:
            return f"signal {-self.status}"


class Peer(Protocol):
    """A running process and the client that asks it."""

    client: Client

    def end(self, grace_seconds: float = 0.0) -> Ended:
        """End the process after a moment in which it may end by itself; to be called once at least."""

    def discard(self) -> None:
        """End the process at once, where nobody will ask how it ended."""

    def errors(self) -> str:
        """The last lines that the process wrote to standard error: for staff, never for students."""


def tail_of(file: BinaryIO) -> str:
    """Read the last lines of a file of errors, whose flags the process that wrote them may have changed."""
    try:
        fcntl.fcntl(file, fcntl.F_SETFL, 0)
        size = file.seek(0, 2)
        file.seek(max(0, size - ERRORS_TAIL))
        return file.read().decode(errors="replace")
    except OSError:
        return ""
