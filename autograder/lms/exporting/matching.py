"""Finds out which student each row of a template is about: by ids first, and by name only where it is unique."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from autograder.lms.exporting.comparing import comparable

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence

    from autograder.lms.exporting.sheet import Row
    from autograder.roster import Person

NAME: Final = "name"


@dataclass(frozen=True)
class Key:
    """Columns that together identify a person, and where the roster holds that: the first place is the id itself.

    `columns` are one column, or those of the given and the family name. A `form` finds the `value` in the cell, where
    the id is not all of it.
    """

    label: str
    columns: tuple[int, ...]
    places: tuple[str, ...]
    form: re.Pattern[str] | None = None

    @property
    def is_name(self) -> bool:
        """Whether it is a name, which two people may share."""
        return self.places == (NAME,)

    def values(self, row: Row) -> frozenset[str]:
        """What a row holds for it, in forms that can be compared; empty where it holds nothing."""
        texts = [row.text(column) for column in self.columns]
        if self.is_name:
            return _name_forms(" ".join(texts), ", ".join(reversed(texts)) if len(texts) > 1 else "")
        found = self.form.fullmatch(texts[0]) if self.form else None
        return _id_forms(found["value"] if found else texts[0])


@dataclass(frozen=True)
class Matching:
    """Whose row is whose, by index of the row, and why a student got none where there is more to say than that."""

    people: Mapping[int, Person]
    reasons: Mapping[str, str] = field(default_factory=dict)


def match(rows: Mapping[int, Row], keys: Sequence[Key], people: Iterable[Person]) -> Matching:
    """Match rows with people, key by key in the order of trust.

    A value that two rows or two people share decides nothing. Nobody is matched by a weaker key against a stronger one:
    a row with another person's id stays that other person's.
    """
    everybody = tuple(people)
    index = {place: _by_value(everybody, place) for key in keys for place in key.places}
    matched: dict[int, Person] = {}
    reasons: dict[str, str] = {}
    for position, key in enumerate(keys):
        found = {number: _having(key, key.values(row), index) for number, row in rows.items()}
        for person in (person for candidates in found.values() if len(candidates) > 1 for person in candidates):
            reasons.setdefault(person.student, f"shares its {key.label} with somebody else in the roster")
        claims: dict[str, list[int]] = defaultdict(list)
        for number, candidates in found.items():
            if len(candidates) == 1:
                claims[candidates[0].student].append(number)
        taken = {person.student for person in matched.values()}
        for student, numbers in claims.items():
            if student in taken:
                continue
            person, first = found[numbers[0]][0], rows[numbers[0]]
            if len(numbers) > 1:
                lines = ", ".join(str(rows[number].line) for number in numbers)
                reasons[student] = f"lines {lines} of the template have the same {key.label}"
            elif against := _contradiction(first, person, keys[:position]):
                reasons[student] = f"line {first.line} of the template fits by {key.label}, but its {against} differs"
            else:
                # A row that a stronger key gave to somebody else stays theirs.
                matched.setdefault(numbers[0], person)
    found_students = {person.student for person in matched.values()}
    return Matching(matched, {one: reason for one, reason in reasons.items() if one not in found_students})


def _by_value(people: Iterable[Person], place: str) -> Mapping[str, list[Person]]:
    index: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for value in _held(person, place):
            index[value].append(person)
    return index


def _having(key: Key, values: Iterable[str], index: Mapping[str, Mapping[str, list[Person]]]) -> tuple[Person, ...]:
    """Find everybody who has one of the values, in the first place that knows any."""
    for place in key.places:
        found = {person.student: person for value in values for person in index[place].get(value, ())}
        if found:
            return tuple(found.values())
    return ()


def _contradiction(row: Row, person: Person, stronger: Iterable[Key]) -> str:
    for key in stronger:
        written, known = key.values(row), _held(person, key.places[0])
        if written and known and not written & known:
            return key.label
    return ""


def _held(person: Person, place: str) -> frozenset[str]:
    if place == NAME:
        return _name_forms(person.name)
    if place == "student":
        value = person.student
    elif place == "email":
        # Without a roster an id that looks like an address may be one.
        value = person.email or (person.student if "@" in person.student else "")
    else:
        value = person.ids.get(place, "")
    return _id_forms(value)


def _id_forms(value: str) -> frozenset[str]:
    """Return an id as it is compared: without regard to case and to the mark that Brightspace puts before it."""
    return frozenset({comparable(value.removeprefix("#"))} - {""})


def _name_forms(*names: str) -> frozenset[str]:
    """Return a name in both orders, `Given Family` and `Family, Given`, as the first."""
    forms: set[str] = set()
    for name in names:
        plain = comparable(_unwrapped(name))
        family, comma, given = plain.partition(",")
        forms |= {plain, f"{given.strip()} {family.strip()}" if comma else plain}
    return frozenset(forms - {"", ","})


def _unwrapped(name: str) -> str:
    """Undo what systems put around names that a spreadsheet would take for formulas."""
    stripped = name.strip()
    if stripped.startswith('="') and stripped.endswith('"') and len(stripped) > len('=""'):
        return stripped[2:-1]
    return stripped.removeprefix("'")
