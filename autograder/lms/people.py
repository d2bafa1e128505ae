"""Finds out whose the graded names are: the one place that turns pseudonyms into people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.pseudonyms import FORM
from autograder.roster import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from autograder.pseudonyms import Pseudonyms
    from autograder.roster import Person, Roster


@dataclass(frozen=True)
class LeftOut:
    """Somebody whose grade is not handed on: a student's id or `line 7`, and the reason."""

    who: str
    reason: str


def owners(names: Collection[str], roster: Roster, open_pseudonyms: Callable[[], Pseudonyms]) -> dict[str, Person]:
    """Return who of the roster goes by each name, be it an id or a pseudonym; without the names that are nobody's.

    The key is only opened where a name is a pseudonym.
    """
    # A roster has no two students whose ids are equal when folded.
    people = {folded(person.student): person for person in roster}
    if any(FORM.fullmatch(name) and name not in people for name in names):
        pseudonyms = open_pseudonyms()
        people = {pseudonyms.of(person.student): person for person in roster} | people
    return {name: people[folded(name)] for name in names if folded(name) in people}
