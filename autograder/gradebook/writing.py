"""Writing a run's results into the gradebook, with the notebooks that formgrader shows beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from autograder import atomic, grades
from autograder.gradebook.assignments import ensure_assignment
from autograder.gradebook.autograded import graded_document, open_restorer
from autograder.gradebook.database import open_gradebook
from autograder.gradebook.recording import Record, record
from autograder.out_folder import unwritable
from autograder.pseudonyms import real_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from autograder.course.schema import Assignment, Course
    from autograder.gradebook.autograded import Restorer
    from autograder.intake import Entry
    from autograder.model import Result

Place = TypeVar("Place")

AUTOGRADED: Final = "autograded"
LONGEST_FOLDER_BYTES: Final = 200


@dataclass(frozen=True, eq=False)
class Graded:
    """A submission and its result."""

    entry: Entry
    result: Result


def write(
    course: Course, root: Path, url: str, graded: Iterable[Graded], tell: Callable[[int], object]
) -> frozenset[str]:
    """Record the attempt that counts of each student, and write its notebook to `autograded/STUDENT/SLUG/`.

    Returns the students of whom nothing was recorded, as nothing tells which of their submissions counts. Raises
    UsageError where the gradebook or the folder can't be written, ReleaseError for a broken release.
    """
    undecided: set[str] = set()
    by_slug: dict[str, list[Graded]] = {}
    for one in graded:
        if one.entry.assignment:
            by_slug.setdefault(one.entry.assignment, []).append(one)
    with open_gradebook(url, course.course) as gradebook:
        for slug, some in by_slug.items():
            assignment = course.assignment(slug)
            restorer = open_restorer(course, root, assignment)
            ensure_assignment(gradebook, url, assignment, restorer.release)
            chosen, left_out = counting(some, best=course.attempts == "best")
            undecided |= left_out
            record(gradebook, course, assignment, _records(root, assignment, restorer, chosen), tell)
    return frozenset(undecided)


def counting(graded: Sequence[Graded], *, best: bool) -> tuple[list[Graded], frozenset[str]]:
    """Choose the attempt of each student that counts, of results of one assignment.

    Also names the students who are left out, as nothing tells the order of their submissions.
    """
    kept = counting_files({one: one.result for one in graded}, best=best)
    return kept, frozenset(one.result.student for one in graded) - {one.result.student for one in kept}


def counting_files(results: Mapping[Place, Result], *, best: bool) -> list[Place]:
    """Choose where the results lie that count: of each student and assignment one, none where nothing tells which."""
    by_slug: dict[str, list[tuple[grades.Grade, Place]]] = {}
    for place, result in results.items():
        by_slug.setdefault(result.assignment, []).append((grades.of_result(result), place))
    chosen: list[Place] = []
    for pairs in by_slug.values():
        left_out = grades.without_order(grade for grade, _ in pairs)
        kept = grades.counting((grade for grade, _ in pairs if grade.student not in left_out), best=best)
        chosen += [place for grade, place in pairs if kept.get(grade.student) is grade]
    return chosen


def _records(root: Path, assignment: Assignment, restorer: Restorer, chosen: Iterable[Graded]) -> Iterator[Record]:
    for one in chosen:
        entry, result = one.entry, one.result
        document = restorer.restored(entry.load().content)
        rewritten: frozenset[str] = frozenset()
        save: Callable[[], None] | None = None
        if is_folder_name(entry.student):
            folder = root / AUTOGRADED / entry.student / assignment.slug
            graded = graded_document(document, result)
            rewritten = _rewritten(folder / f"{entry.assignment}.ipynb", graded)
            save = partial(_save, folder, graded, entry)
        yield Record(
            result=result,
            submitted_at=entry.submitted_at,
            due=assignment.due_for(real_id(root, entry.student, assignment.extensions)),
            untouched=restorer.untouched(document),
            present=restorer.present(document),
            rewritten=rewritten,
            save=save,
        )


def is_folder_name(student: str) -> bool:
    """Whether a student's id can name a folder, as nbgrader needs it to."""
    return (
        student not in {"", ".", ".."}
        and student.isprintable()
        and not set("/\\") & set(student)
        and len(student.encode("utf-8", "surrogatepass")) <= LONGEST_FOLDER_BYTES
    )


def _rewritten(path: Path, document: dict[str, Any]) -> frozenset[str]:
    """Name the solution cells whose text is another than in the notebook that the document is to replace."""
    before, now = _texts(path), _texts_of(document)
    return frozenset(name for name, text in now.items() if name in before and before[name] != text)


def _save(folder: Path, document: dict[str, Any], entry: Entry) -> None:
    import nbformat  # noqa: PLC0415 - slow to import

    try:
        atomic.write(folder / f"{entry.assignment}.ipynb", nbformat.writes(nbformat.from_dict(document)) + "\n")
        if entry.submitted_at is None:
            (folder / "timestamp.txt").unlink(missing_ok=True)
        else:
            moment = entry.submitted_at.astimezone(UTC)
            atomic.write(folder / "timestamp.txt", f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC")
    except OSError as error:
        raise unwritable(folder, error) from error


def _texts(path: Path) -> dict[str, str]:
    try:
        return _texts_of(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _texts_of(document: dict[str, Any]) -> dict[str, str]:
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for cell in document["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
