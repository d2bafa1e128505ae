"""Chooses which grades are exported, and finds out whose they are: the one place that turns pseudonyms into people."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.errors import UsageError
from autograder.lms.exporting.request import LeftOut
from autograder.pseudonyms import FORM, open_pseudonyms
from autograder.report.wording import quantity
from autograder.roster import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from autograder.course.schema import Assignment
    from autograder.grades import Grade
    from autograder.roster import Roster


@dataclass(frozen=True)
class Owned:
    """Grades by the student whose they are, `names` the name each was graded under, and everybody we know of."""

    grades: Mapping[str, Grade]
    names: Mapping[str, str]
    people: tuple[Person, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Chosen:
    """The grades to export; those that are left out or doubtful, with the reason; and what must be said about them."""

    grades: Mapping[str, Grade]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def owned(grades: Mapping[str, Grade], roster: Roster | None, root: Path) -> Owned:
    """Find the student of the roster behind each name, be it the id or a pseudonym; without a roster names are ids.

    Raises UsageError for pseudonyms without a roster.
    """
    pseudonymous = [name for name in grades if FORM.fullmatch(name)]
    if pseudonymous and roster is None:
        raise UsageError(
            f"{quantity(len(pseudonymous), 'student')} graded under pseudonyms: only a roster tells who that is. "
            "Give --roster FILE, or put roster.csv beside course.yml."
        )
    students = [person.student for person in roster or ()]
    known = {_folded(student): student for student in students} | {student: student for student in students}
    if pseudonymous:
        key = open_pseudonyms(root)
        known |= {key.of(student): student for student in students}
    unknown = [name for name in pseudonymous if name not in known]
    owners = {name: known.get(name) or known.get(_folded(name)) or name for name in grades if name not in unknown}
    left_out = [
        LeftOut(name, "nobody in the roster has this pseudonym; it may come from another installation's key")
        for name in unknown
    ]
    shared = {owner for owner, count in Counter(owners.values()).items() if count > 1}
    left_out += [
        LeftOut(owner, "is graded under two names, so that it is unclear which counts; remove one") for owner in shared
    ]
    mine = {owner: grades[name] for name, owner in owners.items() if owner not in shared}
    strangers = tuple(Person(owner, "") for owner in mine if owner not in students)
    people = (*(roster or ()), *strangers)
    return Owned(mine, {owner: name for name, owner in owners.items()}, people, tuple(left_out))


def _folded(student: str) -> str:
    return unicodedata.normalize("NFC", student).casefold()


def chosen(grades: Mapping[str, Grade], assignment: Assignment, *, complete_only: bool) -> Chosen:
    """Leave out what the grader itself failed on and, where asked, who still waits for hand grading."""
    kept: dict[str, Grade] = {}
    left_out: list[LeftOut] = []
    manual = {question.id for question in assignment.questions if question.manual}
    waiting: dict[str, Grade] = {}
    for student, grade in grades.items():
        ungraded = [question for question in grade.waiting if question not in manual]
        if ungraded or (grade.problem and not grade.points):
            where = f" in {', '.join(ungraded)}" if ungraded else ""
            reason = grade.problem or "grade the submission again"
            left_out.append(LeftOut(student, f"left out, because grading failed{where}: {reason}"))
            continue
        if grade.problem:
            shown = "is exported as it stands, although nothing could be graded"
            left_out.append(LeftOut(student, f"{shown}: {grade.problem}"))
        if grade.waiting:
            waiting[student] = grade
            if complete_only:
                continue
        kept[student] = grade
    return Chosen(kept, tuple(left_out), tuple(_about_waiting(waiting.values(), complete_only=complete_only)))


def _about_waiting(waiting: Iterable[Grade], *, complete_only: bool) -> Iterable[str]:
    counts = Counter(question for grade in waiting for question in grade.waiting)
    if not counts:
        return
    students = quantity(len(list(waiting)), "student")
    which = ", ".join(f"{question} ({count})" for question, count in counts.items())
    verb = "waits" if students.startswith("1 ") else "wait"
    ending = (
        "They are left out."
        if complete_only
        else "What they have so far is exported, without those points. Use --complete-only to leave them out."
    )
    yield f"{students} still {verb} for hand grading of {which}. {ending}"
