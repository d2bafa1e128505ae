"""The data set that a package brings along, where the course's is not the one inside the grader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from autograder.data import archive, embedded, idx
from autograder.errors import UsageError
from autograder.lms.packaging.members import Member

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.course.schema import Assignment, Course

FOLDER: Final = "data"


@dataclass(frozen=True)
class DataFiles:
    """Files, and the path in the package that the course file is to name; None where there is nothing to name."""

    members: tuple[Member, ...] = ()
    path: str | None = None


def needed(course: Course, assignment: Assignment, root: Path) -> DataFiles:
    """Find the files of the active data profile; raises UsageError where the assignment needs them and they lack."""
    name, profile = course.data.profile, course.data.active
    if name == embedded.NAME:
        return DataFiles()
    own = root / profile.path if profile.path is not None else None
    if name == archive.NAME:
        file = own or archive.keras_cache()
        places, path = {file: f"{FOLDER}/{file.name}"}, f"{FOLDER}/{file.name}"
    else:
        folder = own or idx.FOLDER
        places, path = {folder / file: f"{FOLDER}/{file}" for file, _ in idx.FILES.values()}, FOLDER
    if not assignment.files and not all(place.is_file() for place in places):
        return DataFiles()  # an assignment that hands out no images asks for none
    return DataFiles(tuple(_member(place, inside) for place, inside in places.items()), path)


def _member(place: Path, inside: str) -> Member:
    try:
        return Member(inside, place.read_bytes())
    except OSError as error:
        raise UsageError(
            f"The data file {place} can't be read ({error.strerror}), and the package has to bring it along. Restore "
            "it, or use the data profile mnist-5k, which needs no file."
        ) from error
