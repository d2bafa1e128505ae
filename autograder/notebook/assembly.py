"""Assembling the program that is run at grading from a submission and the release that it was made from.

Given cells come from the release, whatever the submission holds. Of the submission, solution cells and the student's
own cells are run; checks, experiments and stubs that nobody touched are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.notebook.answers import answers
from autograder.notebook.cells import Program, Step
from autograder.notebook.definitions import Definitions
from autograder.notebook.roles import CHECK_PREFIX, EXPERIMENT, Role, Roles, normalised

if TYPE_CHECKING:
    from autograder.course.schema import Assignment
    from autograder.notebook.cells import Cell, Notebook
    from autograder.notebook.roles import Known

MAX_NOTES = 40


def assemble(submission: Notebook, release: Notebook, assignment: Assignment) -> Program:
    """Choose what is run, in which order, and collect the written answers."""
    roles = Roles(release, assignment)
    known = [roles.identify(cell) for cell in submission.cells]
    selection = _Selection(Definitions(assignment))
    for cell, found in zip(submission.cells, known, strict=True):
        selection.consider(cell, found)
    selection.note_missing(roles)
    written = answers(submission.cells, known, roles)
    manual = [question.id for question in assignment.questions if question.manual]
    given = tuple(Step(found.cell.source, "release") for found in roles.having(Role.GIVEN))
    return Program(
        steps=given + tuple(selection.steps),
        answers={question: written.get(question, "") for question in manual},
        untouched=frozenset(question for question in manual if not written.get(question)),
        notes=tuple(dict.fromkeys(selection.notes))[:MAX_NOTES],
    )


class _Selection:
    """The student's steps and the notes about them, as they grow cell by cell."""

    def __init__(self, definitions: Definitions) -> None:
        self.steps: list[Step] = []
        self.notes: list[str] = []
        self._definitions = definitions
        self._seen: set[str] = set()  # questions of which some cell was found, run or not

    def consider(self, cell: Cell, found: Known | None) -> None:
        """Take the cell as a step, or leave it out with a note where its author would be surprised."""
        if cell.kind != "code":
            if found is not None and found.role is Role.SOLUTION:
                self._leave_out(found, f"{_named(cell, found)} is no longer a code cell, so it was not run.")
        elif not normalised(cell.source):
            return
        elif found is None or found.role is Role.OPEN:
            if not _never_run(cell):
                self._run(cell, None)
        elif found.role is Role.SOLUTION:
            self._consider_solution(cell, found)
        elif found.changed and found.role is Role.GIVEN:
            self.notes.append(
                f"{_named(cell, found)} is a given cell and was changed; the original was run. "
                "Put imports and helpers of your own into a cell of your own."
            )
        elif found.changed and found.role is Role.CHECK:
            self.notes.append(
                f"{_named(cell, found)} is a check and was changed; code in a check is not run at grading."
            )

    def note_missing(self, roles: Roles) -> None:
        """Name the solution cells of which nothing was found, by id, by text or by what a cell defines."""
        for known in roles.having(Role.SOLUTION):
            if known.question is not None and known.question not in self._seen:
                self.notes.append(f"No cell with code for question `{known.question}` was found in the notebook.")

    def _consider_solution(self, cell: Cell, found: Known) -> None:
        if not found.changed:
            self._leave_out(found)
        elif EXPERIMENT in cell.tags:
            self._leave_out(found, f"{_named(cell, found)} carries the tag `{EXPERIMENT}`, so it was not run.")
        else:
            self._run(cell, found)

    def _run(self, cell: Cell, found: Known | None) -> None:
        defined = self._definitions.questions(cell.source)
        question = found.question if found is not None else None
        if question is None and len(defined) == 1:
            question = defined[0]
        self._seen.update(defined)
        if question is not None:
            self._seen.add(question)
        self.steps.append(Step(cell.source, "student", cell.index + 1, question))

    def _leave_out(self, found: Known, note: str = "") -> None:
        if found.question is not None:
            self._seen.add(found.question)
        if note:
            self.notes.append(note)


def _never_run(cell: Cell) -> bool:
    """Whether a cell without a place in the release says of itself that it is a check or an experiment."""
    return EXPERIMENT in cell.tags or (cell.grade_id or "").startswith(CHECK_PREFIX)


def _named(cell: Cell, found: Known) -> str:
    return f"Cell {cell.index + 1} (`{found.cell.grade_id}`)"
