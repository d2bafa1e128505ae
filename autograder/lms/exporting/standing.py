"""Chooses which grades are exported, and finds out whose they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.errors import UsageError
from autograder.lms.fitness import unfinished, unreliable
from autograder.lms.people import LeftOut, owners
from autograder.pseudonyms import FORM, open_pseudonyms
from autograder.report.wording import quantity
from autograder.roster import Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
    """The grades to export; those that can't be relied on, with the reason; and what must be said about the rest."""

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
    found = {} if roster is None else owners(grades, roster, lambda: open_pseudonyms(root))
    unknown = [name for name in pseudonymous if name not in found]
    students = {name: found[name].student if name in found else name for name in grades if name not in unknown}
    left_out = [
        LeftOut(name, "nobody in the roster has this pseudonym; it may come from another installation's key")
        for name in unknown
    ]
    shared = {student for student, count in Counter(students.values()).items() if count > 1}
    left_out += [
        LeftOut(student, "is graded under two names, so that it is unclear which counts; remove one")
        for student in shared
    ]
    mine = {student: grades[name] for name, student in students.items() if student not in shared}
    strangers = tuple(Person(name, "") for name in students if name not in found)
    people = (*(roster or ()), *strangers)
    return Owned(mine, {student: name for name, student in students.items()}, people, tuple(left_out))


def chosen(grades: Mapping[str, Grade], assignment: Assignment, *, complete_only: bool) -> Chosen:
    """Leave out what can't be relied on and, where asked, who still waits for hand grading."""
    kept: dict[str, Grade] = {}
    left_out: list[LeftOut] = []
    manual = {question.id for question in assignment.questions if question.manual}
    waiting: list[Grade] = []
    for student, grade in grades.items():
        if reason := unreliable(grade, manual):
            left_out.append(LeftOut(student, f"left out: {reason}"))
            continue
        if grade.waiting:
            waiting.append(grade)
        if not unfinished(grade, complete_only=complete_only):
            kept[student] = grade
    return Chosen(kept, tuple(left_out), tuple(_about_waiting(waiting, complete_only=complete_only)))


def _about_waiting(waiting: Sequence[Grade], *, complete_only: bool) -> Iterator[str]:
    counts = Counter(question for grade in waiting for question in grade.waiting)
    if not counts:
        return
    students = quantity(len(waiting), "student")
    which = ", ".join(f"{question} ({count})" for question, count in counts.items())
    verb = "waits" if students.startswith("1 ") else "wait"
    ending = (
        "They are left out."
        if complete_only
        else "What they have so far is exported, without those points. Use --complete-only to leave them out."
    )
    yield f"{students} still {verb} for hand grading of {which}. {ending}"
