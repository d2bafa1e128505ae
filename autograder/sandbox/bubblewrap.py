"""The command line of bubblewrap that puts a process into namespaces with granted files only."""

from __future__ import annotations

import os
import shutil
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from autograder.sandbox.grants import DEVICES, MACHINE, SYSTEM_LIBRARIES, grants
from autograder.sandbox.rung import RungError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORK: Final = "/work-area"
HOME: Final = f"{WORK}/home"
SCRATCH_BYTES: Final = 1 << 20
NAMESPACES: Final = ("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try")
ROOT_CAPABILITIES: Final = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")
"""What the zygote needs to stop being root, and gives up by that."""


def find() -> str:
    """Find bubblewrap; raises RungError that says how to install it."""
    program = shutil.which("bwrap", path=f"{os.environ.get('PATH', os.defpath)}:/usr/bin:/usr/local/bin")
    if program is None:
        raise RungError("bubblewrap is not installed. Install it (Debian and Ubuntu: apt-get install bubblewrap).")
    return program


def command(inner: Sequence[str], *, own_namespaces: bool, work_bytes: int) -> list[str]:
    """Write the command that runs `inner` with granted files only, as root without a user namespace.

    The environment is the caller's: it is handed on as it is.
    """
    as_root = os.geteuid() == 0
    keep = [word for capability in ROOT_CAPABILITIES for word in ("--cap-add", capability)]
    work = (
        ["--perms", "0755", "--dir", WORK, "--perms", "0700", "--dir", HOME]
        if own_namespaces
        else ["--perms", "1777", "--size", str(work_bytes), "--tmpfs", WORK]
    )
    return [
        find(),
        *NAMESPACES,
        *(["--cap-drop", "ALL", *keep] if as_root else ["--unshare-user"]),
        *("--die-with-parent", "--new-session", "--hostname", "sandbox"),
        *_files(),
        *("--proc", "/proc", "--dev", "/dev"),
        *work,
        *("--remount-ro", "/", "--chdir", "/"),
        *inner,
    ]


def readable() -> tuple[str, ...]:
    """List what may be read in there: all that was put there, and of the rest only what describes the machine."""
    tops = {f"/{PurePath(grant.path).parts[1]}" for grant in grants()}
    return tuple(sorted({*tops, *MACHINE, *DEVICES} - {"/proc", "/dev", WORK}))


def _files() -> Iterator[str]:
    """Bind what is granted, and nothing over the folders that are not; parents of a bound path can be passed by all."""
    for link in SYSTEM_LIBRARIES:
        if os.path.islink(link):
            yield from ("--symlink", os.readlink(link), link)
    machine = [path for path in MACHINE if path.startswith("/sys/") and os.path.exists(path)]
    bound = [*(grant.path for grant in grants()), *machine]
    for parent in _parents(bound):
        yield from ("--perms", "0755", "--dir", parent)
    for grant in sorted(grants(), key=lambda grant: grant.path):
        yield from ("--ro-bind", grant.path, grant.path)
        for folder in grant.exceptions():
            yield from ("--perms", "0755", "--size", str(SCRATCH_BYTES), "--tmpfs", folder)
    for path in machine:
        yield from ("--ro-bind", path, path)


def _parents(paths: Sequence[str]) -> list[str]:
    """List the folders above paths, from the top down, but for those that lie within one of the paths."""
    parents = {os.fspath(parent) for path in paths for parent in PurePath(path).parents} - {"/"}
    return sorted(
        parent for parent in parents if not any(parent == path or parent.startswith(f"{path}/") for path in paths)
    )
