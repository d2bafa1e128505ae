"""Finding and deleting all that is kept of one student: rows of the gradebook, and files."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autograder.gradebook.writing import AUTOGRADED, is_folder_name
from autograder.out_folder import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbgrader.api import Gradebook

BY_STUDENT: Final = ("submitted", "submitted-earlier/*", AUTOGRADED, "feedback")
"""Folders of the course, with a folder for each student in them."""

OF_THE_CLASS: Final = ("summary.csv", "index.html", "regrade.json")
"""Reports of a run that name every student: they are made anew without this one, or deleted."""


@dataclass(frozen=True)
class Kept:
    """What is kept of a student: for how many assignments the gradebook has a submission, and where files lie."""

    submissions: int
    in_gradebook: bool
    places: tuple[Path, ...]


def kept_of(gradebook: Gradebook, root: Path, graded: Path, names: Sequence[str]) -> Kept:
    """Find everything under a student's names: the id and, where there is one, the pseudonym."""
    from nbgrader.api import Student, SubmittedAssignment  # noqa: PLC0415 - slow to import
    from sqlalchemy import select  # noqa: PLC0415 - likewise

    session = gradebook.db
    students = session.scalars(select(Student.id).where(Student.id.in_(names))).all()
    submissions = session.scalars(select(SubmittedAssignment.id).where(SubmittedAssignment.student_id.in_(names))).all()
    return Kept(len(submissions), bool(students), tuple(sorted(set(_places(root, graded, names)))))


def delete(gradebook: Gradebook, kept: Kept, names: Sequence[str]) -> None:
    """Delete all of it; raises UsageError where a file can't be deleted, after deleting the others."""
    from nbgrader.api import MissingEntry  # noqa: PLC0415 - slow to import

    for name in names:
        try:
            gradebook.remove_student(name)
        except MissingEntry:
            continue
    failed: tuple[Path, OSError] | None = None
    for place in kept.places:
        try:
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        except OSError as error:
            failed = place, error
    if failed is not None:
        raise unwritable(*failed) from failed[1]


def _places(root: Path, graded: Path, names: Sequence[str]) -> Iterator[Path]:
    for name in filter(is_folder_name, names):
        for pattern in BY_STUDENT:
            yield from (folder / name for folder in root.glob(pattern) if (folder / name).is_dir())
        yield from (path for folder in _exchange(root, "*/inbound") for path in folder.iterdir() if _is_of(path, name))
        yield from _released(root, name)
    for file in graded.glob("*/*/result.json"):
        if _student(file) in names:
            yield file.parent


def _released(root: Path, name: str) -> Iterator[Path]:
    """Find pages of feedback in the exchange, which nbgrader names after a secret that lies beside the original."""
    from nbgrader.utils import notebook_hash  # noqa: PLC0415 - slow to import

    for file in root.glob(f"feedback/{escape(name)}/*/submission_secret.txt"):
        page = f"{notebook_hash(secret=file.read_text(), notebook_id=file.parent.name)}.html"
        yield from (folder / page for folder in _exchange(root, "*/feedback") if (folder / page).is_file())


def _exchange(root: Path, pattern: str) -> Iterator[Path]:
    """Find folders of nbgrader's exchange: the course's own, or the one that the environment names."""
    places = {root / "exchange", *map(Path, filter(None, [os.environ.get("NBGRADER_EXCHANGE")]))}
    return (folder for place in places for folder in place.glob(pattern))


def _is_of(path: Path, name: str) -> bool:
    """Whether nbgrader named an entry of its exchange after a student: STUDENT+SLUG+TIME."""
    return path.name.rsplit("+", 3)[0] == name


def _student(file: Path) -> str:
    try:
        return str(json.loads(file.read_bytes())["student"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
