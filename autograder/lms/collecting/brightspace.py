"""Brightspace: `orgunit-userid - Name - Sep 24, 2024 926 PM/file`, or flat with ` - file` in place of the folder.

The user id is Brightspace's own number, which is not always the roster's `org_defined_id`. Times are local.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from autograder.lms.collecting.finding import Claim, Finding, Reading
from autograder.lms.collecting.moments import written_out
from autograder.lms.collecting.moodle import login_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.settings import Settings

_MEMBER: Final = re.compile(r"\d{1,20}-(?P<id>\d{1,20})\s*-\s+(?P<rest>.+)", re.ASCII | re.DOTALL)
_DATE: Final = re.compile(
    r"\s*-\s+(?P<date>(?:[A-Za-z]{3,9}\.?\s+\d{1,2}|\d{1,2}\.?\s+[A-Za-z]{3,9}\.?),?\s+\d{4},?\s+\d{1,2}:?\d{2}"
    r"(?:\s*[AaPp]\.?[Mm]\.?)?)(?=\s*-|$)"
)
_CONTENTS: Final = "It is Brightspace's own list of what the download holds."
_NOT_BRIGHTSPACE: Final = "Its name is not one that Brightspace gives: orgunit-userid - Name - date."


def findings(members: Sequence[Parts], settings: Settings) -> list[Finding]:
    """Read each member by the outermost part of its path that Brightspace named."""
    return [_finding(parts, settings) for parts in members]


def _finding(parts: Parts, settings: Settings) -> Finding:
    match = next(filter(None, map(_MEMBER.fullmatch, parts)), None)
    if match is None:
        if parts[-1].lower() == "index.html":
            return Finding(parts, reason=_CONTENTS, expected=True)
        return Finding(parts, reason=_NOT_BRIGHTSPACE)
    date = _DATE.search(match["rest"])
    name = match["rest"][: date.start()] if date else match["rest"].partition(" - ")[0]
    claim = Claim("org_defined_id", match["id"], doubtful=True)
    return Finding(
        parts,
        owners=((Reading((claim,), (name,)), *login_first(name)),),
        moment=written_out(date["date"], settings.zone) if date else None,
    )
