"""From a source file in jupytext's percent format to a complete nbgrader notebook, answers included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.errors import ReleaseError, listing
from autograder.release.cells import CHECK_PREFIX, Role, SourceCell, read_cells
from autograder.release.functions import function_problems
from autograder.release.headers import FLAGS, JUPYTEXT_KEYS, header_problems
from autograder.release.identity import stable_ids
from autograder.release.leaks import copied_lines
from autograder.release.points import number, points_of, points_problems, with_points
from autograder.release.structure import structure_problems

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from autograder.course.schema import Assignment

NBGRADER_SCHEMA = 3
NOTEBOOK_METADATA: dict[str, Any] = {  # nothing of the machine that builds it
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def build_source_notebook(source: Path, assignment: Assignment) -> NotebookNode:
    """Read a source file and complete it: nbgrader metadata, points from the course, stable ids, fixed metadata.

    In markdown cells, `{points:QUESTION}` becomes what the question is worth.

    Raises ReleaseError, which lists every problem, where the file can't be read or a guard refuses it.
    """
    notebook = _parse(source)
    problems = tuple(header_problems(notebook))
    if problems:
        raise ReleaseError(listing(str(source), problems))
    cells = read_cells(notebook)
    problems = (
        *structure_problems(cells, assignment),
        *function_problems(cells, assignment),
        *points_problems(cells, assignment),
    )
    if not problems:
        problems = tuple(copied_lines(cells))
    if problems:
        raise ReleaseError(listing(str(source), problems))
    _complete(notebook, cells, assignment)
    return notebook


def _parse(source: Path) -> NotebookNode:
    import jupytext  # noqa: PLC0415 - slow to import

    try:
        text = source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ReleaseError(
            f"{source} can't be read ({error.strerror}). Each assignment needs a source there."
        ) from error
    except UnicodeDecodeError as error:
        raise ReleaseError(f"{source} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    try:
        return jupytext.reads(text, fmt="py:percent")
    except Exception as error:  # jupytext's parsers have no error type of their own
        reason = str(error).split("\n", 1)[0]
        raise ReleaseError(f"{source} is not in jupytext's percent format ({reason}). Correct its headers.") from error


def _complete(notebook: NotebookNode, cells: tuple[SourceCell, ...], assignment: Assignment) -> None:
    """Fill in what the source leaves out, in place."""
    worth = points_of(assignment)
    for cell, facts, identity in zip(notebook.cells, cells, stable_ids(cells), strict=True):
        cell.id = identity
        for key in JUPYTEXT_KEYS & cell.metadata.keys():
            del cell.metadata[key]
        if facts.cell_type == "markdown":
            cell.source = with_points(cell.source, worth)
        if facts.role is Role.PROSE:
            continue
        marks = cell.metadata.nbgrader
        for flag in (*FLAGS, "task"):
            marks.setdefault(flag, flag == "locked" and facts.role is Role.CHECK)
        marks.schema_version = NBGRADER_SCHEMA
        marks.cell_type = facts.cell_type
        if facts.role in (Role.CHECK, Role.MANUAL):
            question = facts.grade_id.removeprefix(CHECK_PREFIX) if facts.role is Role.CHECK else facts.grade_id
            marks.points = number(worth[question])
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata.clear()
    notebook.metadata.update(_node(NOTEBOOK_METADATA))


def _node(plain: dict[str, Any]) -> NotebookNode:
    from nbformat import from_dict  # noqa: PLC0415 - slow to import

    return from_dict(plain)
