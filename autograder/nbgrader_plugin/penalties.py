"""Brings late penalties up to date before nbgrader shows or exports them: hand grading can raise what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.gradebook.database import open_gradebook
from autograder.gradebook.standing import refresh_penalties
from autograder.nbgrader_plugin.course import converter_of, place_of

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from nbgrader.api import Gradebook

    from autograder.course.schema import Course


class RefreshPenalty(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Computes a submission's penalty again when its feedback is made."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Leave the notebook as it is."""
        asked = resources["nbgrader"]
        place = place_of(converter_of(self.parent).coursedir, asked["assignment"])
        with open_gradebook(asked["db_url"], place.course.course) as gradebook:
            refresh_penalties(gradebook, place.course, place.assignment, asked["student"])
        return nb, resources


def refresh_all(gradebook: Gradebook, course: Course) -> None:
    """Compute the penalties again of all assignments that both the course and the gradebook have."""
    kept = {assignment.name for assignment in gradebook.assignments}
    for assignment in course.assignments:
        if assignment.slug in kept:
            refresh_penalties(gradebook, course, assignment)
