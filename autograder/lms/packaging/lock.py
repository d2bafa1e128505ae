"""The run-time part of `requirements.lock`: all of it but what nothing needs except developing the project."""

from __future__ import annotations

import re
import tomllib
from collections import deque
from importlib import metadata
from typing import TYPE_CHECKING, Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENTRY: Final = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==")


def run_time_part(lock: str, pyproject: str) -> str:
    """Leave out what is required, directly or not, by extras only; whatever is not known to be so stays."""
    project = tomllib.loads(pyproject)["project"]
    extras = [line for lines in project.get("optional-dependencies", {}).values() for line in lines]
    superfluous = _closure(extras) - _closure(project["dependencies"])
    kept: list[str] = []
    keeping = True
    for line in lock.splitlines(keepends=True):
        if entry := _ENTRY.match(line):
            keeping = canonicalize_name(entry[1]) not in superfluous
        if keeping:
            kept.append(line)
    return "".join(kept)


def _closure(lines: Iterable[str]) -> set[str]:
    """Name what these requirements come to, by what is installed here; for any platform, unless an extra has it so."""
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = deque((line, frozenset[str]()) for line in lines)
    while waiting:
        line, extras = waiting.popleft()
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        asked = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if asked in seen or not _applies(requirement, extras):
            continue
        seen.add(asked)
        try:
            waiting.extend((further, asked[1]) for further in metadata.requires(asked[0]) or ())
        except metadata.PackageNotFoundError:
            continue
    return {name for name, _ in seen}


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    if marker is None or "extra" not in str(marker):
        return True
    return any(marker.evaluate({"extra": extra}) for extra in extras)
