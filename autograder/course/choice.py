"""Choosing assignments by the slugs that a user names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.course.schema import Assignment, Course


def chosen(course: Course, slugs: Sequence[str] | None) -> tuple[Assignment, ...]:
    """Return the named assignments, each once and in the order named, or all; raises UsageError for an unknown one."""
    known = {assignment.slug: assignment for assignment in course.assignments}
    unknown = [slug for slug in slugs or () if slug not in known]
    if unknown:
        raise UsageError(f"No assignment is called {', '.join(unknown)}. The course has: {', '.join(known)}.")
    return tuple(known[slug] for slug in dict.fromkeys(slugs or known))


def assignment_of(course: Course, slug: str) -> Assignment:
    """Return the assignment of that slug; raises UsageError where there is none."""
    return chosen(course, (slug,))[0]
