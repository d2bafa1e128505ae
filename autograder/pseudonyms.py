"""Keyed pseudonyms: names for students that nobody can trace back without the key of this installation."""

from __future__ import annotations

import hmac
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from autograder.secret import kept_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE: Final = "pseudonym-key"
VARIABLE: Final = "AUTOGRADER_PSEUDONYM_KEY"
DIGITS: Final = 16
FORM: Final = re.compile(rf"anon-[0-9a-f]{{{DIGITS}}}")
FOLDER_FORM: Final = re.compile(rf"{FORM.pattern}(-[0-9a-f]+)?")
"""How output folders of students with pseudonyms are called; further submissions of one student have longer names."""


@dataclass(frozen=True)
class Pseudonyms:
    """Makes pseudonyms and finds out whose they are; an HMAC, so that guessing a student's id does not help."""

    key: bytes = field(repr=False)

    def of(self, student: str) -> str:
        """Return the pseudonym of a student, the same every time; a pseudonym's is itself.

        An accent may be spelled as part of its letter or by itself, as file systems do.
        """
        if FORM.fullmatch(student):
            return student
        text = unicodedata.normalize("NFC", student).encode("utf-8", "surrogatepass")
        digest = hmac.digest(self.key, b"autograder pseudonym\0" + text, "sha256")
        return f"anon-{digest.hex()[:DIGITS]}"

    def owner(self, name: str, students: Iterable[str]) -> str | None:
        """Return which of the students goes by that name, be it the id or the pseudonym; None where nobody does."""
        students = tuple(students)
        if name in students:
            return name
        if not FORM.fullmatch(name):
            return None
        return next((student for student in students if self.of(student) == name), None)


def open_pseudonyms(root: Path) -> Pseudonyms:
    """Take the key from variable AUTOGRADER_PSEUDONYM_KEY, else from `.autograder/pseudonym-key`, made on first use.

    It is another key than the course's secret, which packages carry to other machines. Raises UsageError.
    """
    return Pseudonyms(kept_key(root, FILE, VARIABLE))


def real_id(root: Path, name: str, students: Iterable[str]) -> str:
    """Return which of these students of the course in `root` goes by that name; where nobody does, the name itself.

    The key is read only where it is needed. Raises UsageError as `open_pseudonyms` does.
    """
    students = tuple(students)
    if name in students or not students or not FORM.fullmatch(name):
        return name
    return open_pseudonyms(root).owner(name, students) or name
