"""Blackboard: `Assignment_username_attempt_YYYY-MM-DD-HH-MM-SS[_file]`, the word "attempt" in the site's language.

Titles, logins and file names may all hold underscores, so every way to split the name is a reading of its own; the
roster and the title that all members share tell which one is meant. Times are local.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from autograder.lms.collecting.finding import Claim, Finding, Reading
from autograder.lms.collecting.moments import dashed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.settings import Settings

MOST_SPLITS: Final = 40
_MEMBER: Final = re.compile(
    r"(?P<head>.+?)_[^_]+_(?P<when>\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2})(?P<file>_.+|\.txt)", re.ASCII | re.DOTALL
)
_ABOUT: Final = "It is Blackboard's own description of an attempt."
_NOT_BLACKBOARD: Final = "Its name is not one that Blackboard gives: Assignment_username_attempt_date_file."


def findings(members: Sequence[Parts], settings: Settings) -> list[Finding]:
    """Read each member by its file name; Blackboard makes no folders."""
    return [_finding(parts, settings) for parts in members]


def _finding(parts: Parts, settings: Settings) -> Finding:
    match = _MEMBER.fullmatch(parts[-1])
    if match is None:
        return Finding(parts, reason=_NOT_BLACKBOARD)
    if match["file"] == ".txt":
        return Finding(parts, reason=_ABOUT, expected=True)
    return Finding(parts, owners=(tuple(_readings(match["head"])),), moment=dashed(match["when"], settings.zone))


def _readings(head: str) -> Iterator[Reading]:
    """Split title from login at each underscore, the longest login first; it may also be all that there is."""
    pieces = head.split("_")
    for at in range(max(0, len(pieces) - MOST_SPLITS), len(pieces)):
        title, login = "_".join(pieces[:at]), "_".join(pieces[at:])
        yield Reading((Claim("login", login),), title=title)
