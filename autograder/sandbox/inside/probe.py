"""Attempts to do what student code must not, made inside a locked-down child and reported as plain data.

None of them does harm where it is not refused, so they can be made on the weakest rung as well.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import resource
import socket
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from autograder.sandbox.inside import kernel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Way = Callable[[], object]
    """Returns where it got through, and raises OSError where it was refused."""

LEFT: Final = "left-behind"
NO_SUCH_TYPE: Final = b"no-such-file-system"
CAPABILITY_SETS: Final = ("CapInh", "CapPrm", "CapEff", "CapAmb")
MAY_KEEP: Final = 1 << kernel.CAP_DAC_READ_SEARCH | 1 << kernel.CAP_DAC_OVERRIDE
"""Where the interpreter is closed to others, a way past the permissions of files, for which Landlock stands in."""
_PTRACE_TRACEME: Final = 0
_PIDFD_OPEN, _IO_URING_SETUP = 434, 425
"""Numbers of system calls, the same on every architecture."""

_libc: Final = ctypes.CDLL(None, use_errno=True)


class Attempt(StrEnum):
    """What is attempted; the value reads as `it could VALUE`."""

    READ_FILE = "read files that were not granted"
    READ_PACKAGE = "read the hidden checks and the rest of this package"
    READ_NEIGHBOUR = "read files of another submission"
    WRITE_FILE = "write outside its own folder"
    EMPTY_FILE = "empty files that it opens for reading"
    SEE_PROCESSES = "see other processes"
    SEND_DATAGRAM = "send to a local socket with a name"
    OPEN_SOCKET = "open a socket"
    MAKE_PROCESS = "make a process"
    RUN_PROGRAM = "run a program"
    SEND_SIGNAL = "send signals to other processes"
    TRACE_PROCESS = "look into other processes"
    MAKE_NAMESPACE = "make a user namespace"
    MOUNT = "mount a file system"
    RAISE_LIMITS = "raise its own limits"
    EVADE_LIMITS = "share memory that no limit counts, or use io_uring"
    BE_ROOT = "act as root"
    HOLD_CAPABILITIES = "use capabilities of root"


def operations() -> Mapping[str, Callable[[Any], Any]]:
    """What a child answers: `leave` leaves a file and says where, `attempt` tries everything."""
    return {"leave": _leave, "attempt": attempt}


def _leave(text: str) -> str:
    path = os.path.join(os.getcwd(), LEFT)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def attempt(targets: dict[str, Any]) -> dict[str, str]:
    """Try every way of every attempt; returns by the attempt's name how it was refused, empty where it was not.

    `targets`: `files`, `package`, `neighbour` (paths to read), `folder` (to write in), `socket` (to send to), `pid`.
    """
    return {what.name: _refusal(ways) for what, ways in _ways(targets).items()}


def _refusal(ways: list[Way]) -> str:
    refusals = []
    for way in ways:
        try:
            way()
        except OSError as error:
            refusals.append(errno.errorcode.get(error.errno or 0, type(error).__name__))
        else:
            return ""
    return " ".join(dict.fromkeys(refusals))


def _ways(targets: dict[str, Any]) -> dict[Attempt, list[Way]]:
    """List the attempts; a new user namespace comes last, as it brings capabilities."""
    pid = targets["pid"]
    return {
        Attempt.READ_FILE: [partial(_open, path) for path in targets["files"]],
        Attempt.READ_PACKAGE: [partial(_open, path) for path in targets["package"]],
        Attempt.READ_NEIGHBOUR: [partial(_open, path) for path in targets["neighbour"]],
        Attempt.WRITE_FILE: [partial(_open, f"{targets['folder']}/written", os.O_WRONLY | os.O_CREAT)],
        Attempt.EMPTY_FILE: [_empty_a_file],
        Attempt.SEE_PROCESSES: [partial(os.listdir, "/proc"), partial(_open, f"/proc/{pid}/cmdline")],
        Attempt.SEND_DATAGRAM: [partial(_send_datagram, targets["socket"])],
        Attempt.OPEN_SOCKET: [partial(_open_socket, family) for family in (socket.AF_INET, socket.AF_UNIX)],
        Attempt.MAKE_PROCESS: [_fork],
        Attempt.RUN_PROGRAM: [_execute],
        Attempt.SEND_SIGNAL: [partial(os.kill, pid, 0)],
        Attempt.TRACE_PROCESS: [
            partial(_call, _libc.ptrace, _PTRACE_TRACEME, 0, 0, 0),
            partial(_call, _libc.process_vm_readv, pid, 0, 0, 0, 0, 0),
            partial(_call, _libc.syscall, _PIDFD_OPEN, os.getpid(), 0),
        ],
        Attempt.MOUNT: [_mount],
        Attempt.RAISE_LIMITS: [_raise_limit],
        Attempt.EVADE_LIMITS: [
            partial(os.memfd_create, "memory"),
            partial(mmap.mmap, -1, mmap.PAGESIZE, mmap.MAP_SHARED),
            _set_up_io_uring,
        ],
        Attempt.BE_ROOT: [_be_root],
        Attempt.HOLD_CAPABILITIES: [_hold_capabilities],
        Attempt.MAKE_NAMESPACE: [partial(kernel.unshare, kernel.CLONE_NEWUSER)],
    }


def _call(function: Callable[..., int], *arguments: int) -> None:
    if function(*(ctypes.c_ulong(argument) for argument in arguments)) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def _open(path: str, flags: int = os.O_RDONLY) -> None:
    os.close(os.open(path, flags, 0o600))


def _empty_a_file() -> None:
    """Try it with a file of its own: whether the file is its own makes no difference to how it is judged."""
    path = os.path.join(os.getcwd(), "emptied")
    _open(path, os.O_WRONLY | os.O_CREAT)
    _open(path, os.O_RDONLY | os.O_TRUNC)


def _open_socket(family: int) -> None:
    socket.socket(family, socket.SOCK_STREAM).close()


def _send_datagram(name: str) -> None:
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with one, other:
        one.sendto(b"sent", socket.MSG_DONTWAIT, name)


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _execute() -> None:
    """Ask for a program that does not exist, as one that does would take this process's place."""
    try:
        os.execv("/nonexistent", ["nonexistent"])  # noqa: S606 - the attempt itself
    except FileNotFoundError:
        return


def _mount() -> None:
    """Ask for a type that does not exist: whether one may mount at all is judged before."""
    try:
        _checked_mount(os.getcwd().encode())
    except OSError as error:
        if error.errno != errno.ENODEV:
            raise


def _checked_mount(folder: bytes) -> None:
    if _libc.mount(b"none", folder, NO_SUCH_TYPE, ctypes.c_ulong(0), None) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def _raise_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard + 1, hard + 1))
    except ValueError as error:
        raise OSError(errno.EPERM, str(error)) from error


def _set_up_io_uring() -> None:
    parameters = ctypes.create_string_buffer(256)
    _call(_libc.syscall, _IO_URING_SETUP, 1, ctypes.addressof(parameters))


def _be_root() -> None:
    if 0 not in {*os.getresuid(), *os.getresgid(), *os.getgroups()}:
        raise OSError(errno.EPERM, "an ordinary user")


def _hold_capabilities() -> None:
    """Look for capabilities beside those that Landlock holds; what can't be seen counts as held."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return
    lines = dict(line.split(":", 1) for line in status.splitlines())
    if all(int(lines[name], 16) & ~MAY_KEEP == 0 for name in CAPABILITY_SETS):
        raise OSError(errno.EPERM, "none")
