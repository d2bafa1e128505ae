"""Reads a Canvas course and prepares a push to it, without changing anything there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.lms.pushing.finding import find_assignment
from autograder.lms.pushing.matching import Directory, match
from autograder.lms.pushing.planning import Target, make_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from autograder.course.schema import Assignment
    from autograder.grades import Grade
    from autograder.lms.pushing.planning import Choices, Plan
    from autograder.lms.pushing.site import CanvasSite
    from autograder.pseudonyms import Pseudonyms
    from autograder.roster import Roster


def prepare(
    site: CanvasSite,
    grades: Mapping[str, Grade],
    *,
    number: str | None,
    ours: Assignment,
    roster: Roster | None,
    open_pseudonyms: Callable[[], Pseudonyms],
    choices: Choices,
    tell: Callable[[], None],
) -> tuple[Plan, frozenset[str]]:
    """Return the plan, and the user ids of all students in the Canvas course.

    The Canvas assignment is the one of that number, or else the one whose title is the title or slug of `ours`.
    `tell` is called for each submission that was read. Raises UsageError and CanvasError.
    """
    site.check_course()
    assignment = find_assignment(site, number, (ours.title, ours.slug))
    students = tuple(site.students())
    everybody = frozenset(student.user_id for student in students)
    users, left_out = match(tuple(grades), Directory(students), roster, open_pseudonyms)
    standings = site.standings(assignment, tell)
    manual = frozenset(question.id for question in ours.questions if question.manual)
    plan = make_plan(grades, users, standings, Target(assignment, ours.title, manual, everybody), choices)
    everyone_left_out = sorted((*plan.left_out, *left_out), key=lambda one: one.who)
    return replace(plan, left_out=tuple(everyone_left_out)), everybody
