"""Moodle: `Full name_<id>_assignsubmission_file[_]/path`, or flat `Full name_<id>_assignsubmission_file_<file>`.

The `_` at the folder's end was there before Moodle 4.1. The id is that of the participant in this assignment; a blind
download says `Participant_<id>_...`, in the site's language. A team's name stands in place of a person's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from autograder.lms.collecting.finding import Claim, Finding, Reading, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.settings import Settings

_MEMBER: Final = re.compile(
    r"(?P<who>.*?)(?:_(?P<id>\d{1,20}))?_assignsubmission_(?P<kind>[a-z]+)(?:_.*)?", re.ASCII | re.DOTALL
)
_NOT_MOODLE: Final = "Its name is not one that Moodle gives: Full name_id_assignsubmission_file."
_ONLINE_TEXT: Final = "It is text that was entered in Moodle, not a notebook."


def findings(members: Sequence[Parts], settings: Settings) -> list[Finding]:  # noqa: ARG001 - as all formats
    """Read each member by the outermost part of its path that Moodle named; what lies below is the student's own."""
    return [_finding(parts) for parts in members]


def _finding(parts: Parts) -> Finding:
    match = next(filter(None, map(_MEMBER.fullmatch, parts)), None)
    if match is None:
        return Finding(parts, reason=_NOT_MOODLE)
    claims = (Claim("moodle_id", match["id"], doubtful=True),) if match["id"] else ()
    owner = (Reading(claims, (match["who"],)), *login_first(match["who"]))
    return Finding(parts, owners=(owner,), reason="" if match["kind"] == "file" else _ONLINE_TEXT)


def login_first(name: str) -> tuple[Reading, ...]:
    """Read `jdoe Jane Doe`, as some sites write names; it counts only where login and name agree."""
    login, _, rest = name.strip().partition(" ")
    return (Reading((Claim("login", login),), (rest,), Weight.SUPPORTED),) if rest.strip() else ()
