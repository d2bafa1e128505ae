"""The notebooks that formgrader shows and nbgrader's feedback is made of: `autograded/STUDENT/SLUG/SLUG.ipynb`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograder.errors import SubmissionError
from autograder.notebook import assemble, read, read_release
from autograder.notebook.restoring import blank, release_document, restore, with_answers, with_remark
from autograder.report.in_notebook import remark_on, with_reports

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.course.schema import Assignment, Course
    from autograder.model import Result
    from autograder.notebook import Notebook

Document = dict[str, Any]


@dataclass(frozen=True)
class Restorer:
    """Restores submissions of one assignment from the release that they were made from."""

    assignment: Assignment
    max_bytes: int
    release: Document = field(repr=False)
    given: Notebook = field(repr=False)

    def restored(self, content: bytes) -> Document:
        """Return the submission as nbgrader wants to find it; what can't be read gives the release itself."""
        try:
            document = restore(content, self.max_bytes, self.release, self.given, self.assignment)
        except SubmissionError:
            return blank(self.release)
        program = assemble(read(content, self.max_bytes), self.given, self.assignment)
        return with_answers(document, program, self.release)

    def untouched(self, document: Document) -> frozenset[str]:
        """Name the solution cells that are there as they were handed out."""
        stubs = {_grade_id(cell): cell["source"] for cell in self.release["cells"] if _is_solution(cell)}
        return frozenset(
            grade_id
            for cell in document["cells"]
            if _is_solution(cell) and cell["source"] == stubs.get(grade_id := _grade_id(cell))
        )

    def present(self, document: Document) -> frozenset[str]:
        """Name the solution cells that are there at all."""
        return frozenset(_grade_id(cell) for cell in document["cells"] if _is_solution(cell))


def open_restorer(course: Course, root: Path, assignment: Assignment) -> Restorer:
    """Read an assignment's release; raises ReleaseError where it is missing or broken."""
    path = root / course.folders.assignments / assignment.slug / f"{assignment.slug}.ipynb"
    limits = course.limits_for(assignment)
    return Restorer(assignment, limits.notebook_bytes, release_document(path), read_release(path))


def graded_document(document: Document, result: Result) -> Document:
    """Return a restored notebook with the points, the reports and what its author should know."""
    reported = with_reports(document, result)
    remark = remark_on(result)
    return with_remark(reported, remark) if remark else reported


def _grade_id(cell: Document) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _is_solution(cell: Document) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))
