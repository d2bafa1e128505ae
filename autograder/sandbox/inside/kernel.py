"""System calls that Python has no function for; each raises OSError where the kernel refuses."""

from __future__ import annotations

import ctypes
import os
from typing import Final

CLONE_NEWNS: Final = 0x0002_0000
CLONE_NEWIPC: Final = 0x0800_0000
CLONE_NEWUSER: Final = 0x1000_0000
CLONE_NEWPID: Final = 0x2000_0000
MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
CAP_DAC_OVERRIDE: Final = 1
CAP_DAC_READ_SEARCH: Final = 2

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_KEEPCAPS = 1, 4, 8
_PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 22, 24, 38, 47
_PR_CAP_AMBIENT_CLEAR_ALL: Final = 4
HIGHEST_CAPABILITY: Final = 63
_SECCOMP_MODE_FILTER: Final = 2
_CAPABILITY_VERSION_3: Final = 0x2008_0522
_LANDLOCK_CREATE, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT = 444, 445, 446
"""Numbers of system calls, the same on every architecture."""

_INSTRUCTION_BYTES: Final = 8
_libc: Final = ctypes.CDLL(None, use_errno=True)


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _CapabilitySets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _prctl(option: int, *arguments: int) -> int:
    words = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:4]]
    return int(_libc.prctl(ctypes.c_int(option), *words))


def unshare(flags: int) -> None:
    """Leave the namespaces that `flags` names for new ones."""
    _checked(_libc.unshare(ctypes.c_int(flags)), "unshare")


def enter_namespace(descriptor: int, kind: int) -> None:
    """Enter the namespace that a descriptor stands for."""
    _checked(_libc.setns(ctypes.c_int(descriptor), ctypes.c_int(kind)), "setns")


def mount_tmpfs(folder: str, size_bytes: int, inodes: int) -> None:
    """Mount an empty file system in memory, of limited size, on a folder."""
    options = f"size={size_bytes},nr_inodes={inodes},mode=0700".encode()
    flags = ctypes.c_ulong(MS_NOSUID | MS_NODEV | MS_NOEXEC)
    _checked(_libc.mount(b"tmpfs", folder.encode(), b"tmpfs", flags, options), "mount tmpfs")


def end_with_parent(signal: int) -> None:
    """Have the kernel send this process a signal when the thread that made it ends."""
    _checked(_prctl(_PR_SET_PDEATHSIG, signal), "prctl(PR_SET_PDEATHSIG)")


def forbid_new_privileges() -> None:
    """Give up for good that any program could bring privileges with it."""
    _checked(_prctl(_PR_SET_NO_NEW_PRIVS, 1), "prctl(PR_SET_NO_NEW_PRIVS)")


def set_dumpable(*, allowed: bool) -> None:
    """Say whether other processes of the same user may look into this one."""
    _checked(_prctl(_PR_SET_DUMPABLE, allowed), "prctl(PR_SET_DUMPABLE)")


def keep_capabilities_over_change_of_user() -> None:
    """Let the next change of user id keep the permitted capabilities, so that a chosen one can stay."""
    _checked(_prctl(_PR_SET_KEEPCAPS, 1), "prctl(PR_SET_KEEPCAPS)")


def drop_capabilities_of_programs() -> None:
    """Give up every capability that a program could bring; without CAP_SETPCAP that is neither possible nor needed."""
    for capability in range(HIGHEST_CAPABILITY + 1):
        if _prctl(_PR_CAPBSET_DROP, capability) < 0:
            break
    _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)


def keep_capability(kept: int | None) -> None:
    """Give up all capabilities, but for one where asked."""
    bit = 0 if kept is None else 1 << kept
    header = _CapabilityHeader(_CAPABILITY_VERSION_3, 0)
    sets = (_CapabilitySets * 2)(_CapabilitySets(bit, bit, 0), _CapabilitySets(0, 0, 0))
    _checked(_libc.capset(ctypes.byref(header), sets), "capset")


def load_system_call_filter(program: bytes) -> None:
    """Put a BPF program between this process and the kernel, for good."""
    code = ctypes.create_string_buffer(program, len(program))
    filter_program = _FilterProgram(len(program) // _INSTRUCTION_BYTES, ctypes.addressof(code))
    words = ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(filter_program)
    _checked(_libc.prctl(ctypes.c_int(_PR_SET_SECCOMP), *words), "prctl(PR_SET_SECCOMP)")


def landlock_version() -> int:
    """Ask which version of Landlock the kernel has; 0 for none."""
    return max(0, int(_libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(1))))


def landlock_create(attributes: bytes) -> int:
    """Make a set of rules; returns its descriptor."""
    size = ctypes.c_size_t(len(attributes))
    return _checked(_libc.syscall(_LANDLOCK_CREATE, attributes, size, ctypes.c_uint(0)), "landlock_create_ruleset")


def landlock_add_path_rule(ruleset: int, rule: bytes) -> None:
    """Add one rule about what lies beneath a path."""
    arguments = ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint(0)
    _checked(_libc.syscall(_LANDLOCK_ADD_RULE, *arguments), "landlock_add_rule")


def landlock_restrict(ruleset: int) -> None:
    """Hold this process to a set of rules, for good."""
    _checked(_libc.syscall(_LANDLOCK_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint(0)), "landlock_restrict_self")
