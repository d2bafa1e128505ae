"""Grades a submission inside `nbgrader autograde`, in place of running the notebook in a kernel."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from nbformat import from_dict
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.batch import Chunk, grade_chunk
from autograder.errors import AutograderError
from autograder.gradebook.assignments import set_due_date
from autograder.gradebook.autograded import graded_document
from autograder.gradebook.database import open_gradebook
from autograder.gradebook.lateness import extension_of
from autograder.model import Outcome
from autograder.nbgrader_plugin.course import converter_of, entry_of, place_of
from autograder.pseudonyms import real_id
from autograder.report import result_json
from autograder.report.attention import has_internal_error
from autograder.sandbox.ladder import choose_rung

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.model import Result
    from autograder.nbgrader_plugin.course import Place
    from autograder.sandbox.rung import Rung

RESULTS = "graded"
"""The folder in which results lie, as `autograder grade` leaves them there: neither grades again what the other did."""


class GradingFailedError(AutograderError):
    """Grading itself failed; nbgrader then records nothing, and goes on with the next student."""


class GradeSubmission(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Puts the points of each question, and a report, into the cell that nbgrader takes its score from."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Grade the submitted bytes and write what came out into the notebook.

        Raises GradingFailedError where the grader itself failed, so that no score is recorded.
        """
        asked = resources["nbgrader"]
        directory = converter_of(self.parent).coursedir
        place = place_of(directory, asked["assignment"])
        entry = entry_of(directory, place, asked["student"], asked["notebook"])
        chunk = Chunk(place.course_file, place.root / RESULTS, (entry,), _rung())
        result = result_json.load(grade_chunk(chunk)[0].result_file)
        if has_internal_error(result):
            raise GradingFailedError(f"{place.assignment.slug} of {asked['student']}: {result.reason}")
        _settle(asked["db_url"], place, asked["student"], result)
        return from_dict(graded_document(nb, result)), resources


@cache
def _rung() -> Rung:
    """Choose the sandbox once in each process; the weak ones are refused, as by `autograder grade`."""
    return choose_rung(None, allow_weak=False)


def _settle(url: str, place: Place, student: str, result: Result) -> None:
    """Give the gradebook the dates of course.yml, and flag what a person should look at."""
    assignment = place.assignment
    with open_gradebook(url, place.course.course) as gradebook:
        set_due_date(gradebook, assignment)
        submission = gradebook.find_submission(assignment.slug, student)
        owner = real_id(place.root, student, assignment.extensions)
        extension = extension_of(assignment, assignment.due_for(owner))
        if extension is not None:
            submission.extension = extension
        if result.outcome is Outcome.ERRORED:
            for notebook in submission.notebooks:
                notebook.flagged = True
        gradebook.db.commit()
