"""Collecting: from a download and a roster to `submitted/STUDENT/SLUG/SLUG.ipynb` and an account of every member."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autograder.intake.naming import REAL, PseudonymousNames
from autograder.lms.collecting import shared_title, writing
from autograder.lms.collecting.concealed_order import concealed
from autograder.lms.collecting.documents import Documents
from autograder.lms.collecting.download import open_download
from autograder.lms.collecting.finding import Finding
from autograder.lms.collecting.formats import PARSERS, Format
from autograder.lms.collecting.matching import NAME, Matcher
from autograder.lms.collecting.mixing import require_unmixed
from autograder.lms.collecting.outcome import Ambiguous, Matched, Outcome, Unknown
from autograder.lms.collecting.settings import Settings
from autograder.lms.collecting.sorting import Sorted, sort_members

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator
    from datetime import tzinfo
    from pathlib import Path

    from autograder.course.schema import Assignment, Course
    from autograder.intake.naming import Names
    from autograder.lms.collecting.download import Download
    from autograder.pseudonyms import Pseudonyms
    from autograder.roster import Person, Roster


@dataclass(frozen=True)
class Request:
    """What is to be collected, for whom and where to; `pseudonyms` replaces students' ids in all that is written."""

    format: Format
    slug: str
    roster: Roster
    into: Path
    zone: tzinfo | None = None
    pattern: re.Pattern[str] | None = None
    groups: bool = False
    dry_run: bool = False
    pseudonyms: Pseudonyms | None = None

    def name_of(self, person: Person) -> str:
        """Return the name by which all output knows a student."""
        return person.student if self.pseudonyms is None else self.pseudonyms.of(person.student)


def collect(path: Path, course: Course, request: Request, tell: Callable[[], None] = lambda: None) -> Outcome:
    """Match every member of the download at `path`, and write what is matched unless it is a dry run.

    `tell` is called after each file that is written. Raises UsageError where the download can't be opened, or a file
    can't be written.
    """
    require_unmixed(request.into, request.roster, pseudonymous=request.pseudonyms is not None)
    assignment = course.assignment(request.slug)
    download = open_download(path, course.limits_for(assignment), _names(course, request))
    documents = Documents(download.source, course, request.slug)
    members = sort_members(zip(download.items, _findings(download, request), strict=True), _matcher(request), documents)
    notes = download.notes
    if request.pseudonyms is not None:
        members, notes = concealed(members, request.pseudonyms), tuple(sorted(notes))
    matched: list[Matched] = []
    ambiguous: list[Ambiguous] = []
    unknown: list[Unknown] = []
    for number, member in enumerate(members, start=1):
        # A file's name holds its owner's name, which a pseudonymous account must not disclose.
        file = member.item.name if request.pseudonyms is None else f"member {number}"
        if member.standings:
            for one in _matched(file, member, assignment, request):
                matched.append(one if request.dry_run else _written(one, member, documents, request))
                tell()
        elif member.people:
            ambiguous.append(Ambiguous(file, tuple(_listed(member.people, request)), member.reason))
        else:
            unknown.append(Unknown(file, member.reason, member.expected))
    found = {one.student for one in matched}
    missing = [name for name in _listed(request.roster, request) if name not in found]
    if request.pseudonyms is not None:
        matched.sort(key=lambda one: (one.student, one.attempt))  # a group's file is several students'
    return Outcome(tuple(matched), tuple(ambiguous), tuple(unknown), tuple(missing), notes)


def _listed(people: Iterable[Person], request: Request) -> list[str]:
    """Return names in the order in which output may have them: the roster's would tell whose pseudonyms they are."""
    names = [request.name_of(person) for person in people]
    return names if request.pseudonyms is None else sorted(names)


def _names(course: Course, request: Request) -> Names:
    """Say how messages speak of the download's members."""
    if request.pseudonyms is None:
        return REAL
    return PseudonymousNames(request.pseudonyms, frozenset(one.slug for one in course.assignments), "PATH")


def _matcher(request: Request) -> Matcher:
    alias = request.pseudonyms.of if request.pseudonyms is not None else None
    return Matcher(request.roster, groups=request.groups, alias=alias)


def _findings(download: Download, request: Request) -> Iterator[Finding]:
    """Return a finding for each item, in order; items without a place in the tree are not parsed."""
    settings = Settings(request.slug, request.zone, download.source.read, request.pattern)
    parsed = PARSERS[request.format]([item.parts for item in download.items if item.parts], settings)
    known = iter(shared_title.settled(parsed, _matcher(request)))
    for item in download.items:
        yield next(known) if item.parts else Finding(item.parts)


def _matched(file: str, member: Sorted, assignment: Assignment, request: Request) -> Iterator[Matched]:
    moment = member.finding.moment
    found = list(zip(member.people, member.standings, member.routes, strict=True))
    if request.pseudonyms is not None:
        found.sort(key=lambda one: request.name_of(one[0]))
    for person, standing, route in found:
        due = assignment.due_for(person.student)
        after_due = moment is not None and due is not None and moment > due
        student = request.name_of(person)
        yield Matched(
            file,
            student,
            late=after_due if member.finding.late is None else member.finding.late,
            attempt=standing.attempt,
            moment=moment,
            path=writing.place_of(
                request.into, student, request.slug, attempt=standing.attempt, latest=standing.latest
            ),
            latest=standing.latest,
            by=route.by,
            lacking=tuple(sorted({column for column, _ in route.ids})) if route.by == NAME else (),
            unmatched=member.unmatched,
        )


def _written(one: Matched, member: Sorted, documents: Documents, request: Request) -> Matched:
    content = documents.content(member.item.parts)
    return replace(one, state=writing.write(request.into, one.path, content, one.moment))
