"""Finding out on the roster who a member's owners are: one person, several who might be meant, or nobody.

Ids come first, then names. Two who fit are never guessed between.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from autograder.lms.collecting.finding import Weight
from autograder.lms.collecting.person_names import name_keys
from autograder.roster import IDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from autograder.lms.collecting.finding import Claim, Finding, Reading
    from autograder.roster import Person, Roster

NAME: Final = "name"
"""What stands in place of a column where only a name told who is meant: people may change theirs."""

GROUP: Final = "group"
LOGIN: Final = "login"
"""The claim of a login: the roster's `username` or, for who has none there, the other ids that serve as one."""

_OTHER_LOGINS: Final = ("sis_login_id", "student", "email")
_PARTICIPANT: Final = re.compile(r"\D*(\d+)", re.ASCII)
_NOBODY: Final = "Nobody on the roster has the id or the name that the download gives."
_NO_OWNER: Final = "Nothing in its name says whose it is."
_IDS_DISAGREE: Final = "Its ids belong to different people of the roster."
_ID_AND_NAME: Final = "Its id is one student's and its name is another's."
_SAME_NAME: Final = "Several students have this name, and no id tells them apart. Add their ids to the roster."
_OTHER_ID: Final = "The only student of this name has another id on the roster. Correct the roster if it is the same."
_SEVERAL_WAYS: Final = "Its name can be read in several ways that name different students."


@dataclass(frozen=True)
class Route:
    """How one owner was found: `by` the roster's column, by NAME, or by GROUP; `ids` are those that the file gives."""

    people: tuple[Person, ...]
    by: str
    ids: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """Whom one finding belongs to. With a `reason`, the people are candidates; without, they all are meant.

    `unmatched` counts those who handed it in with them and are not on the roster. `routes` lead to the owners; people
    to whom none leads share a group with one of them.
    """

    people: tuple[Person, ...] = ()
    reason: str = ""
    unmatched: int = 0
    routes: tuple[Route, ...] = ()

    def route_to(self, person: Person) -> Route:
        """Return how a person was found."""
        return next((route for route in self.routes if person in route.people), Route((person,), GROUP))


class Matcher:
    """The roster, indexed by ids and by names."""

    def __init__(self, roster: Roster, *, groups: bool = False, alias: Callable[[str], str] | None = None) -> None:
        """With `groups`, whatever one member hands in belongs to all; `alias` gives a second name for a student."""
        self._groups: dict[str, list[Person]] = defaultdict(list)
        self._ids: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._names: dict[str, list[Person]] = defaultdict(list)
        for person in roster:
            for column in ("student", "email", *IDS, LOGIN):
                for value in _values(person, column):
                    self._ids[column, _canonical(column, value)].append(person)
            if alias is not None:
                self._ids["student", _canonical("student", alias(person.student))].append(person)
            for key in name_keys(person.name):
                self._names[key].append(person)
            if groups and person.group:
                self._groups[_canonical("group", person.group)].append(person)

    def verdict(self, finding: Finding) -> Verdict:
        """Judge all owners of a finding together."""
        single = [self._owner(readings) for readings in finding.owners]
        people = _unique(person for verdict in single for person in verdict.people)
        reason = next((verdict.reason for verdict in single if verdict.reason and verdict.people), finding.doubt)
        if reason or not people:
            return Verdict(people, reason or (single[0].reason if single else _NO_OWNER))
        routes = tuple(
            self._route(readings, verdict.people)
            for readings, verdict in zip(finding.owners, single, strict=True)
            if verdict.people
        )
        return Verdict(self._with_groups(people), "", sum(not verdict.people for verdict in single), routes)

    def has(self, claim: Claim) -> bool:
        """Whether somebody has that id."""
        return bool(self._having(claim))

    def _owner(self, readings: Sequence[Reading]) -> Verdict:
        """Judge the ways to read one owner: those that id and name bear out together, else the plain ones.

        A plain one that is not borne out gives way to a question where a possible one names somebody else.
        """
        plain = [reading for reading in readings if reading.weight is Weight.PLAIN]
        others = [reading for reading in readings if reading.weight is not Weight.PLAIN]
        agreeing = _unique(person for reading in readings for person in self._agreeing(reading))
        if agreeing and any(map(self._agreeing, others)):
            return Verdict(agreeing, _SEVERAL_WAYS if len(agreeing) > 1 else "")
        verdicts = [verdict for verdict in map(self._reading, plain) if verdict.people]
        if not verdicts:
            return self._group(plain)
        possible = [] if agreeing else [reading for reading in others if reading.weight is Weight.POSSIBLE]
        named = (person for reading in possible for person in self._by_name(reading))
        people = _unique((*(person for verdict in verdicts for person in verdict.people), *named))
        if len(people) > len(verdicts[0].people):
            return Verdict(people, _SEVERAL_WAYS)
        return verdicts[0]

    def _reading(self, reading: Reading) -> Verdict:
        found = self._by_id(reading)
        named = self._by_name(reading)
        if len(found) > 1:
            return Verdict(found, _IDS_DISAGREE)
        if found:
            doubtful = any(claim.doubtful for claim in reading.claims)
            if doubtful and named and found[0] not in named:
                return Verdict(_unique((*found, *named)), _ID_AND_NAME)
            return Verdict(found)
        if len(named) > 1:
            return Verdict(named, _SAME_NAME)
        if named and any(claim.settles and any(_values(named[0], claim.column)) for claim in reading.claims):
            return Verdict(named, _OTHER_ID)
        return Verdict(named)

    def _group(self, readings: Iterable[Reading]) -> Verdict:
        """Take the text that names nobody as the name of a group, if groups are asked for."""
        for reading in readings:
            for text in (*reading.names, *(claim.value for claim in reading.claims if claim.column == LOGIN)):
                members = self._groups.get(_canonical("group", text), [])
                if members:
                    return Verdict(tuple(members))
        return Verdict(reason=_NOBODY)

    def _route(self, readings: Sequence[Reading], people: tuple[Person, ...]) -> Route:
        """Say what led to an owner; a login that stands in somebody's name is a part of the name."""
        for reading in readings:
            if reading.weight is Weight.SUPPORTED:
                continue
            borne_out = self._by_id(reading) if reading.weight is Weight.PLAIN else self._agreeing(reading)
            if len(people) == 1 and people[0] in borne_out:
                claim = next(claim for claim in reading.claims if people[0] in self._having(claim))
                return Route(people, _column(claim, people[0]), _ids([reading]))
        plain = [reading for reading in readings if reading.weight is Weight.PLAIN]
        named = any(reading.names for reading in plain)
        return Route(people, NAME if named else GROUP, _ids(plain))

    def _with_groups(self, people: tuple[Person, ...]) -> tuple[Person, ...]:
        groups = [self._groups.get(_canonical("group", person.group), []) for person in people if person.group]
        return _unique((*people, *(member for group in groups for member in group)))

    def _agreeing(self, reading: Reading) -> tuple[Person, ...]:
        named = self._by_name(reading)
        return tuple(person for person in self._by_id(reading) if person in named)

    def _by_id(self, reading: Reading) -> tuple[Person, ...]:
        return _unique(person for claim in reading.claims for person in self._having(claim))

    def _by_name(self, reading: Reading) -> tuple[Person, ...]:
        keys = [key for name in reading.names for key in sorted(name_keys(name))]
        return _unique(person for key in keys for person in self._names.get(key, ()))

    def _having(self, claim: Claim) -> Sequence[Person]:
        value = _canonical(claim.column, claim.value)
        return self._ids.get((claim.column, value), ()) if value else ()


def _column(claim: Claim, person: Person) -> str:
    """Return the roster's column in which a person has the id; several may hold a login."""
    columns = ("username", *_OTHER_LOGINS) if claim.column == LOGIN else (claim.column,)
    wanted = _canonical(claim.column, claim.value)
    held = (column for column in columns for value in _values(person, column) if _canonical(column, value) == wanted)
    return next(held, claim.column)


def _ids(readings: Iterable[Reading]) -> frozenset[tuple[str, str]]:
    """Return the ids that readings give, each with the column that would hold it."""
    claims = (claim for reading in readings for claim in reading.claims)
    canonical = ((claim.column, _canonical(claim.column, claim.value)) for claim in claims)
    return frozenset((column, value) for column, value in canonical if value)


def _values(person: Person, column: str) -> tuple[str, ...]:
    """Return what a person has in a column; empty ones are left out."""
    if column == LOGIN:
        username = _values(person, "username")
        return username or tuple(value for other in _OTHER_LOGINS for value in _values(person, other))
    if column in ("student", "email"):
        value = person.student if column == "student" else person.email
    else:
        value = person.ids.get(column, "")
    return (value,) if value.strip() else ()


def _canonical(column: str, value: str) -> str:
    """Write an id in the form in which ids of its column are compared."""
    text = unicodedata.normalize("NFC", value).strip().casefold()
    if column == "moodle_id":  # Moodle's own worksheets write "Participant 12", in the site's language
        match = _PARTICIPANT.fullmatch(text)
        text = match[1] if match else text
    return text.lstrip("#") if column == "org_defined_id" else text  # Brightspace's files put # before ids


def _unique(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple({person.student: person for person in people}.values())
