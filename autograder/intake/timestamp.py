"""Reading the moment of submission from nbgrader's `timestamp.txt`; a file's own date is never trusted."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

MAX_BYTES = 200
_FORM = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d{1,6})?\s*(Z|[+-]\d{2}:?\d{2}|[A-Za-z][A-Za-z0-9_+/-]{0,63})?",
    re.ASCII,
)
_ZERO = frozenset({"Z", "UTC", "GMT"})


def parse_timestamp(content: bytes) -> datetime | None:
    """Return the moment in UTC, or None where the text names none.

    Accepts a date and time, then a zone as name (`America/Los_Angeles`), as offset or none, which means UTC.
    Abbreviations beside UTC and GMT are ambiguous and not accepted.
    """
    match = _FORM.fullmatch(content.decode("utf-8", "replace").strip().removeprefix("\ufeff"))
    if match is None:
        return None
    day, time, fraction, zone = match.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=_zone(zone))
        if fraction is not None:
            moment = moment.replace(microsecond=int(fraction[1:].ljust(6, "0")))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _zone(name: str | None) -> tzinfo:
    """Return the zone of that name; raises ValueError (or a subclass of it) or OSError where there is none."""
    if name is None or name in _ZERO:
        return UTC
    if name[0] in "+-":
        sign = -1 if name[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[1:3]), minutes=int(name[-2:])))
    if "/" not in name:
        raise ValueError("an abbreviation")
    try:
        return ZoneInfo(name)
    except KeyError as error:  # ZoneInfoNotFoundError
        raise ValueError("no such zone") from error
