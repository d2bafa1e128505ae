"""Sorting a download's members into those that are matched, ambiguous and unknown; nothing is written yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.lms.collecting.attempts import Standing, standings
from autograder.lms.collecting.documents import wrong_kind
from autograder.lms.collecting.namesakes import doubted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from autograder.lms.collecting.documents import Documents
    from autograder.lms.collecting.download import Item
    from autograder.lms.collecting.finding import Finding
    from autograder.lms.collecting.matching import Matcher, Route, Verdict
    from autograder.roster import Person


@dataclass(frozen=True)
class Sorted:
    """One member. With a `reason` the people are candidates, or nobody; without, it is theirs, as `standings` say.

    `routes` tell for each of the people how they were found.
    """

    item: Item
    finding: Finding
    people: tuple[Person, ...] = ()
    standings: tuple[Standing, ...] = ()
    routes: tuple[Route, ...] = ()
    unmatched: int = 0
    reason: str = ""
    expected: bool = False


def sort_members(pairs: Iterable[tuple[Item, Finding]], matcher: Matcher, documents: Documents) -> list[Sorted]:
    """Judge each member by itself, then all members of one student together."""
    found = list(pairs)
    verdicts = doubted([matcher.verdict(finding) for _, finding in found])
    judged = [
        (item, finding, _problem(item, finding, documents), verdict)
        for (item, finding), verdict in zip(found, verdicts, strict=True)
    ]
    own: dict[str, list[int]] = defaultdict(list)
    for index, (_, _, problem, verdict) in enumerate(judged):
        if not problem and not verdict.reason:
            for person in verdict.people:
                own[person.student].append(index)
    standing: dict[tuple[int, str], Standing] = {}
    for student, indices in own.items():
        for index, one in zip(
            indices, standings([judged[index][1] for index in indices], documents.answers_it), strict=True
        ):
            standing[index, student] = one
    return [
        _sorted(item, finding, problem, verdict, [standing.get((index, person.student)) for person in verdict.people])
        for index, (item, finding, problem, verdict) in enumerate(judged)
    ]


def _problem(item: Item, finding: Finding, documents: Documents) -> str:
    """Say why a member is nobody's submission whoever handed it in, or return ""."""
    if finding.expected:
        return finding.reason
    if not item.parts:
        return item.problem
    return finding.reason or wrong_kind(item.parts[-1]) or item.problem or documents.problem(item.parts)


def _sorted(
    item: Item, finding: Finding, problem: str, verdict: Verdict, standing: Sequence[Standing | None]
) -> Sorted:
    if problem:
        return Sorted(item, finding, reason=problem, expected=finding.expected or item.expected)
    if verdict.reason:
        return Sorted(item, finding, verdict.people, reason=verdict.reason)
    known = [one for one in standing if one is not None]
    open_ones = [one.reason for one in known if one.reason and not one.chosen]
    if open_ones:
        return Sorted(item, finding, verdict.people, reason=open_ones[0])
    theirs = [(person, one) for person, one in zip(verdict.people, known, strict=True) if not one.reason]
    if not theirs:
        return Sorted(item, finding, reason=known[0].reason)
    return Sorted(
        item,
        finding,
        tuple(person for person, _ in theirs),
        tuple(one for _, one in theirs),
        tuple(verdict.route_to(person) for person, _ in theirs),
        unmatched=verdict.unmatched,
    )
