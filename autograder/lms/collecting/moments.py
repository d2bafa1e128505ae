"""Reading the moments that downloads write into names, and writing the one that nbgrader reads."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.errors import UsageError
from autograder.intake.timestamp import parse_timestamp

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DASHED: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})[-T_ ](\d{2})[-.:]?(\d{2})(?:[-.:]?(\d{2}))?", re.ASCII)
_WRITTEN_OUT: Final = re.compile(
    r"(?:(?P<month>[a-z]{3})[a-z]*\.?\s+(?P<day>\d{1,2})|(?P<day2>\d{1,2})\.?\s+(?P<month2>[a-z]{3})[a-z]*\.?),?"
    r"\s+(?P<year>\d{4}),?\s+(?:at\s+)?(?P<hour>\d{1,2}?)[:.]?(?P<minute>\d{2})\s*(?P<half>[ap])?\.?(?:m\.?)?",
    re.ASCII | re.IGNORECASE,
)
_LONG_FRACTION: Final = re.compile(r"(\.\d{6})\d+", re.ASCII)
_NOON: Final = 12


def zone_named(name: str | None) -> tzinfo | None:
    """Return the time zone of an IANA name, or None, which stands for the machine's own. Raises UsageError."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"There is no time zone {name!r}. Name one as in Europe/Berlin or America/New_York."
        ) from error


def dashed(text: str, zone: tzinfo | None) -> datetime | None:
    """Read `2024-09-24-21-26-10` as a local time of the zone; None where the text is no such time."""
    match = _DASHED.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(number or 0) for number in match.groups())
    return _local((year, month, day, hour, minute, second), zone)


def written_out(text: str, zone: tzinfo | None) -> datetime | None:
    """Read `Sep 24, 2024 926 PM` (or with a colon, or the day first) as a local time of the zone, else None."""
    match = _WRITTEN_OUT.fullmatch(text.strip().replace("\u202f", " ").replace("\xa0", " "))
    if match is None:
        return None
    month = (match["month"] or match["month2"]).lower()
    if month not in _MONTHS:
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if match["half"].lower() == "p" else 0)
    date = (int(match["year"]), _MONTHS.index(month) + 1, int(match["day"] or match["day2"]))
    return _local((*date, hour, int(match["minute"]), 0), zone)


def with_offset(text: str) -> datetime | None:
    """Read a time as programs write it, `2024-09-24 21:26:10.123456789 -07:00`; without an offset it is UTC."""
    return parse_timestamp(_LONG_FRACTION.sub(r"\1", text.strip()).encode())


def any_form(text: str, zone: tzinfo | None) -> datetime | None:
    """Read a time in any of these forms; one that names no offset is a local time of the zone."""
    stripped = text.strip()
    if re.search(r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$", stripped):
        moment = with_offset(stripped)
        if moment is not None:
            return moment
    return dashed(stripped, zone) or written_out(stripped, zone) or with_offset(stripped)


def for_nbgrader(moment: datetime) -> str:
    """Write a moment as nbgrader's `timestamp.txt` holds it."""
    form = "%Y-%m-%d %H:%M:%S.%f UTC" if moment.microsecond else "%Y-%m-%d %H:%M:%S UTC"
    return moment.astimezone(UTC).strftime(form)


def _local(numbers: tuple[int, int, int, int, int, int], zone: tzinfo | None) -> datetime | None:
    try:
        wall_clock = datetime(*numbers, tzinfo=zone)
        return wall_clock.astimezone(UTC)  # without a zone, the machine's own is meant
    except (ValueError, OverflowError, OSError):
        return None


def own_zone_name() -> str:
    """Name the machine's own time zone, as well as it can be named."""
    now = datetime.now().astimezone()
    return f"this machine ({now.tzname()}, UTC{now:%z})"
