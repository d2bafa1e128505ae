"""nbgrader's own layout: `STUDENT/SLUG/*.ipynb`, with the moment of submission in `timestamp.txt`.

Students hand in folders as well, of any name: the outermost STUDENT/SLUG says whose all is that lies below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autograder.errors import SubmissionError
from autograder.intake.layout import TIMESTAMP
from autograder.intake.listing import is_notebook
from autograder.intake.timestamp import MAX_BYTES, parse_timestamp
from autograder.lms.collecting.finding import Claim, Finding, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.settings import Settings

_TIME: Final = "It says when a submission arrived."
_ELSEWHERE: Final = "It does not lie in a folder STUDENT/{slug}/."
_DEEPER: Final = "It lies deeper in a student's folder that holds a notebook itself."


def findings(members: Sequence[Parts], settings: Settings) -> list[Finding]:
    """Read each member by the folder of the assignment that it lies in."""
    direct = [parts for parts in members if _folder(parts, settings.slug) == parts[:-1]]
    moments = {parts[:-1]: _moment(parts, settings) for parts in direct if parts[-1] == TIMESTAMP}
    answered = {parts[:-1] for parts in direct if is_notebook(parts[-1])}
    return [_finding(parts, moments, answered, settings.slug) for parts in members]


def _finding(
    parts: Parts, moments: Mapping[Parts, datetime | None], answered: AbstractSet[Parts], slug: str
) -> Finding:
    folder = _folder(parts, slug)
    if folder is None:
        return Finding(parts, reason=_ELSEWHERE.format(slug=slug))
    if folder == parts[:-1] and parts[-1] == TIMESTAMP:
        return Finding(parts, reason=_TIME, expected=True)
    if folder != parts[:-1] and folder in answered:
        return Finding(parts, reason=_DEEPER)
    return Finding(parts, owners=((Reading((Claim("student", folder[-2]),)),),), moment=moments.get(folder))


def _folder(parts: Parts, slug: str) -> Parts | None:
    """Return the outermost folder of the assignment that lies in another folder, the student's."""
    level = next((level for level, name in enumerate(parts[:-1]) if level and name == slug), None)
    return None if level is None else parts[: level + 1]


def _moment(parts: Parts, settings: Settings) -> datetime | None:
    try:
        return parse_timestamp(settings.read(parts, MAX_BYTES))
    except SubmissionError:
        return None
