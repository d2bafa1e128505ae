"""Doubting names that a download gives to several of the system's users: anybody may take another person's name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from autograder.lms.collecting.matching import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.lms.collecting.matching import Route, Verdict

_SEVERAL_IDS: Final = (
    "Only the name says whose it is, and the download gives that person's files to different ids. "
    "Add the student's id to the roster."
)


def doubted(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Give a reason to each verdict that rests on a name, where its person is reached through another id as well.

    All members of a download are needed: a file that is no notebook tells of a second id just as well.
    """
    ids: dict[str, set[frozenset[tuple[str, str]]]] = defaultdict(set)
    for verdict in verdicts:
        for route in verdict.routes:
            for person in route.people:
                ids[person.student].add(route.ids)
    return [
        replace(verdict, reason=_SEVERAL_IDS)
        if not verdict.reason and any(_is_doubtful(route, ids) for route in verdict.routes)
        else verdict
        for verdict in verdicts
    ]


def _is_doubtful(route: Route, ids: Mapping[str, set[frozenset[tuple[str, str]]]]) -> bool:
    """Whether it is by name, and somebody with no id in common goes by that name too."""
    others = (other for person in route.people for other in ids[person.student])
    return route.by == NAME and any(other and route.ids and other.isdisjoint(route.ids) for other in others)
