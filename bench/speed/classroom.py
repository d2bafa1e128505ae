"""A class of students made from specimens: two right answers in three, in all their styles, and typical mistakes.

Left out are specimens that run into a limit of time or memory: what they take is the limit, whoever grades.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import cycle
from typing import TYPE_CHECKING, Final

from autograder import atomic
from autograder.errors import UsageError
from autograder.model import Outcome
from autograder.specimens.classroom import make_builder, specimens_of
from autograder.specimens.model import Kind, OwnCell, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from autograder.course.schema import Course

ENDLESS: Final = frozenset({"endless_cell"})
"""Right specimens with a cell that is cut off when its time is up."""

SOLUTION: Final = "solution"
LIMITED: Final = frozenset({Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY})
ONE_MISTAKE_IN: Final = 3
DIFFERENT_MISTAKES: Final = 20
"""How many different mistakes a class makes in an assignment: the larger it is, the more often each is made.

It decides how many models have to be trained, as most mistakes in a model are a model of their own.
"""

SEED: Final = 3


@dataclass(frozen=True)
class HandedIn:
    """What one student hands in for one assignment."""

    student: str
    specimen: Specimen


def draw_class(course: Course, root: Path, slugs: Iterable[str], students: int) -> list[HandedIn]:
    """Draw a class in which each student hands in every assignment; the same for the same numbers.

    All right specimens come up before one is used again, and so do the mistakes, of which a class makes a score of
    different ones. Raises UsageError where an assignment lacks either.
    """
    names = student_names(students)
    handed_in: list[HandedIn] = []
    for slug in slugs:
        specimens = [one for one in specimens_of(course, root, slug) if not is_limited(one)]
        handed_in += [HandedIn(*pair) for pair in zip(names, _mixed(slug, specimens, students), strict=True)]
    return handed_in


def copies(course: Course, root: Path, slug: str, name: str, students: int) -> list[HandedIn]:
    """Let each student hand in the same: the specimen of that name, or the solution itself.

    Raises UsageError where the assignment has no such specimen.
    """
    known = {one.name: one for one in specimens_of(course, root, slug)}
    known[SOLUTION] = Specimen(slug, Kind.RIGHT, SOLUTION, "The solution", ())
    if name not in known:
        raise UsageError(f"{slug} has no specimen {name!r}. It has: {', '.join(sorted(known))}.")
    return [HandedIn(student, known[name]) for student in student_names(students)]


def is_limited(specimen: Specimen) -> bool:
    """Whether a specimen is graded by waiting until a limit is reached."""
    return specimen.name in ENDLESS or not LIMITED.isdisjoint(specimen.fails.values())


def student_names(students: int) -> list[str]:
    """Name so many students."""
    return [f"student-{number:04}" for number in range(1, students + 1)]


def write_class(course: Course, root: Path, handed_in: Sequence[HandedIn], folder: Path) -> None:
    """Write a notebook for each student and assignment, as nbgrader's `submitted` holds them.

    Each notebook has its student's name in a cell, so that no two are the same file.
    """
    builders = {slug: make_builder(course, root, course.assignment(slug)) for slug in {_slug(one) for one in handed_in}}
    for one in handed_in:
        slug = _slug(one)
        name = one.specimen.file_name or f"{slug}.ipynb"
        atomic.write(folder / one.student / slug / name, builders[slug].build(_signed(one)))


def _signed(one: HandedIn) -> Specimen:
    signature = OwnCell(f"Handed in by {one.student}.", kind="markdown")
    return replace(one.specimen, cells=(*one.specimen.cells, signature))


def _slug(one: HandedIn) -> str:
    return one.specimen.slug


def _mixed(slug: str, specimens: Sequence[Specimen], students: int) -> list[Specimen]:
    kinds = []
    for kind in (Kind.RIGHT, Kind.MISTAKE):
        found = [one for one in specimens if one.kind is kind]
        if not found:
            raise UsageError(f"The assignment {slug} has no specimens of the kind {kind}.")
        random.Random(SEED).shuffle(found)  # noqa: S311 - no secret
        kinds.append(cycle(found if kind is Kind.RIGHT else found[:DIFFERENT_MISTAKES]))
    right, mistakes = kinds
    places = (mistakes if number % ONE_MISTAKE_IN == 1 else right for number in range(students))
    return [next(place) for place in places]
