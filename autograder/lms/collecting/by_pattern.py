"""A folder of files that name their owners in a way which a regular expression describes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.collecting.finding import Claim, Finding, Reading
from autograder.lms.collecting.moments import any_form
from autograder.roster import IDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.settings import Settings

WHO: Final = ("student", "email", *IDS)
"""Groups that hold an id; `name` holds a name."""

FURTHER: Final = ("attempt", "timestamp", "late")
_NO: Final = frozenset({"", "0", "no", "false", "ontime", "on-time", "on_time"})
_UNMATCHED: Final = "The pattern does not match it."


def compiled(text: str | None) -> re.Pattern[str]:
    """Check a pattern; raises UsageError where there is none, or it names nobody."""
    known = f"(?P<student>...), or one of the groups {', '.join(('name', *WHO[1:]))}, and perhaps {', '.join(FURTHER)}"
    if not text:
        raise UsageError(f"A folder needs `--pattern`, a regular expression for its files' names with {known}.")
    try:
        pattern = re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise UsageError(f"The pattern is no regular expression ({error}). Correct `--pattern`.") from error
    groups = set(pattern.groupindex)
    strange = groups - {"name", *WHO, *FURTHER}
    if strange:
        raise UsageError(f"The pattern has the group {min(strange)!r}, which means nothing here. Use {known}.")
    if not groups & {"name", *WHO}:
        raise UsageError(f"The pattern has no group that says whose a file is. Use {known}.")
    return pattern


def findings(members: Sequence[Parts], settings: Settings) -> list[Finding]:
    """Search for the pattern in each file's name, or in its whole path if the pattern has a slash."""
    if settings.pattern is None:
        raise ValueError("a folder is read by a pattern")
    return [_finding(parts, settings.pattern, settings) for parts in members]


def _finding(parts: Parts, pattern: re.Pattern[str], settings: Settings) -> Finding:
    match = pattern.search("/".join(parts) if "/" in pattern.pattern else parts[-1])
    if match is None:
        return Finding(parts, reason=_UNMATCHED)
    found = {name: text.strip() for name, text in match.groupdict().items() if text is not None}
    claims = tuple(Claim(column, found[column], settles=True) for column in WHO if found.get(column))
    names = (found["name"],) if found.get("name") else ()
    attempt = found.get("attempt", "")
    return Finding(
        parts,
        owners=((Reading(claims, names),),),
        moment=any_form(found["timestamp"], settings.zone) if found.get("timestamp") else None,
        late=found.get("late", "").casefold() not in _NO if "late" in pattern.groupindex else None,
        attempt=int(attempt) if attempt.isdecimal() and len(attempt) < len(str(10**9)) else None,
    )
