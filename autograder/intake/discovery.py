"""Discovering submissions: from the paths a user names to entries with student, assignment and folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import SubmissionError, UsageError
from autograder.intake.assigning import Assigning
from autograder.intake.attempts import with_folders
from autograder.intake.find import Caps, Found, find
from autograder.intake.layout import TIMESTAMP
from autograder.intake.listing import Parts, readable
from autograder.intake.naming import REAL, PseudonymousNames
from autograder.intake.timestamp import MAX_BYTES, parse_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from autograder.course.schema import Course
    from autograder.intake.entry import Entry
    from autograder.pseudonyms import Pseudonyms

MAX_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Intake:
    """All submissions at the paths, in a stable order; `problems` are sentences for the instructor."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()


def discover(
    paths: Iterable[Path | str],
    course: Course,
    assignment: str | None = None,
    *,
    pseudonyms: Pseudonyms | None = None,
) -> Intake:
    """Find every submission at the paths.

    No content is kept: a notebook is read here only if its place does not tell its assignment, and dropped again.
    With `assignment`, folders of other assignments are passed over. Two submissions of one student for one assignment
    are both kept, in folders of their own: as attempts in their order of time where nbgrader's timestamps tell it,
    else side by side with a problem that names both. With `pseudonyms`, nothing but what is needed to read the files
    holds a student's id or the name of a file. Raises UsageError where a path holds nothing to grade.
    """
    slugs = frozenset(candidate.slug for candidate in course.assignments)
    if assignment is not None and assignment not in slugs:
        raise UsageError(
            f"There is no assignment {assignment!r} in course.yml. Name one of: {', '.join(sorted(slugs))}."
        )
    found, problems = _find_all([Path(path) for path in paths], slugs, course, pseudonyms)
    if assignment is not None:
        kept = _of_assignment(found, slugs, assignment)
        if not kept:
            raise UsageError(
                f"There is no submission of {assignment} here, only of other assignments. Leave out `--assignment`."
            )
        if len(kept) < len(found):
            problems.append(
                f"{len(found) - len(kept)} submissions of other assignments than {assignment} were left out."
            )
        found = kept
    drafts = Assigning(course, slugs, assignment).entries(found)
    entries = []
    for item, draft in zip(found, drafts, strict=True):
        submitted_at, note = _submitted_at(item)
        entries.append(replace(draft, submitted_at=submitted_at))
        problems.extend(note)
    named, notes = with_folders(entries, [item.mark for item in found])
    problems.extend(notes)
    if len(problems) > MAX_PROBLEMS:
        problems[MAX_PROBLEMS:] = [f"There are {len(problems) - MAX_PROBLEMS} more remarks like these."]
    return Intake(named, tuple(problems))


def _find_all(
    paths: Sequence[Path], slugs: frozenset[str], course: Course, pseudonyms: Pseudonyms | None
) -> tuple[list[Found], list[str]]:
    """Look at every path before complaining about any, and take a file once that is named twice."""
    if not paths:
        raise UsageError("No path was named. Name a notebook, a folder or a zip archive.")
    limits = [course.limits, *(course.limits_for(assignment) for assignment in course.assignments)]
    caps = Caps(max(each.notebook_bytes for each in limits), course.limits.archive_bytes)
    found: dict[tuple[str, Parts], Found] = {}
    notes: list[str] = []
    complaints: list[str] = []
    for number, path in enumerate(paths, start=1):
        names = REAL if pseudonyms is None else PseudonymousNames(pseudonyms, slugs | {TIMESTAMP}, f"path {number}")
        try:
            there, passed_over = find(path, slugs, caps, names)
        except UsageError as error:
            complaints.append(str(error))
            continue
        notes.extend(passed_over)
        for item in there:
            found.setdefault(item.key, item)
    if complaints:
        raise UsageError("\n".join(complaints))
    return list(found.values()), [readable(note) for note in notes]


def _of_assignment(found: Iterable[Found], slugs: frozenset[str], assignment: str) -> list[Found]:
    """Leave out what lies in another assignment's folder, known to the course or not."""
    found = list(found)
    have = {item.candidate.student for item in found if item.candidate.slug == assignment}
    kept = []
    for item in found:
        slug = item.candidate.slug
        elsewhere = slug is not None and slug != assignment and (slug in slugs or item.candidate.student in have)
        if not elsewhere:
            kept.append(item)
    return kept


def _submitted_at(found: Found) -> tuple[datetime | None, list[str]]:
    """Read nbgrader's timestamp where there is one."""
    source, timestamp = found.source, found.candidate.timestamp
    if source is None or timestamp is None:
        return None, []
    try:
        moment = parse_timestamp(source.read(timestamp, MAX_BYTES))
    except SubmissionError:
        moment = None
    note = (
        f"{source.origin(timestamp, found.names)} names no moment that can be read; the time of submission is unknown."
    )
    return moment, [] if moment is not None else [note]
