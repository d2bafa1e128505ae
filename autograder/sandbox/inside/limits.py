"""What one process may use, as data, and the system calls that make the kernel enforce it."""

from __future__ import annotations

import json
import resource
from dataclasses import asdict, dataclass
from typing import Final

ADDRESS_SPACE_FACTOR: Final = 4
"""Mapped memory that a process may have for each byte of private memory: TensorFlow maps far more than it touches."""


@dataclass(frozen=True)
class ProcessLimits:
    """Hard limits of one process; `None` leaves the system's own."""

    cpu_seconds: int | None = None
    memory_bytes: int | None = None
    file_bytes: int | None = None
    processes: int | None = None
    """Threads, which the kernel counts as processes; new processes are refused altogether where seccomp holds."""

    open_files: int = 256
    reply_bytes: int = 64_000_000

    def dumps(self) -> str:
        """Write the limits as text that passes through a command line or a socket."""
        return json.dumps(asdict(self))

    @classmethod
    def loads(cls, text: str) -> ProcessLimits:
        """Read what `dumps` wrote."""
        return cls(**json.loads(text))


def apply_to_this_process(limits: ProcessLimits, others: int = 0) -> None:
    """Lower this process's limits for good; soft and hard limits are the same, so none can be raised again.

    The kernel counts all processes of a user id together: `others` is how many of them are not this one's.
    """
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_DATA: limits.memory_bytes,
        resource.RLIMIT_AS: None if limits.memory_bytes is None else ADDRESS_SPACE_FACTOR * limits.memory_bytes,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NPROC: None if limits.processes is None else limits.processes + others,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_MEMLOCK: 0,
    }
    for kind, value in wanted.items():
        if value is None:
            continue
        _, hard = resource.getrlimit(kind)
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bound, bound))
