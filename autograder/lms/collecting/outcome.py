"""What collecting a download came to: every member of it matched, ambiguous or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from autograder.lms.collecting.writing import State


@dataclass(frozen=True)
class Matched:
    """A member that is one student's submission; `student` is the name of the folder, an id or a pseudonym.

    `by` is the roster's column that held the id, `name` where only the name told, or `group`; for `name`, `lacking` are
    the columns that could have held an id. `unmatched` counts those who handed it in as well and are not on the
    roster. `state` is None in a dry run.
    """

    file: str
    student: str
    late: bool
    attempt: int
    moment: datetime | None
    path: Path
    latest: bool
    by: str
    lacking: tuple[str, ...] = ()
    unmatched: int = 0
    state: State | None = None


@dataclass(frozen=True)
class Ambiguous:
    """A member that may be one of several students', or of which it is open whether it counts."""

    file: str
    candidates: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Unknown:
    """A member that is nobody's submission; `expected` where the system puts such a member into every download."""

    file: str
    reason: str
    expected: bool = False


@dataclass(frozen=True)
class Outcome:
    """All members, and the students of the roster for whom none was matched."""

    matched: tuple[Matched, ...]
    ambiguous: tuple[Ambiguous, ...]
    unknown: tuple[Unknown, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        """Count the entries of all three lists."""
        return len(self.matched) + len(self.ambiguous) + len(self.unknown)

    @property
    def complete(self) -> bool:
        """Whether every submission in the download found its student."""
        left = [one for one in self.unknown if not one.expected]
        return not (self.ambiguous or left or self.notes or any(one.unmatched for one in self.matched))
