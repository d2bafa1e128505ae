"""Telling from names alone whose submission each notebook is.

Read are a flat folder of `STUDENT.ipynb`, `STUDENT/SLUG/*.ipynb` as in nbgrader's `submitted/`, and the sorted forms
`SLUG/STUDENT.ipynb`, `SLUG/STUDENT/*.ipynb` and `STUDENT/*.ipynb`. A folder that merely wraps one of them counts as
absent.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.intake.listing import Listing, Member, Parts, is_ignored, is_notebook, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from autograder.intake.naming import Names

TIMESTAMP = "timestamp.txt"
_SHOWN_NAMES = 4
_PLAINLY_OTHER = (
    *(".txt", ".md", ".rst", ".csv", ".tsv", ".npz", ".npy", ".log", ".yml", ".yaml", ".toml", ".cfg"),
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".keras", ".h5"),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A submission as its place in the tree tells it.

    `parts` is the notebook, or the folder that lacks one. `slug` is the name of the assignment's folder where there is
    one, whether the course knows that name or not.
    """

    student: str
    slug: str | None
    parts: Parts
    timestamp: Parts | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Folder:
    """One folder with its own files, and how they are spoken of."""

    parts: Parts
    notebooks: Sequence[Member]
    others: Sequence[Member]
    problem: str
    names: Names

    @property
    def timestamp(self) -> Parts | None:
        """Where nbgrader says when the submission arrived."""
        return next((other.parts for other in self.others if other.parts[-1] == TIMESTAMP and not other.problem), None)


def arrange(listing: Listing, slugs: frozenset[str], root_name: str, names: Names) -> tuple[list[Candidate], list[str]]:
    """Find the submissions in a tree, and write a sentence on each file in it that was passed over for no plain reason.

    `root_name` is the student's id where the tree itself is one student's folder.
    """
    members = [member for member in listing.members if not any(map(is_ignored, member.parts))]
    prefix = _wrapping([m.parts for m in members if m.kind == "file" and is_notebook(m.parts[-1])], slugs)
    folders = [folder for folder in _folders(members, names) if folder.parts[: len(prefix)] == prefix]
    places = [folder.parts[len(prefix) :] for folder in folders if folder.notebooks]
    flat = () in places
    students_on_top = any(_is_students(place, slugs) for place in places)
    candidates: list[Candidate] = []
    notes: list[str] = []
    for folder in folders:
        place = folder.parts[len(prefix) :]
        if students_on_top and _lies_within_a_students(place, slugs):
            found = []
        else:
            found = _submissions(folder, place, slugs, prefix[-1] if prefix else root_name, flat=flat)
        candidates.extend(found)
        notes.extend(_passed_over(folder, found, inside=bool(place)))
    return candidates, notes


def _is_students(place: Parts, slugs: frozenset[str]) -> bool:
    """Whether a folder with notebooks says that the folders on top are students': STUDENT/ or STUDENT/SLUG/."""
    return bool(place) and place[0] not in slugs and (len(place) == 1 or (len(place) == 2 and place[1] in slugs))  # noqa: PLR2004 - as said


def _lies_within_a_students(place: Parts, slugs: frozenset[str]) -> bool:
    """Whether a folder looks like one of nbgrader's within a folder on top: ANY/STUDENT/SLUG/.

    Where folders on top are students', it would let one of them hand in for another.
    """
    return any(level > 1 and name in slugs for level, name in enumerate(place))


def _wrapping(notebooks: Sequence[Parts], slugs: frozenset[str]) -> Parts:
    """Return the folders that all notebooks lie in and that name neither a student nor an assignment."""
    prefix: Parts = ()
    while True:
        places = [parts[len(prefix) :] for parts in notebooks]
        tops = {place[0] for place in places}
        if len(tops) != 1 or any(len(place) == 1 for place in places) or tops & slugs:
            return prefix
        below = {place[1] for place in places if len(place) > 2}  # noqa: PLR2004 - a folder in the folder
        direct = any(len(place) == 2 for place in places)  # noqa: PLR2004 - a notebook in the folder
        lone = len(below) == 1 and sum(len(place) == 3 for place in places) == 1  # noqa: PLR2004 - STUDENT/NAME/x.ipynb
        if below & slugs or (lone and not direct):
            return prefix
        prefix = (*prefix, *tops)


def _folders(members: Iterable[Member], names: Names) -> list[_Folder]:
    """Group files by folder, the root and folders without files included."""
    notebooks: dict[Parts, list[Member]] = defaultdict(list)
    others: dict[Parts, list[Member]] = defaultdict(list)
    problems: dict[Parts, str] = {(): ""}
    for member in members:
        if member.kind == "folder":
            problems[member.parts] = member.problem
        else:
            (notebooks if is_notebook(member.parts[-1]) else others)[member.parts[:-1]].append(member)
        for depth in range(1, len(member.parts)):
            problems.setdefault(member.parts[:depth], "")
    return [_Folder(parts, notebooks[parts], others[parts], problems[parts], names) for parts in sorted(problems)]


def _submissions(
    folder: _Folder, place: Parts, slugs: frozenset[str], root_name: str, *, flat: bool
) -> list[Candidate]:
    """Read one folder by its place below the root (or below the wrapping folders)."""
    level = next((level for level, name in enumerate(place) if level and name in slugs), None)
    if level is not None:
        nbgrader = level == len(place) - 1
        return [_only(folder, place[level - 1], place[level])] if nbgrader else []
    if not place:
        return _each(folder, None)
    if place[0] in slugs:
        return _of_assignment(folder, place, root_name)
    return [] if flat or not folder.notebooks else _of_student(folder, place, slugs)


def _of_student(folder: _Folder, place: Parts, slugs: frozenset[str]) -> list[Candidate]:
    """Read `STUDENT/*.ipynb`, or `STUDENT/NAME/*.ipynb` where the course has no assignment of that name."""
    if len(place) > 1:
        return [_only(folder, place[0], place[1])] if len(place) == 2 else []  # noqa: PLR2004 - as said
    named = [member for member in folder.notebooks if stem(member.parts[-1]) in slugs]
    if named:
        return [_candidate(folder, member, place[0], stem(member.parts[-1])) for member in named]
    return [_only(folder, place[0], None)]


def _of_assignment(folder: _Folder, place: Parts, root_name: str) -> list[Candidate]:
    """Read `SLUG/STUDENT.ipynb` or `SLUG/STUDENT/*.ipynb`; or one student's own folder, given as the root."""
    slug = place[0]
    if len(place) > 1:
        return [_only(folder, place[1], slug)] if len(place) == 2 and folder.notebooks else []  # noqa: PLR2004 - as said
    own = {stem(member.parts[-1]) for member in folder.notebooks}
    if own and (folder.timestamp is not None or own == {slug}):
        return [_only(folder, root_name, slug)]
    return _each(folder, slug)


def _each(folder: _Folder, slug: str | None) -> list[Candidate]:
    """Every notebook is another student's."""
    return [
        Candidate(stem(member.parts[-1]), slug, member.parts, problem=member.problem) for member in folder.notebooks
    ]


def _only(folder: _Folder, student: str, slug: str | None) -> Candidate:
    """One of the notebooks counts: the one with the assignment's name, else the only one."""
    by_name = [member for member in folder.notebooks if slug is not None and stem(member.parts[-1]) == slug]
    chosen = by_name or folder.notebooks
    if len(chosen) == 1:
        return _candidate(folder, chosen[0], student, slug)
    if folder.problem:
        problem = folder.problem
    elif chosen:
        name = folder.names.below((f"{slug}.ipynb",)) if slug is not None else "after the assignment"
        problem = (
            f"The folder holds {len(chosen)} notebooks ({_listed(folder, chosen)}), and none says that it is the one "
            f"to grade. Keep one of them, or name it {name}."
        )
    else:
        holds = f"It holds {_listed(folder, folder.others)}." if folder.others else "It is empty."
        problem = f"There is no notebook in the folder. {holds} Put the student's .ipynb file there and grade again."
    return Candidate(student, slug, folder.parts, folder.timestamp, problem)


def _candidate(folder: _Folder, member: Member, student: str, slug: str | None) -> Candidate:
    return Candidate(student, slug, member.parts, folder.timestamp, member.problem)


def _passed_over(folder: _Folder, found: Sequence[Candidate], *, inside: bool) -> list[str]:
    """Name the files of which an instructor may think that they were graded."""
    chosen = {candidate.parts for candidate in found}
    shown = folder.names.below
    if folder.parts in chosen:
        return []  # the submission's own problem says it
    notes = [f"{shown(folder.parts)}: {folder.problem}"] if folder.problem and inside else []
    if not found:
        notes += [
            f"{shown(member.parts)} was ignored: it lies where no submission is expected."
            for member in folder.notebooks
        ]
    for member in folder.others:
        name = member.parts[-1].lower()
        if ".ipynb" in name:
            notes.append(f"{shown(member.parts)} was ignored. Rename it so that its name ends in .ipynb.")
        elif name.endswith(".zip"):
            notes.append(f"{shown(member.parts)} was ignored. Name it as a path of its own, or unpack it.")
        elif not name.endswith(_PLAINLY_OTHER) and not (inside and found):
            notes.append(f"{shown(member.parts)} was ignored: it is not a notebook.")
    return notes


def _listed(folder: _Folder, members: Sequence[Member]) -> str:
    listed = [folder.names.below(member.parts[-1:]) for member in members[:_SHOWN_NAMES]]
    return ", ".join(listed) + (", ..." if len(members) > _SHOWN_NAMES else "")
