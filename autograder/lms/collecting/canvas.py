"""Canvas: `sortablename[_LATE]_<user id>_<attachment id>_<file>`, `[LATE_]anon_<id>_<attachment id>_<file>`.

The name is in lower case without punctuation; it may hold underscores and digits, and so may the file's name.
Canvas puts `-1` to `-7` before the ending of a file that was uploaded again under the same name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from autograder.lms.collecting.finding import Claim, Finding, Reading, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.settings import Settings

_IDS: Final = re.compile(r"_(?=(\d{1,20})_(\d{1,20})_.)", re.ASCII)
_ANONYMOUS: Final = re.compile(
    r"(?:LATE_|late_)?anon_(?!LATE_|late_)[A-Za-z0-9]+_(?:\d+_.+|(?:text|link)\.html)", re.ASCII
)
_LATE: Final = ("_LATE", "_late")  # older versions write it small
_ONLINE: Final = re.compile(r"(?P<who>.+?)(?:_LATE|_late)?_(?P<id>\d{1,20})_(?:text|link)\.html", re.ASCII | re.DOTALL)
_AGAIN: Final = re.compile(r"(?P<base>.+?)-(?P<number>[1-7])(?P<ending>(?:\.[A-Za-z0-9]+)*)", re.ASCII)
_HIDDEN_NAME: Final = (
    "Canvas hides who handed it in. Show the names in Canvas (no anonymous grading), download again and collect that."
)
_ONLINE_ENTRY: Final = "It is text or a link that was entered in Canvas, not a notebook."
_NOT_CANVAS: Final = "Its name is not one that Canvas gives: name_userid_attachmentid_file."


def findings(members: Sequence[Parts], settings: Settings) -> list[Finding]:  # noqa: ARG001 - as all formats
    """Read each member by its file name; Canvas makes no folders."""
    return [_finding(parts) for parts in members]


def _finding(parts: Parts) -> Finding:
    name = parts[-1]
    if _ANONYMOUS.fullmatch(name):
        return Finding(parts, reason=_HIDDEN_NAME)
    places = [(match.start(), match[1], match[2]) for match in _IDS.finditer(name)]
    if not places:
        online = _ONLINE.fullmatch(name)
        if online is None:
            return Finding(parts, reason=_NOT_CANVAS)
        reading = Reading((Claim("canvas_id", online["id"], settles=True),), (online["who"],))
        return Finding(parts, owners=((reading,),), reason=_ONLINE_ENTRY)
    at, user, attachment = places[0]
    attempt, series = _attempt(name[at + len(f"_{user}_{attachment}_") :])
    return Finding(
        parts,
        owners=(tuple(_readings(name, places)),),
        late=name[:at].endswith(_LATE),
        attempt=attempt,
        series=series,
    )


def _readings(name: str, places: list[tuple[int, str, str]]) -> Iterator[Reading]:
    """Give the leftmost ids first; others are meant where the person's own name holds digits and underscores."""
    for index, (at, user, _) in enumerate(places):
        person = name[: at - len("_LATE")] if name[:at].endswith(_LATE) else name[:at]
        weight = Weight.POSSIBLE if index else Weight.PLAIN
        yield Reading((Claim("canvas_id", user, settles=True),), (person,), weight)


def _attempt(file: str) -> tuple[int, str]:
    """Return which upload of that file name it is, and the name that all of them share."""
    match = _AGAIN.fullmatch(file)
    if match is None:
        return 1, file.casefold()
    return int(match["number"]) + 1, (match["base"] + match["ending"]).casefold()
