"""Naming output folders after students, safely and uniquely on every file system.

An id of `[A-Za-z0-9][A-Za-z0-9._@-]{0,63}` names its folder as it is. The exceptions are what some file systems can't
tell apart or create: ids that differ in case or final dots only (the first, lower case preferred, keeps its name), and
the device names of Windows.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_UNSAFE_RUN = re.compile(r"[^A-Za-z0-9]+")
_HASH_CHARACTERS = 10
_SLUG_CHARACTERS = 40


class FolderNames:
    """The names given out so far, and the way to a new one."""

    def __init__(self, students: Iterable[str]) -> None:
        """Name the folder of each student; the result depends on the set of them only, not on their order."""
        self._taken: set[str] = set()
        self._names: dict[str, str] = {}
        students = sorted(set(students), key=lambda student: (student != student.lower(), student))
        others = []
        for student in students:
            if _PLAIN.fullmatch(student) and not _DEVICE.fullmatch(student) and _key(student) not in self._taken:
                self._taken.add(_key(student))
                self._names[student] = student
            else:
                others.append(student)
        for student in others:
            self._names[student] = self._new_name(student, student)

    def of(self, student: str) -> str:
        """Return the student's folder."""
        return self._names[student]

    def another(self, student: str, mark: str) -> str:
        """Return one more folder for a student of whom there are several submissions."""
        return self._new_name(student, f"{student}\0{mark}")

    def _new_name(self, student: str, hashed: str) -> str:
        folded = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode("ascii")
        slug = _UNSAFE_RUN.sub("-", folded)[:_SLUG_CHARACTERS].strip("-") or "student"
        digest = hashlib.sha256(hashed.encode("utf-8", "surrogatepass")).hexdigest()
        length = _HASH_CHARACTERS
        while _key(name := f"{slug}-{digest[:length]}") in self._taken:
            length += 1  # someone's id looks like a name of ours
        self._taken.add(_key(name))
        return name


def _key(name: str) -> str:
    """Return what a file system that ignores case and final dots makes of a name."""
    return name.casefold().rstrip(".")
