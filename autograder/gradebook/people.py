"""Telling the gradebook the names of the class, for the people who grade in formgrader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

    from autograder.roster import Roster


def enrol(gradebook: Gradebook, roster: Roster) -> int:
    """Add everyone of the roster, or bring their names and addresses up to date; returns how many were new."""
    from nbgrader.api import Student  # noqa: PLC0415 - slow to import

    session = gradebook.db
    new = 0
    for person in roster:
        student = session.get(Student, person.student)
        if student is None:
            student = Student(id=person.student)
            session.add(student)
            new += 1
        first, _, last = person.name.rpartition(" ")
        if ", " in person.name:
            last, _, first = person.name.partition(", ")
        student.first_name, student.last_name = first or None, last or None
        student.email = person.email or None
    session.commit()
    return new
