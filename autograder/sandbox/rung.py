"""The ladder: how far away from everything else student code is kept, from the strongest rung to the weakest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from autograder.errors import AutograderError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Rung(StrEnum):
    """One rung of the ladder; `A` is the strongest."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


@dataclass(frozen=True)
class Measures:
    """What one rung puts between student code and the rest of the machine."""

    bubblewrap: bool = False
    """A mount, process, network, IPC and host-name namespace around the zygote, with granted files only."""

    own_namespaces: bool = False
    """For each submission a process, mount and IPC namespace of its own, with a size-limited file system in memory."""

    landlock: bool = False
    """The kernel's allow-list of files; with newer kernels no TCP and no signals either."""

    seccomp: bool = False
    """The kernel's allow-list of system calls."""


MEASURES: Final = {
    Rung.A: Measures(bubblewrap=True, own_namespaces=True, landlock=True, seccomp=True),
    Rung.B: Measures(bubblewrap=True, landlock=True, seccomp=True),
    Rung.C: Measures(landlock=True, seccomp=True),
    Rung.D: Measures(seccomp=True),
    Rung.E: Measures(),
}
STRONG: Final = (Rung.A, Rung.B, Rung.C)
"""The rungs on which files are out of reach, so that hostile submissions can be graded."""

MEANING: Final = {
    Rung.A: "bubblewrap, namespaces of its own for each submission, Landlock, seccomp",
    Rung.B: "bubblewrap, Landlock, seccomp; submissions of one grading process share namespaces, not files",
    Rung.C: "Landlock and seccomp without namespaces, as in most containers",
    Rung.D: "seccomp and resource limits only, and so no files out of reach: for submissions that you trust",
    Rung.E: "a process of its own and resource limits only: for submissions that you trust",
}
COULD: Final = {
    Rung.D: "read the hidden checks and other files of this machine",
    Rung.E: "read the hidden checks and other files of this machine, use the network and run programs",
}
"""What submissions could do on the rungs that have to be allowed."""


class RungError(AutograderError):
    """A rung of the ladder does not hold on this machine; `reason` says what is missing and what to do."""

    def __init__(self, reason: str, rung: Rung | None = None) -> None:
        super().__init__(reason if rung is None else not_holding([rung], reason))
        self.reason = reason


def not_holding(rungs: Sequence[Rung], reason: str) -> str:
    """Say that rungs do not hold, all for the same reason."""
    *others, last = rungs
    named = f"Rungs {', '.join(others)} and {last} do" if others else f"Rung {last} does"
    return f"{named} not hold here: {reason}"
