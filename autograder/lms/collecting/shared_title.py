"""Telling by the title that all members of a download share where it ends and a login begins.

`HW_1_j_doe` is `j_doe` in a download of `HW_1`, and `doe` in one of `HW_1_j`; the other members tell which it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.lms.collecting.finding import Finding, Reading
    from autograder.lms.collecting.matching import Matcher

_LONGER_TITLE: Final = (
    "The end of its name is a student's login, but by the other files' title more than that is the login here, "
    "and nobody on the roster has it."
)


def settled(findings: Sequence[Finding], matcher: Matcher) -> list[Finding]:
    """Keep of each finding's readings the one with the title under which the most members name somebody.

    A login that fits only after a longer title than that one is given a doubt.
    """
    fitting = [_fitting(finding, matcher) for finding in findings]
    heads: dict[str, set[str]] = defaultdict(set)
    for readings in fitting:
        for reading in readings:
            heads[reading.title or ""].add(_head(reading))
    most = max(map(len, heads.values()), default=0)
    best = [title for title, own in heads.items() if len(own) == most]
    return [_settled(finding, readings, best) for finding, readings in zip(findings, fitting, strict=True)]


def _settled(finding: Finding, fitting: Sequence[Reading], best: Sequence[str]) -> Finding:
    shared = [reading for reading in fitting if reading.title in best]
    if len(best) == 1 and shared:
        return replace(finding, owners=((shared[0],),))
    if len(fitting) == 1 and any((fitting[0].title or "").startswith(f"{title}_") for title in best):
        return replace(finding, doubt=_LONGER_TITLE)
    return finding


def _fitting(finding: Finding, matcher: Matcher) -> list[Reading]:
    """Return the readings that name somebody."""
    readings = [reading for owner in finding.owners for reading in owner if reading.title is not None]
    return [reading for reading in readings if any(map(matcher.has, reading.claims))]


def _head(reading: Reading) -> str:
    return "_".join(filter(None, (reading.title, reading.claims[0].value)))
