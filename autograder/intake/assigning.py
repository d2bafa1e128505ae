"""Deciding which assignment each submission answers.

It is the one asked for, else the one whose folder the notebook lies in, else the one that its bytes speak of. What
can't be told becomes an entry with a problem, so that nobody's submission is lost.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.errors import SubmissionError
from autograder.intake.entry import Entry
from autograder.intake.listing import Parts, Source, readable
from autograder.intake.recognise import Recogniser
from autograder.notebook.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.course.schema import Course, Limits
    from autograder.intake.find import Found


class Assigning:
    """The course's assignments, and which of them is asked for."""

    def __init__(self, course: Course, slugs: frozenset[str], assignment: str | None) -> None:
        self._course = course
        self._slugs = slugs
        self._fixed = assignment or (course.assignments[0].slug if len(slugs) == 1 else None)
        self._recogniser = Recogniser(course)

    def entries(self, found: Iterable[Found]) -> list[Entry]:
        """Return an entry for each, in the same order.

        One whose assignment can't be told is filed under that of all the others, if they agree, so that its result
        lies where the instructor looks; it keeps its problem.
        """
        entries = [self._entry(item) for item in found]
        decided = {entry.assignment for entry in entries if entry.assignment}
        if len(decided) != 1:
            return entries
        (common,) = decided
        filed = {entry.student for entry in entries if entry.assignment}
        return [
            entry if entry.assignment or entry.student in filed else replace(entry, assignment=common)
            for entry in entries
        ]

    def _entry(self, found: Found) -> Entry:
        candidate = found.candidate
        slug, problem = self._fixed, candidate.problem
        if slug is None and candidate.slug in self._slugs:
            slug = candidate.slug
        if slug is None and found.source is not None and not problem:
            slug, problem = self._recognised(found.source, candidate.parts)
        return Entry(
            student=found.names.student(readable(candidate.student)),
            folder="",
            assignment=slug or "",
            origin=found.origin,
            problem=problem,
            source=found.source,
            parts=candidate.parts,
            max_bytes=self._limits(slug).notebook_bytes,
        )

    def _recognised(self, source: Source, parts: Parts) -> tuple[str | None, str]:
        """Return the assignment that the bytes speak of; else None and the reason why they speak of none."""
        try:
            content = source.read(parts, self._limits(None).notebook_bytes)
            slug = self._recogniser.assignment(content)
            if slug is None:
                read(content, self._limits(None).notebook_bytes)
        except SubmissionError as error:
            return None, str(error)
        names = ", ".join(sorted(self._slugs))
        undecided = f"It can't be told which assignment this notebook answers. Grade it with `--assignment` ({names})."
        return slug, "" if slug is not None else undecided

    def _limits(self, slug: str | None) -> Limits:
        return self._course.limits if slug is None else self._course.limits_for(self._course.assignment(slug))
