"""Writing specimens as a class of submissions: STUDENT/SLUG/NOTEBOOK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder import atomic
from autograder.release import build_source_notebook
from autograder.specimens.build import Builder
from autograder.specimens.load import load_hostile, load_specimens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from autograder.course.schema import Assignment, Course
    from autograder.specimens.model import Specimen


def specimens_of(course: Course, root: Path, slug: str) -> tuple[Specimen, ...]:
    """Load an assignment's honest specimens from the course's folder for them."""
    return load_specimens(root / course.folders.specimens, slug)


def hostile_of(course: Course, root: Path, slug: str) -> tuple[Specimen, ...]:
    """Load an assignment's hostile specimens, which are to be run in a sandbox that holds, and nowhere else."""
    return load_hostile(root / course.folders.specimens, slug)


def write_class(course: Course, root: Path, specimens: Sequence[Specimen], folder: Path) -> None:
    """Write a notebook for each specimen below `folder`, as nbgrader's `submitted` holds them."""
    builders: dict[str, Builder] = {}
    for specimen in specimens:
        slug = specimen.slug
        if slug not in builders:
            builders[slug] = make_builder(course, root, course.assignment(slug))
        name = specimen.file_name or f"{slug}.ipynb"
        atomic.write(folder / specimen.student / slug / name, builders[slug].build(specimen))


def make_builder(course: Course, root: Path, assignment: Assignment) -> Builder:
    """Make the builder of an assignment's specimens from its release and its source."""
    slug = assignment.slug
    released = (root / course.folders.assignments / slug / f"{slug}.ipynb").read_text(encoding="utf-8")
    source = build_source_notebook(root / course.folders.solutions / slug / f"{slug}.py", assignment)
    solved = {}
    for cell in source.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            solved[marks["grade_id"]] = cell.source
    return Builder(released, solved)
