"""Trying each measure of the kernel's by itself, each in a process that ends with it.

Run as a program: reads a `Question` as JSON from standard input and writes an `Answer` to standard output.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from autograder.sandbox.inside import kernel, landlock

if TYPE_CHECKING:
    from collections.abc import Callable

OUT_OF_REACH: Final = "/etc/passwd"
MOUNT_POINT: Final = "/tmp"  # noqa: S108 - covered in a mount namespace that ends with this process
SCRATCH_BYTES: Final = 1 << 20
NAMESPACES: Final = kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWIPC


@dataclass(frozen=True)
class Question:
    """What to try with."""

    user: int | None
    """The user id to change to first, where this is run as root."""

    system_call_filter: str
    """A BPF program in hexadecimal; empty for none."""

    readable: tuple[str, ...]
    """What an ordinary user must be able to read."""


@dataclass(frozen=True)
class Outcome:
    """Whether something worked: the name of the kernel's error, empty where it did, and what was done."""

    error: str = ""
    message: str = ""

    @property
    def works(self) -> bool:
        """Whether it did."""
        return not self.error


@dataclass(frozen=True)
class Answer:
    """What came of each trial."""

    change_of_user: Outcome
    namespaces: Outcome
    landlock: Outcome
    landlock_version: int
    seccomp: Outcome
    reading: Outcome

    @classmethod
    def loads(cls, text: str) -> Answer:
        """Read what `main` wrote."""
        values: dict[str, Any] = json.loads(text)
        version: int = values.pop("landlock_version")
        return cls(landlock_version=version, **{name: Outcome(**value) for name, value in values.items()})


def main() -> None:
    """Try everything and tell."""
    values = json.load(sys.stdin)
    asked = Question(**{**values, "readable": tuple(values["readable"])})
    answer = Answer(
        change_of_user=_tried(partial(_become, asked.user)),
        namespaces=_tried(partial(_make_namespaces, asked.user)),
        landlock=_tried(_restrict_files),
        landlock_version=kernel.landlock_version(),
        seccomp=_tried(partial(_restrict_system_calls, bytes.fromhex(asked.system_call_filter))),
        reading=_tried(partial(_read, asked)),
    )
    json.dump(asdict(answer), sys.stdout)


def _tried(action: Callable[[], None]) -> Outcome:
    """Run an action in a process of its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, json.dumps(asdict(_outcome(action))).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as answer:
        text = answer.read()
    _, status = os.waitpid(pid, 0)
    return Outcome(**json.loads(text)) if text else Outcome("DIED", f"ended with status {status}")


def _outcome(action: Callable[[], None]) -> Outcome:
    try:
        action()
    except OSError as error:
        where = "" if error.filename is None else f": {error.filename}"
        return Outcome(errno.errorcode.get(error.errno or 0, type(error).__name__), f"{error.strerror}{where}")
    return Outcome()


def _become(user: int | None) -> None:
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        kernel.set_dumpable(allowed=True)  # or its own files below /proc would be root's


def _make_namespaces(user: int | None) -> None:
    """Make a user namespace and use the capabilities in it, which some systems withhold."""
    _become(user)
    own = os.getuid()
    kernel.unshare(NAMESPACES)
    # No `open`: where the interpreter is closed to others, there is no codec to load any more.
    uid_map = os.open("/proc/self/uid_map", os.O_WRONLY)
    os.write(uid_map, f"{own} {own} 1".encode())
    kernel.mount_tmpfs(MOUNT_POINT, SCRATCH_BYTES, 10)


def _restrict_files() -> None:
    kernel.forbid_new_privileges()
    landlock.restrict_this_process(())
    try:
        os.close(os.open(OUT_OF_REACH, os.O_RDONLY))
    except PermissionError:
        return
    raise OSError(errno.ENOTRECOVERABLE, "what Landlock refuses could be read")


def _restrict_system_calls(program: bytes) -> None:
    kernel.forbid_new_privileges()
    kernel.load_system_call_filter(program)
    try:
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close()
    except PermissionError:
        return
    raise OSError(errno.ENOTRECOVERABLE, "a system call that seccomp refuses was made")


def _read(asked: Question) -> None:
    _become(asked.user)
    for path in asked.readable:
        os.stat(path)
        if not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
