"""What is mutated: an assignment's solved cells, with the cells that run before them, and notebooks without answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder import notebook
from autograder.release import build_source_notebook
from autograder.sandbox.loading import Step
from autograder.specimens.build import Builder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from autograder.course.schema import Assignment, Course


@dataclass(frozen=True)
class Subject:
    """One assignment, ready to be mutated; `solved` maps a question to the source of its solved cell."""

    assignment: Assignment
    solved: Mapping[str, str]
    given: tuple[Step, ...]
    stubs: Builder


def subject_of(course: Course, root: Path, slug: str) -> Subject:
    """Read an assignment's source and its release."""
    assignment = course.assignment(slug)
    released = root / course.folders.assignments / slug / f"{slug}.ipynb"
    release = notebook.read_release(released)
    source = build_source_notebook(root / course.folders.solutions / slug / f"{slug}.py", assignment)
    solved = {
        cell.metadata["nbgrader"]["grade_id"]: cell.source
        for cell in source.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
    given = notebook.assemble(release, release, assignment).steps
    return Subject(
        assignment,
        solved,
        tuple(Step(0, step.source) for step in given),
        Builder(released.read_text(encoding="utf-8"), {}),
    )
