"""Starting and ending the processes on the far side of the wire.

This is the one place that decides how far away the far side is: here a plain process of its own with a cleared
environment, a folder of its own, resource limits and a session of its own. What leaves that session outlives it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Final, Self

from autograder.wire.frames import Client

if TYPE_CHECKING:
    from autograder.sandbox.limits import ProcessLimits

RUNG: Final = "E"
"""Process separation only: no file, network or system-call isolation."""

STDERR_TAIL: Final = 2000


class Peer:
    """A running process and the client that asks it. Use as a context manager, or call `end`."""

    def __init__(self, module: str, limits: ProcessLimits) -> None:
        """Start `module` as a process; raises OSError where the system can't."""
        self._folder = tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
                [sys.executable, "-IBm", "autograder.sandbox.bootstrap", str(theirs.fileno()), limits.dumps(), module],
                pass_fds=[theirs.fileno()],
                env=_environment(self._folder.name),
                cwd=self._folder.name,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                start_new_session=True,
            )
        self.client = Client(ours, limits.reply_bytes)
        self._how_it_ended: str | None = None

    def end(self) -> str:
        """Kill the process and its session; returns how it had ended by itself, or an empty text."""
        if self._how_it_ended is None:
            self.client.close()
            by_itself = self._has_exited()
            # The process is not waited for before this, so its id can't be another's yet.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            status = self._process.wait()
            self._folder.cleanup()
            self._how_it_ended = _describe(status) if by_itself else ""
        return self._how_it_ended

    def wait_for_exit(self, seconds: float) -> None:
        """Give a process that closed its connection a moment to be gone, so that its status can be read."""
        deadline = time.monotonic() + seconds
        while not self._has_exited() and time.monotonic() < deadline:
            time.sleep(0.01)

    def _has_exited(self) -> bool:
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def errors(self) -> str:
        """The last lines that the process wrote to standard error: for staff, never for students."""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - STDERR_TAIL))
        return self._errors.read().decode(errors="replace")

    def __enter__(self) -> Self:
        """Hand out the peer itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.end()
        self._errors.close()


def _environment(folder: str) -> dict[str, str]:
    """Build the whole environment of a launched process: nothing of ours is inherited."""
    return {
        "HOME": folder,
        "TMPDIR": folder,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": folder,
        "KERAS_HOME": folder,
        "KERAS_BACKEND": "tensorflow",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": "",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _describe(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
