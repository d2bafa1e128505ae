"""Facts about the machine that explain why a measure does not hold. Whether it does is never told from these."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS: Final = (
    "kernel.unprivileged_userns_clone",
    "user.max_user_namespaces",
    "kernel.apparmor_restrict_unprivileged_userns",
)
CONTAINER_FILES: Final = ("/.dockerenv", "/run/.containerenv")
FILTERED: Final = 2
"""What the kernel says of a process that is under a filter of system calls."""


@dataclass(frozen=True)
class System:
    """What kind of machine this is."""

    platform: str = "linux"
    families: tuple[str, ...] = ()
    """The distribution and those that it is like, as /etc/os-release names them."""

    kernel: tuple[int, int] = (0, 0)
    settings: Mapping[str, str] = field(default_factory=dict)
    """The kernel's settings that bear on namespaces, as far as this kernel has them."""

    security_modules: tuple[str, ...] = ()
    """Those that are switched on; empty where that can't be read."""

    in_container: bool = False
    """Whether this process is in a container or under somebody's filter of system calls already."""


def this_system() -> System:
    """Look at this machine."""
    if sys.platform != "linux":
        return System(platform=sys.platform)
    release = _os_release()
    settings = {name: _text(f"/proc/sys/{name.replace('.', '/')}") for name in SETTINGS}
    return System(
        families=(*release.get("ID", "").split(), *release.get("ID_LIKE", "").split()),
        kernel=_kernel_version(platform.release()),
        settings={name: value for name, value in settings.items() if value},
        security_modules=tuple(filter(None, _text("/sys/kernel/security/lsm").split(","))),
        in_container=any(map(os.path.exists, CONTAINER_FILES)) or "container" in os.environ or _is_filtered(),
    )


def memory_bytes() -> int:
    """The memory that this process and its children may have: the machine's, or what a control group leaves."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([machine, *_group_limits()])


def _group_limits() -> list[int]:
    group = next((line[3:] for line in _text("/proc/self/cgroup").splitlines() if line.startswith("0::")), "/")
    parts = [part for part in group.split("/") if part not in {"", ".."}]
    folders = ["/".join(("/sys/fs/cgroup", *parts[:count])) for count in range(len(parts) + 1)]
    texts = [*(_text(f"{folder}/memory.max") for folder in folders)]
    texts.append(_text("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
    return [int(text) for text in texts if text.isdecimal()]


def _is_filtered() -> bool:
    found = re.search(r"^Seccomp:\s*(\d+)", _text("/proc/self/status"), re.MULTILINE)
    return found is not None and int(found[1]) == FILTERED


def _kernel_version(release: str) -> tuple[int, int]:
    found = re.match(r"(\d+)\.(\d+)", release)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _os_release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return ""
