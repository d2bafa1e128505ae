"""The weakest rung: a process of its own for each submission, with resource limits and nothing else around it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from autograder.sandbox.environment import environment
from autograder.sandbox.peer import Ended, tail_of
from autograder.wire.frames import Client

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.sandbox.inside.limits import ProcessLimits

START_SECONDS: Final = 120.0
POLL_SECONDS: Final = 0.01


class PlainPeer:
    """A process started for one module; what leaves its session outlives it."""

    def __init__(self, module: str, limits: ProcessLimits, preload: Sequence[str] = ()) -> None:
        """Start `module` as a process; raises OSError where the system can't, and the wire's errors."""
        self._folder = tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        # The kernel counts all processes of a user together, so that others' would use up a limit of this one's.
        own = replace(limits, processes=None)
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
                [
                    *(sys.executable, "-IBm", "autograder.sandbox.inside.bootstrap"),
                    *(str(theirs.fileno()), own.dumps(), module),
                ],
                pass_fds=[theirs.fileno()],
                env=environment(self._folder.name),
                cwd=self._folder.name,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                start_new_session=True,
            )
        self.client = Client(ours, limits.reply_bytes)
        self._ended: Ended | None = None
        self._last_words = ""
        try:
            self.client.ask("ready", list(preload), START_SECONDS)
        except BaseException:
            self.end()
            raise

    def end(self, grace_seconds: float = 0.0) -> Ended:
        """End the process and its session, after a moment in which it may end by itself."""
        if self._ended is None:
            self.client.close()
            deadline = time.monotonic() + grace_seconds
            while not self._has_exited() and time.monotonic() < deadline:
                time.sleep(POLL_SECONDS)
            by_itself = self._has_exited()
            # The process is not waited for before this, so its id can't be another's yet.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            _, status, usage = os.wait4(self._process.pid, 0)
            self._process.returncode = os.waitstatus_to_exitcode(status)
            self._folder.cleanup()
            self._last_words = tail_of(self._errors)
            self._errors.close()
            self._ended = Ended(
                by_itself,
                self._process.returncode,
                cpu_seconds=usage.ru_utime + usage.ru_stime,
                peak_bytes=usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
            )
        return self._ended

    def discard(self) -> None:
        """End the process at once."""
        self.end()

    def errors(self) -> str:
        """The last lines that the process wrote to standard error, once it has ended."""
        return self._last_words

    def _has_exited(self) -> bool:
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
