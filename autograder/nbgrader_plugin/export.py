"""nbgrader's own table of grades, written so that names with commas stay whole and no cell can be a formula."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nbgrader.api import MissingEntry
from nbgrader.plugins import CsvExportPlugin

from autograder.course.load import find_course
from autograder.grading import open_course
from autograder.nbgrader_plugin.course import converter_of
from autograder.nbgrader_plugin.penalties import refresh_all
from autograder.report.text_safety import defused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbgrader.api import Assignment, Gradebook, Student

COLUMNS: Final = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


class SafeCsvExport(CsvExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Writes the columns of nbgrader's CSV export, properly quoted."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file `to`, by default grades.csv."""
        place = self.to or "grades.csv"
        directory = converter_of(self.parent).coursedir
        refresh_all(gradebook, open_course(find_course(Path(directory.root)).resolve()))
        self.log.info("Exporting grades to %s", place)
        with open(place, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - nbgrader gives a text
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(self._rows(gradebook))

    def _rows(self, gradebook: Gradebook) -> Iterator[list[Any]]:
        students = [one for one in gradebook.students if not self.student or one.id in map(str, self.student)]
        for assignment in gradebook.assignments:
            if not self.assignment or assignment.name in map(str, self.assignment):
                for student in students:
                    yield _row(gradebook, assignment, student)


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> list[Any]:
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
        moment, raw, penalty = submission.timestamp, submission.score, submission.late_submission_penalty
    except MissingEntry:
        moment, raw, penalty = None, 0.0, 0.0
    texts = (student.id, student.last_name, student.first_name, student.email)
    return [
        assignment.name,
        assignment.duedate or "",
        moment or "",
        *(defused(text or "") for text in texts),
        raw,
        penalty,
        max(0.0, raw - penalty),
        assignment.max_score,
    ]
