"""From a complete source notebook to what students get, through nbgrader's own preprocessors as a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import Problem, ReleaseError, listing
from autograder.release.cells import read_cells
from autograder.release.functions import stub_problems
from autograder.release.leaks import surviving_lines
from autograder.release.source import build_source_notebook
from autograder.release.stubs import BEGIN_SOLUTION, CODE_STUB, END_SOLUTION, TEXT_STUB

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from autograder.course.schema import Assignment


def release_notebook(source: Path, assignment: Assignment) -> str:
    """Make the text of an assignment's released notebook: valid nbformat 4.5, the same bytes in every build.

    Raises ReleaseError where the source can't be released or a guard finds an answer in the result.
    """
    import nbformat  # noqa: PLC0415 - slow to import

    notebook = build_source_notebook(source, assignment)
    cells = read_cells(notebook)
    released = _clear(notebook, source)
    stubs = {cell.metadata.nbgrader.grade_id: cell.source for cell in released.cells if "nbgrader" in cell.metadata}
    problems: tuple[Problem, ...] = (
        *stub_problems(cells, stubs, assignment),
        *surviving_lines(cells, (cell.source for cell in released.cells)),
    )
    if problems:
        raise ReleaseError(listing(str(source), problems))
    nbformat.validate(released)
    text: str = nbformat.writes(released, version=nbformat.NO_CONVERT)
    return text.rstrip("\n") + "\n"


def _clear(notebook: NotebookNode, source: Path) -> NotebookNode:
    """Run the preprocessors of nbgrader's GenerateAssignment, in its order, without those that need its database."""
    from nbgrader.preprocessors import (  # noqa: PLC0415 - slow to import
        CheckCellMetadata,
        ClearHiddenTests,
        ClearMarkScheme,
        ClearOutput,
        ClearSolutions,
        ComputeChecksums,
        LockCells,
    )

    steps = (
        LockCells(),
        ClearSolutions(
            code_stub={"python": CODE_STUB},
            text_stub=TEXT_STUB,
            begin_solution_delimeter=BEGIN_SOLUTION,
            end_solution_delimeter=END_SOLUTION,
        ),
        ClearOutput(),
        CheckCellMetadata(),
        ComputeChecksums(),
        ClearHiddenTests(),
        ClearMarkScheme(),
        ComputeChecksums(),
        CheckCellMetadata(),
    )
    resources: dict[str, object] = {}
    try:
        for step in steps:
            notebook, resources = step.preprocess(notebook, resources)
    except Exception as error:  # nbgrader raises RuntimeError, ValueError, and jsonschema's and its own ValidationError
        raise ReleaseError(f"{source}: nbgrader refuses the notebook ({error}). Correct the cell it names.") from error
    return notebook
