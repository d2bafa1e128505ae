"""Landlock: holding a process to an allow-list of files, with all that this kernel's version offers."""

from __future__ import annotations

import os
import stat
import struct
from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING, Final

from autograder.sandbox.inside import kernel

if TYPE_CHECKING:
    from collections.abc import Iterable


class Access(IntFlag):
    """Rights on files, as the kernel numbers them."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15


FIRST_VERSION: Final = (1 << 13) - 1
ADDED: Final = {2: Access.REFER, 3: Access.TRUNCATE, 5: Access.IOCTL_DEV}
TCP_VERSION: Final = 4
TCP: Final = 0b11
"""Binding and connecting."""

SCOPE_VERSION: Final = 6
SCOPES: Final = 0b11
"""Abstract sockets and signals: neither reaches a process outside."""

READ: Final = Access.READ_FILE | Access.READ_DIR
USE_DEVICE: Final = Access.READ_FILE | Access.WRITE_FILE
WORK: Final = (
    READ
    | Access.WRITE_FILE
    | Access.TRUNCATE
    | Access.REMOVE_DIR
    | Access.REMOVE_FILE
    | Access.MAKE_DIR
    | Access.MAKE_REG
    | Access.REFER
)
ON_FILES: Final = Access.EXECUTE | Access.WRITE_FILE | Access.READ_FILE | Access.TRUNCATE | Access.IOCTL_DEV


@dataclass(frozen=True)
class Rule:
    """What may be done with a file, or with everything below a folder."""

    path: str
    access: Access


def restrict_this_process(rules: Iterable[Rule]) -> None:
    """Hold this process to the rules, for good; paths that do not exist are left out.

    The process must have given up new privileges. Raises OSError where the kernel has no Landlock.
    """
    version = kernel.landlock_version()
    handled = Access(FIRST_VERSION)
    for since, access in ADDED.items():
        handled |= access if version >= since else Access(0)
    words = [handled, TCP if version >= TCP_VERSION else 0, SCOPES if version >= SCOPE_VERSION else 0]
    known = 3 if version >= SCOPE_VERSION else 2 if version >= TCP_VERSION else 1
    ruleset = kernel.landlock_create(struct.pack(f"={known}Q", *words[:known]))
    try:
        for rule in rules:
            _add(ruleset, rule, handled)
        kernel.landlock_restrict(ruleset)
    finally:
        os.close(ruleset)


def _add(ruleset: int, rule: Rule, handled: Access) -> None:
    try:
        descriptor = os.open(rule.path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        access = rule.access & handled
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            access &= ON_FILES
        kernel.landlock_add_path_rule(ruleset, struct.pack("=Qi", access, descriptor))
    finally:
        os.close(descriptor)
