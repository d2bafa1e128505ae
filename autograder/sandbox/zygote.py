"""One running zygote, seen from the grading side: starting it on a rung, forking from it, and ending it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from autograder.errors import AutograderError
from autograder.sandbox import bubblewrap, grants
from autograder.sandbox.environment import environment
from autograder.sandbox.inside.confinement import Confinement
from autograder.sandbox.peer import Ended, tail_of
from autograder.sandbox.rung import MEASURES, Measures, Rung, RungError
from autograder.sandbox.system_calls import FilterError, compile_filter
from autograder.sandbox.user_ids import free_user_id
from autograder.sandbox.work_folder import WorkFolder
from autograder.wire.frames import Client, DeadlineError, PeerDiedError
from autograder.wire.values import WireError

if TYPE_CHECKING:
    from autograder.sandbox.inside.limits import ProcessLimits

START_SECONDS: Final = 120.0
ANSWER_SECONDS: Final = 30.0
MESSAGE_BYTES: Final = 1 << 16
WORK_BYTES: Final = 64 << 20
WORK_FILES: Final = 4096
"""What a submission may keep in files, all together."""

START: Final = (
    "import sys; sys.path[1:1] = {paths}; from autograder.sandbox.inside.zygote import main; main({descriptor})"
)


class ZygoteLostError(AutograderError):
    """The zygote is gone, which is nobody's fault who is graded: what it was used for must be done again."""


@dataclass(frozen=True)
class Preload:
    """What a zygote imports before it forks."""

    name: str
    modules: tuple[str, ...]


ISLAND: Final = ("autograder.worker.serve", "numpy.random", "numpy.linalg", "numpy.fft")
SCIENTIFIC: Final = (*ISLAND, "scipy.special", "matplotlib.pyplot", "asyncio")
NOTHING: Final = Preload("nothing", ())
NUMERICAL: Final = Preload("numerical", SCIENTIFIC)
TENSORFLOW: Final = Preload(
    "tensorflow",
    (
        *SCIENTIFIC,
        "tensorflow",
        "keras",
        "autograder.worker.declare",
        "autograder.worker.deferred",
        "autograder.trainer.serve",
    ),
)


class Zygote:
    """A zygote that was told to start; it is waited for when it is first needed."""

    def __init__(self, rung: Rung, preload: Preload) -> None:
        """Start it; raises RungError where the rung does not hold."""
        measures = MEASURES[rung]
        self._rung = rung
        self._user = free_user_id() if os.geteuid() == 0 else None
        self._ready = self._closed = False
        self._is_out_of_step = False
        self._shares_user_id = self._user is None and not measures.bubblewrap
        with contextlib.ExitStack() as unless_started:
            self._work = None if measures.bubblewrap else unless_started.enter_context(WorkFolder(self._user))
            self._errors = unless_started.enter_context(tempfile.TemporaryFile())
            confinement = _confinement(rung, preload, self._user, self._work)
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            unless_started.enter_context(self._control)
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
                    _command(measures, theirs.fileno()),
                    pass_fds=[theirs.fileno()],
                    env=environment("/nonexistent"),
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._errors,
                    start_new_session=True,
                )
            unless_started.pop_all()  # from here on, `close` sees to them
        with contextlib.suppress(OSError):  # it has ended already, which is found out when it is waited for
            self._control.send(confinement.dumps())

    def fork(self, module: str, limits: ProcessLimits) -> ForkedPeer:
        """Fork a locked-down child that serves `module`; raises ZygoteLostError."""
        self.wait_until_ready()
        ours, theirs = socket.socketpair()
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the peer
        with theirs:
            others = _threads_of_this_user() if self._shares_user_id else 0
            order = {"do": "fork", "module": module, "limits": limits.dumps(), "others": others}
            request = json.dumps(order).encode()
            try:
                socket.send_fds(self._control, [request], [theirs.fileno(), errors.fileno()])
                pid = self._answer(ANSWER_SECONDS)["pid"]
            except (OSError, ZygoteLostError) as error:
                ours.close()
                errors.close()
                raise ZygoteLostError(f"A zygote was lost: {self.last_words()}") from error
        peer = ForkedPeer(self, pid, Client(ours, limits.reply_bytes), errors)
        try:
            peer.client.ask("ready", [], START_SECONDS)
        except (DeadlineError, PeerDiedError, WireError) as error:
            peer.end()
            raise ZygoteLostError(f"A worker could not be confined: {peer.errors()}") from error
        return peer

    def wait_until_ready(self) -> None:
        """Wait until everything is imported; raises RungError that says why where the zygote does not come up."""
        if not self._ready:
            try:
                self._answer(START_SECONDS)
            except ZygoteLostError as error:
                words = re.sub(r"^\w+Error: (?:\[Errno \d+\] )?", "", self.last_words()).rstrip(".")
                self.close()
                raise RungError(f"{words}.", self._rung) from error
            self._ready = True

    def end(self, pid: int, grace_seconds: float) -> Ended | None:
        """End a child; None where the zygote itself is gone, and the child with it."""
        request = {"do": "end", "end": {"pid": pid, "grace": grace_seconds, "tell": True}}
        try:
            self._control.send(json.dumps(request).encode())
            return Ended(**self._answer(ANSWER_SECONDS + grace_seconds))
        except (OSError, ZygoteLostError):
            return None

    def discard(self, pid: int) -> None:
        """Have a child ended without waiting for it."""
        request = {"do": "end", "end": {"pid": pid, "grace": 0.0, "tell": False}}
        with contextlib.suppress(OSError):
            self._control.send(json.dumps(request).encode())

    @property
    def is_lost(self) -> bool:
        """Whether the zygote has ended, or left a question unanswered: what it says after that answers another one."""
        if self._closed or self._is_out_of_step:
            return True
        return bool(select.select([self._control], [], [], 0)[0]) and self._at_end()

    def last_words(self) -> str:
        """The last line that the zygote wrote to standard error."""
        lines = tail_of(self._errors).strip().splitlines()
        return lines[-1] if lines else "it ended without a word"

    def close(self) -> None:
        """End the zygote, its children and what they left."""
        if self._closed:
            return
        self._closed = True
        self._control.close()
        deadline = time.monotonic() + ANSWER_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._work is not None:
            self._work.close()
        self._errors.close()

    def _at_end(self) -> bool:
        try:
            return not self._control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except OSError:
            return True

    def _answer(self, seconds: float) -> dict[str, Any]:
        if not select.select([self._control], [], [], seconds)[0]:
            self._is_out_of_step = True
            raise ZygoteLostError("A zygote does not answer.")
        try:
            message = self._control.recv(MESSAGE_BYTES)
        except OSError:
            message = b""
        if not message:
            raise ZygoteLostError("A zygote is gone.")
        answer: dict[str, Any] = json.loads(message)
        return answer


class ForkedPeer:
    """A child of a zygote and the client that asks it."""

    def __init__(self, zygote: Zygote, pid: int, client: Client, errors: Any) -> None:  # noqa: ANN401 - a temporary file
        self._zygote = zygote
        self._pid = pid
        self.client = client
        self._errors = errors
        self._ended: Ended | None = None
        self._last_words = ""

    def end(self, grace_seconds: float = 0.0) -> Ended:
        """End the child, after a moment in which it may end by itself; raises ZygoteLostError where that took it."""
        if self._ended is None:
            ended = self._zygote.end(self._pid, grace_seconds)
            self.client.close()
            self._close_errors()
            if ended is None:
                self._ended = Ended(by_itself=False, status=-signal.SIGKILL)
                raise ZygoteLostError(f"A zygote was lost: {self._zygote.last_words()}")
            self._ended = ended
        return self._ended

    def discard(self) -> None:
        """End the child without waiting for it, as nobody will ask how it ended."""
        if self._ended is None:
            self.client.close()
            self._zygote.discard(self._pid)
            self._close_errors()
            self._ended = Ended(by_itself=False, status=-signal.SIGKILL)

    def errors(self) -> str:
        """The last lines that the child wrote to standard error, once it has ended."""
        return self._last_words

    def _close_errors(self) -> None:
        self._last_words = tail_of(self._errors)
        self._errors.close()


def _confinement(rung: Rung, preload: Preload, user: int | None, work: WorkFolder | None) -> Confinement:
    measures = MEASURES[rung]
    try:
        program = compile_filter() if measures.seccomp else b""
    except FilterError as error:
        raise RungError(str(error), rung) from error
    return Confinement(
        own_namespaces=measures.own_namespaces,
        landlock=measures.landlock,
        system_call_filter=program.hex(),
        readable=bubblewrap.readable() if work is None else _readable_beside(work),
        readable_for_zygote=() if measures.bubblewrap else (*_every_grant(), *grants.MACHINE),
        listable=grants.listed_folders(),
        devices=grants.DEVICES,
        user=user,
        work_folder=bubblewrap.WORK if work is None else work.path,
        work_bytes=WORK_BYTES,
        work_files=WORK_FILES,
        preload=preload.modules,
    )


def _readable_beside(work: WorkFolder) -> tuple[str, ...]:
    """List what children may read of what the zygote may read, and no folder above all children's own.

    That is whole folders where it can be, as few rules are set up fast.
    """
    own = os.path.realpath(work.path)
    tops = [f"/{name}" for name in sorted(os.listdir("/")) if name not in {"proc", "dev", "sys"}]
    above = [top for top in tops if own.startswith(f"{os.path.realpath(top)}/")]
    granted = [path for path in _every_grant() if path.startswith(tuple(f"{top}/" for top in above))]
    return (*(top for top in tops if top not in above), *granted, *grants.MACHINE)


def _every_grant() -> tuple[str, ...]:
    return tuple(entry for grant in grants.grants() for entry in grant.entries())


def _command(measures: Measures, descriptor: int) -> list[str]:
    start = START.format(paths=list(grants.import_paths()), descriptor=descriptor)
    inner = [grants.interpreter(), "-ISB", "-c", start]
    if not measures.bubblewrap:
        return inner
    return bubblewrap.command(inner, own_namespaces=measures.own_namespaces, work_bytes=WORK_BYTES)


def _threads_of_this_user() -> int:
    """Count the threads that run under this user id, which the kernel's limit on processes counts as well."""
    count, own = 0, os.getuid()
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            with contextlib.suppress(OSError):
                if Path("/proc", entry).stat().st_uid == own:
                    count += len(os.listdir(f"/proc/{entry}/task"))
    return count
