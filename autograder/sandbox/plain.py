"""The weakest rung: a process of its own for each submission, with resource limits and nothing else around it."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import stat
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autograder.sandbox.environment import environment
from autograder.sandbox.grants import PACKAGE
from autograder.sandbox.peer import Ended, tail_of
from autograder.sandbox.remedies import CLOSED_INTERPRETER
from autograder.sandbox.rung import Rung, RungError
from autograder.sandbox.user_ids import free_user_id
from autograder.wire.frames import Client, PeerDiedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.sandbox.inside.limits import ProcessLimits

START_SECONDS: Final = 120.0
POLL_SECONDS: Final = 0.01
NOT_ALLOWED: Final = (errno.EPERM, errno.EINVAL)
"""What the kernel answers where root may not do what root may: EINVAL where a user namespace has no other users."""


class PlainPeer:
    """A process started for one module, never as root; what leaves its session outlives it."""

    def __init__(self, module: str, limits: ProcessLimits, preload: Sequence[str] = ()) -> None:
        """Start `module` as a process; raises OSError where the system can't, and the wire's errors.

        Started by root, it becomes a user without an account; raises RungError where it can't, or could not read its
        interpreter then: unlike on the strong rungs, nothing would hold a right to read that is closed to others.
        """
        self._user = free_user_id() if os.geteuid() == 0 else None
        self._folder = tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        ours, theirs = socket.socketpair()
        self.client = Client(ours, limits.reply_bytes)
        self._ended: Ended | None = None
        self._last_words = ""
        try:
            with theirs, self._refused_as_root():
                self._process = self._started(module, limits, theirs.fileno())
        except BaseException:
            self.client.close()
            self._forget()
            raise
        try:
            with self._refused_as_root():
                if self._user is not None:
                    os.killpg(self._process.pid, 0)  # what root could not end later must not start
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
            self._forget()
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

    def _started(self, module: str, limits: ProcessLimits, descriptor: int) -> subprocess.Popen[bytes]:
        # The kernel counts all processes of a user together, so that others' would use up a limit of this one's.
        own = replace(limits, processes=None)
        if self._user is not None:
            os.chown(self._folder.name, self._user, self._user)
        return subprocess.Popen(  # noqa: S603 - our own interpreter and modules
            [
                *(sys.executable, "-IBm", "autograder.sandbox.inside.bootstrap"),
                *(str(descriptor), own.dumps(), module),
            ],
            pass_fds=[descriptor],
            env=environment(self._folder.name),
            cwd=self._folder.name,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            start_new_session=True,
            user=self._user,
            group=self._user,
            extra_groups=None if self._user is None else [],
        )

    @contextlib.contextmanager
    def _refused_as_root(self) -> Iterator[None]:
        """Say of what fails for root alone what to do about it."""
        try:
            yield
        except (OSError, PeerDiedError) as error:
            if self._user is None:
                raise
            if isinstance(error, OSError) and error.errno in NOT_ALLOWED:
                raise RungError(
                    f"this is root, and student code can't be handed to anybody else ({error.strerror}). Run the "
                    "autograder as an ordinary user, or grant CAP_SETUID, CAP_SETGID, CAP_CHOWN and CAP_KILL.",
                    Rung.E,
                ) from error
            closed = closed_to_others()
            if closed is not None:
                raise RungError(
                    f"{closed} lies in a folder that is closed to others, and student code never runs as root. "
                    f"{CLOSED_INTERPRETER}",
                    Rung.E,
                ) from error
            raise

    def _forget(self) -> None:
        """Remove the folder and keep of the errors what was written last."""
        self._folder.cleanup()
        self._last_words = tail_of(self._errors)
        self._errors.close()

    def _has_exited(self) -> bool:
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def closed_to_others() -> str | None:
    """Name what Python needs to start here that lies in a folder which only its owner or group may enter."""
    needed = (sys.executable, sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), os.fspath(PACKAGE))
    for path in needed:
        for form in (path, os.path.realpath(path)):
            if any(not folder.stat().st_mode & stat.S_IXOTH for folder in Path(form).parents):
                return form
    return None
