"""Which roster ids may name the folders of `submitted/`: those that every tool gives back as they are.

`autograder grade` and nbgrader read a student's id from the folder's name, so an id may not be changed to make a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from autograder.roster import Roster

MOST_BYTES: Final = 200
MOST_SHOWN: Final = 20
_ID: Final = re.compile(r"\w(?:[\w.@'~+-]|\ (?=\S))*")
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def require_usable(roster: Roster, path: Path) -> None:
    """Raise UsageError that names every line of the roster whose id can't be a folder's name."""
    problems = list(_problems(roster))
    if problems:
        listed = "\n".join(f"  - {problem}" for problem in problems[:MOST_SHOWN])
        raise UsageError(
            f"{path}: these ids can't name a student's folder:\n{listed}\n"
            "Use ids of letters, digits and . _ @ - that begin with a letter or digit, or collect with --pseudonymous."
        )


def _problems(roster: Roster) -> Iterable[str]:
    for person in roster:
        if not is_usable(person.student):
            yield f"line {person.line}: the student {visible_line(person.student)!r}"


def is_usable(student: str) -> bool:
    """Whether a folder of that name is made and found again on every file system, and is read as that student's."""
    return (
        _ID.fullmatch(student) is not None
        and not _DEVICE.fullmatch(student)
        and not student.endswith((".", ".ipynb"))
        and len(student.encode("utf-8", "replace")) <= MOST_BYTES
    )
