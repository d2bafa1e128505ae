"""nbgrader's own layout: `STUDENT/SLUG/*.ipynb`, with the moment of submission in `timestamp.txt`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autograder.errors import SubmissionError
from autograder.intake.layout import TIMESTAMP
from autograder.intake.timestamp import MAX_BYTES, parse_timestamp
from autograder.lms.collecting.finding import Claim, Finding, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.settings import Settings

_TIME: Final = "It says when a submission arrived."
_ELSEWHERE: Final = "It does not lie in a folder STUDENT/{slug}/."


def findings(members: Sequence[Parts], settings: Settings) -> list[Finding]:
    """Read each member by the folder of the assignment that it lies in."""
    moments = {
        parts[:-1]: _moment(parts, settings)
        for parts in members
        if parts[-1] == TIMESTAMP and _student(parts, settings.slug) is not None
    }
    return [_finding(parts, moments.get(parts[:-1]), settings.slug) for parts in members]


def _finding(parts: Parts, moment: datetime | None, slug: str) -> Finding:
    student = _student(parts, slug)
    if student is None:
        return Finding(parts, reason=_ELSEWHERE.format(slug=slug))
    if parts[-1] == TIMESTAMP:
        return Finding(parts, reason=_TIME, expected=True)
    return Finding(parts, owners=((Reading((Claim("student", student),)),),), moment=moment)


def _student(parts: Parts, slug: str) -> str | None:
    """Return the folder above the assignment's."""
    above, last = parts[:-2], parts[-2:-1]
    return above[-1] if above and last == (slug,) else None


def _moment(parts: Parts, settings: Settings) -> datetime | None:
    try:
        return parse_timestamp(settings.read(parts, MAX_BYTES))
    except SubmissionError:
        return None
