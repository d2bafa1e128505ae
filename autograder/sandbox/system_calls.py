"""The system calls that student code may make: an allow-list, compiled for this machine by libseccomp."""

from __future__ import annotations

import errno
import functools
import tempfile
from dataclasses import dataclass
from typing import Any, Final

from autograder.errors import AutograderError

AF_UNIX: Final = 1
CLONE_THREAD: Final = 0x0001_0000
ANY_NAMESPACE: Final = 0x7E02_0080
"""All flags with which `clone` makes a namespace."""

_WORDS: Final = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek _llseek open openat openat2
creat close close_range stat fstat lstat newfstatat statx access faccessat faccessat2 getdents getdents64
getcwd chdir fchdir readlink readlinkat mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2
ftruncate fallocate fadvise64 fsync fdatasync umask flock dup dup2 dup3 statfs fstatfs sendfile
copy_file_range readahead

pipe pipe2 eventfd eventfd2 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait poll ppoll select
pselect6 recvfrom recvmsg sendto sendmsg shutdown getsockopt setsockopt getsockname getpeername

mmap munmap mprotect mremap madvise msync mincore brk membarrier get_mempolicy

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

PRETENDED: Final = ("chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimes", "utimensat", "futimesat")
"""Answered as done though nothing is: libraries that copy files want them, and Landlock does not judge them."""

PRCTL_OPTIONS: Final = (3, 15, 16, 21, 23, 39, 0x53564D41)
"""Reading settings, naming a thread, and naming memory: nothing that loosens a restriction."""

IOCTL_REQUESTS: Final = (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is it a terminal, how much can be read, do not wait, and inheritance."""

FCNTL_COMMANDS: Final = (0, 1, 2, 3, 4, 5, 6, 7, 1030, 1031, 1032)
"""Duplicates, flags, locks and pipe sizes: nothing that sends signals to others."""


@dataclass(frozen=True)
class Condition:
    """A system call that is allowed where `argument & mask == value`."""

    name: str
    argument: int
    value: int
    mask: int = 0xFFFF_FFFF


CONDITIONS: Final = (
    Condition("clone", 0, CLONE_THREAD, CLONE_THREAD | ANY_NAMESPACE),
    Condition("socketpair", 0, AF_UNIX),
    Condition("prlimit64", 2, 0, 0xFFFF_FFFF_FFFF_FFFF),
    *(Condition("prctl", 0, option) for option in PRCTL_OPTIONS),
    *(Condition("ioctl", 1, request) for request in IOCTL_REQUESTS),
    *(Condition("fcntl", 1, command) for command in FCNTL_COMMANDS),
)
NOT_THERE: Final = ("clone3",)
"""Answered as by a kernel that does not know them, since libraries then use an older call that can be judged."""


class FilterError(AutograderError):
    """The system can't compile a filter of system calls."""


@functools.cache
def compile_filter() -> bytes:
    """Compile the allow-list to the BPF program of this machine's architecture; raises FilterError.

    Anything else is refused with EPERM, and a call of another architecture's numbering ends the process.
    """
    try:
        import pyseccomp  # noqa: PLC0415 - raises where libseccomp is missing
    except (ImportError, RuntimeError, OSError, AttributeError) as error:
        raise FilterError("libseccomp was not found. Install it (Debian: apt-get install libseccomp2).") from error
    try:
        return _compiled(pyseccomp)
    except OSError as error:
        raise FilterError(f"libseccomp can't compile the filter: {error}.") from error


def _compiled(seccomp: Any) -> bytes:  # noqa: ANN401 - a module without types
    program = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    program.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)
    for name in sorted(ALLOWED):
        _add(seccomp, program, seccomp.ALLOW, name)
    for name in PRETENDED:
        _add(seccomp, program, seccomp.ERRNO(0), name)
    for name in NOT_THERE:
        _add(seccomp, program, seccomp.ERRNO(errno.ENOSYS), name)
    for condition in CONDITIONS:
        match = seccomp.Arg(condition.argument, seccomp.MASKED_EQ, condition.mask, condition.value)
        _add(seccomp, program, seccomp.ALLOW, condition.name, match)
    with tempfile.TemporaryFile() as file:
        program.export_bpf(file)
        file.seek(0)
        return file.read()


def _add(seccomp: Any, program: Any, action: int, name: str, *conditions: Any) -> None:  # noqa: ANN401 - likewise
    number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
    if number >= 0:
        program.add_rule(action, number, *conditions)
