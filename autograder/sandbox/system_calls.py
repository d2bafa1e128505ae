"""The system calls that student code may make: an allow-list, compiled for this machine by libseccomp."""

from __future__ import annotations

import errno
import functools
import os
import socket
import tempfile
from dataclasses import dataclass
from typing import Any, Final

from autograder.errors import AutograderError

SOCKET_TYPE: Final = 0xF
"""What of a socket's type is not a flag."""

CLONE_THREAD: Final = 0x0001_0000
MAP_TYPE: Final = 0x0F
MAP_PRIVATE: Final = 0x02
ANY_NAMESPACE: Final = 0x7E02_0080
"""All flags with which `clone` makes a namespace."""

_WORDS: Final = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek _llseek
creat close close_range stat fstat lstat newfstatat statx access faccessat faccessat2 getdents getdents64
getcwd chdir fchdir readlink readlinkat mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2
ftruncate fallocate fadvise64 fsync fdatasync umask dup dup2 dup3 statfs fstatfs sendfile
copy_file_range readahead

pipe pipe2 eventfd eventfd2 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait poll ppoll select
pselect6 recvfrom recvmsg sendto sendmsg shutdown getsockopt setsockopt getsockname getpeername

munmap mprotect mremap madvise msync mincore brk membarrier get_mempolicy

exit exit_group futex futex_waitv set_robust_list get_robust_list set_tid_address rseq sched_yield
sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack pause
restart_syscall wait4 waitid alarm getitimer setitimer

clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage sysinfo uname getrandom
gettid getpid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getgroups getresuid getresgid
getrlimit getpriority capget arch_prctl
"""
"""By lines: files, within what Landlock and namespaces leave; waiting, and connections that exist already; memory;
threads and signals of its own; time, and what a process may know of itself and the machine."""

ALLOWED: Final = frozenset(_WORDS.split())
"""Allowed whatever the arguments are. What an architecture does not have is left out there."""

PRETENDED: Final = ("chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimes", "utimensat", "futimesat", "flock")
"""Answered as done though nothing is: libraries want them, and Landlock does not judge them. A lock on a library's file
would tell one submission of another."""

PRCTL_OPTIONS: Final = (3, 15, 16, 21, 23, 39, 0x53564D41)
"""Reading settings, naming a thread, and naming memory: nothing that loosens a restriction."""

IOCTL_REQUESTS: Final = (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is it a terminal, how much can be read, do not wait, and inheritance."""

FCNTL_COMMANDS: Final = (0, 1, 2, 3, 1030, 1031, 1032)
"""Duplicates, reading flags and pipe sizes: nothing that sends signals to others, or locks what others read."""

FCNTL_LOCKS: Final = (6, 7, 37, 38)
"""Setting locks: pretended, as `flock` is."""

FCNTL_SET_FLAGS: Final = 4
ODD_FLAGS: Final = os.O_DIRECT | os.O_ASYNC | os.O_NOATIME
"""Flags of an open file that would reach whoever else has it open, as the grading side has a worker's error file."""


@dataclass(frozen=True)
class Match:
    """What one argument must be: `argument & mask == value`."""

    argument: int
    value: int
    mask: int = 0xFFFF_FFFF


@dataclass(frozen=True)
class Condition:
    """A system call that is allowed where all of its arguments match."""

    name: str
    matches: tuple[Match, ...]


def _opening(name: str, flags: int) -> tuple[Condition, ...]:
    """Allow to open files, but not to empty what is opened for reading, which Landlock before version 3 lets pass."""
    ways = (os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_WRONLY | os.O_TRUNC, os.O_RDWR | os.O_TRUNC)
    return tuple(Condition(name, (Match(flags, way, os.O_ACCMODE | os.O_TRUNC),)) for way in ways)


CONDITIONS: Final = (
    *_opening("open", 1),
    *_opening("openat", 2),
    Condition("clone", (Match(0, CLONE_THREAD, CLONE_THREAD | ANY_NAMESPACE),)),
    # Shared memory is not counted as a process's own, so that no limit would hold it.
    Condition("mmap", (Match(3, MAP_PRIVATE, MAP_TYPE),)),
    # No datagrams: they could be sent to any socket that has a name.
    Condition("socketpair", (Match(0, socket.AF_UNIX), Match(1, socket.SOCK_STREAM, SOCKET_TYPE))),
    Condition("prlimit64", (Match(2, 0, 0xFFFF_FFFF_FFFF_FFFF),)),
    *(Condition("prctl", (Match(0, option),)) for option in PRCTL_OPTIONS),
    *(Condition("ioctl", (Match(1, request),)) for request in IOCTL_REQUESTS),
    *(Condition("fcntl", (Match(1, command),)) for command in FCNTL_COMMANDS),
    Condition("fcntl", (Match(1, FCNTL_SET_FLAGS), Match(2, 0, ODD_FLAGS))),
)
NOT_THERE: Final = ("clone3", "openat2")
"""Answered as by a kernel that does not know them, since libraries then use an older call that can be judged."""


class FilterError(AutograderError):
    """The system can't compile a filter of system calls; `is_missing` says that libseccomp is not there."""

    def __init__(self, message: str, *, is_missing: bool = False) -> None:
        super().__init__(message)
        self.is_missing = is_missing


@functools.cache
def compile_filter() -> bytes:
    """Compile the allow-list to the BPF program of this machine's architecture; raises FilterError.

    Anything else is refused with EPERM, and a call of another architecture's numbering ends the process.
    """
    try:
        import pyseccomp  # noqa: PLC0415 - raises where libseccomp is missing
    except (ImportError, RuntimeError, OSError, AttributeError) as error:
        message = "libseccomp was not found. Install it (Debian: apt-get install libseccomp2)."
        raise FilterError(message, is_missing=True) from error
    try:
        return _compiled(pyseccomp)
    except OSError as error:
        raise FilterError(f"libseccomp can't compile the filter, as where seccomp is refused ({error}).") from error


def _compiled(seccomp: Any) -> bytes:  # noqa: ANN401 - a module without types
    program = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    program.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)
    for name in sorted(ALLOWED):
        _add(seccomp, program, seccomp.ALLOW, name)
    for name in PRETENDED:
        _add(seccomp, program, seccomp.ERRNO(0), name)
    for command in FCNTL_LOCKS:
        _add(seccomp, program, seccomp.ERRNO(0), "fcntl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFF_FFFF, command))
    for name in NOT_THERE:
        _add(seccomp, program, seccomp.ERRNO(errno.ENOSYS), name)
    for condition in CONDITIONS:
        matches = [seccomp.Arg(one.argument, seccomp.MASKED_EQ, one.mask, one.value) for one in condition.matches]
        _add(seccomp, program, seccomp.ALLOW, condition.name, *matches)
    with tempfile.TemporaryFile() as file:
        program.export_bpf(file)
        file.seek(0)
        return file.read()


def _add(seccomp: Any, program: Any, action: int, name: str, *conditions: Any) -> None:  # noqa: ANN401 - likewise
    number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
    if number >= 0:
        program.add_rule(action, number, *conditions)
