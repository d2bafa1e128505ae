"""Telling the gradebook of an assignment: its cells, as nbgrader keeps them when it generates a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.errors import UsageError
from autograder.gradebook.lateness import due_in_gradebook

if TYPE_CHECKING:
    from nbgrader.api import Assignment as KeptAssignment
    from nbgrader.api import Gradebook

    from autograder.course.schema import Assignment


def ensure_assignment(gradebook: Gradebook, url: str, assignment: Assignment, release: dict[str, Any]) -> None:
    """Make the gradebook's assignment what the released document says, and set its due date from course.yml.

    Raises UsageError where cells were added or removed after submissions had been recorded, as nbgrader does.
    """
    from nbgrader.api import MissingEntry  # noqa: PLC0415 - slow to import

    try:
        kept = gradebook.find_assignment(assignment.slug)
    except MissingEntry:
        kept = None
    if kept is None or _cells(release) != _kept_cells(kept, assignment.slug):
        gradebook.update_or_create_assignment(assignment.slug)
        _save_cells(url, assignment.slug, release)
        gradebook.db.expire_all()
    set_due_date(gradebook, assignment)


def set_due_date(gradebook: Gradebook, assignment: Assignment) -> None:
    """Copy the due date of course.yml, where it has one, into the gradebook."""
    due = due_in_gradebook(assignment)
    kept = gradebook.find_assignment(assignment.slug)
    if due is not None and kept.duedate != due:
        kept.duedate = due
        gradebook.db.commit()


def _cells(release: dict[str, Any]) -> dict[str, tuple[object, ...]]:
    marked = ((cell, cell["metadata"].get("nbgrader", {})) for cell in release["cells"])
    return {
        marks["grade_id"]: (
            cell["source"],
            marks.get("checksum"),
            float(marks["points"]) if marks.get("grade") else None,
        )
        for cell, marks in marked
        if marks.get("grade_id")
    }


def _kept_cells(kept: KeptAssignment, notebook_name: str) -> dict[str, tuple[object, ...]]:
    notebook = next((notebook for notebook in kept.notebooks if notebook.name == notebook_name), None)
    if notebook is None:
        return {}
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    return {cell.name: (cell.source, cell.checksum, points.get(cell.name)) for cell in notebook.source_cells}


def _save_cells(url: str, slug: str, release: dict[str, Any]) -> None:
    from nbformat import from_dict  # noqa: PLC0415 - slow to import
    from nbgrader.preprocessors import SaveCells  # noqa: PLC0415 - likewise

    resources = {"nbgrader": {"notebook": slug, "assignment": slug, "db_url": url}}
    saving = SaveCells()
    try:
        saving.preprocess(from_dict(release), resources)
    except RuntimeError as error:  # nbgrader's only way to say so
        raise UsageError(
            f"The release of {slug} has other cells than the gradebook, which holds submissions of it already. "
            "Keep the cells of an assignment once it is graded, or use another gradebook (`--gradebook URL`)."
        ) from error
    finally:
        saving.gradebook.engine.dispose()  # it opens a connection of its own
