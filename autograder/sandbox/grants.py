"""What student code may read: Python, the libraries that the course names, and of this package the island alone.

The environment as a whole is never granted, as this package's graders, its data with their labels and whatever else
is installed would come with it. So each library's own files are named, down to what it depends on.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import sys
import sysconfig
from collections import deque
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from packaging.requirements import InvalidRequirement, Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE: Final = Path(__file__).parents[1]
ISLAND: Final = ("__init__.py", "wire", "worker", "trainer", "sandbox/__init__.py", "sandbox/inside")
"""What of this package runs on the far side of the boundary."""

LIBRARIES: Final = ("numpy", "scipy", "matplotlib", "tensorflow", "tensorflow-cpu", "keras")
INSTALLED: Final = ("site-packages", "dist-packages")
SYSTEM_LIBRARIES: Final = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib")
SYSTEM_FILES: Final = ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")
MACHINE: Final = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu", "/sys/devices/system/node")
"""What numerical libraries ask about the machine."""

DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


@dataclass(frozen=True)
class Grant:
    """A file or folder that may be read, but for what is named like one of `but` directly in it."""

    path: str
    but: tuple[str, ...] = ()

    def entries(self) -> Iterator[str]:
        """List the paths that are granted one by one, so that an exception can be left out."""
        if not self.but:
            yield self.path
            return
        for name in sorted(os.listdir(self.path)):
            if not any(fnmatch(name, pattern) for pattern in self.but):
                yield f"{self.path}/{name}"

    def exceptions(self) -> Iterator[str]:
        """List the folders that are not granted."""
        if self.but:
            for name in sorted(os.listdir(self.path)):
                path = f"{self.path}/{name}"
                if any(fnmatch(name, pattern) for pattern in self.but) and os.path.isdir(path):
                    yield path


def interpreter() -> str:
    """The interpreter itself, behind whatever link an environment has to it."""
    return os.path.realpath(sys.executable)


@functools.cache
def import_paths() -> tuple[str, ...]:
    """List the folders that modules are imported from, beside the standard library's own."""
    return tuple(dict.fromkeys([*(folder for folder, _ in _library_entries()), os.fspath(PACKAGE.parent)]))


@functools.cache
def listed_folders() -> tuple[str, ...]:
    """List the folders that Python looks through for modules, but for this package's own."""
    own = os.fspath(PACKAGE.parent)
    return (*_standard_library(), *(path for path in import_paths() if path != own))


def _standard_library() -> list[str]:
    bases = {"installed_base": sys.base_prefix, "platbase": sys.base_exec_prefix}
    return sorted({os.path.realpath(sysconfig.get_path(name, vars=bases)) for name in ("stdlib", "platstdlib")})


@functools.cache
def grants() -> tuple[Grant, ...]:
    """List everything that student code may read, no path twice."""
    base = os.path.realpath(sys.base_prefix)
    libraries = {*(path for path in (*SYSTEM_LIBRARIES, f"{base}/lib") if not os.path.islink(path))}
    found = [
        *(Grant(path, ("python*",)) for path in sorted(libraries)),
        *(Grant(path, INSTALLED) for path in _standard_library()),
        Grant(interpreter()),
        *(Grant(f"{folder}/{name}") for folder, name in _library_entries()),
        *(Grant(os.fspath(PACKAGE / name)) for name in ISLAND),
        *(Grant(path) for path in SYSTEM_FILES),
    ]
    return tuple(grant for grant in found if os.path.exists(grant.path))


@functools.cache
def _library_entries() -> tuple[tuple[str, str], ...]:
    """List folder and name of each entry that an installed library of ours or one it depends on has made."""
    entries: dict[tuple[str, str], None] = {}
    waiting, seen = deque(LIBRARIES), set[str]()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.popleft()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        folder = os.path.realpath(str(distribution.locate_file("")))
        entries.update(dict.fromkeys((folder, entry) for entry in _entries_of(distribution, name)))
        waiting.extend(_requirements(distribution.requires or ()))
    return tuple(entries)


def _entries_of(distribution: metadata.Distribution, name: str) -> set[str]:
    """Name what a distribution has installed, at the top of its folder."""
    record = distribution.read_text("RECORD")
    if record is not None:
        paths = (line.partition("/")[0].partition(",")[0] for line in record.splitlines())
        return {path for path in paths if path not in {"", "..", "__pycache__"}}
    spec = importlib.util.find_spec(name.replace("-", "_"))
    locations = spec.submodule_search_locations if spec is not None else None
    return {Path(location).name for location in locations or ()}


def _requirements(lines: Iterable[str]) -> Iterator[str]:
    """Name the distributions that are required on this machine, without extras."""
    for line in lines:
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name
