"""The late policy of course.yml as nbgrader's plug-in."""

from __future__ import annotations

from nbgrader.plugins import LateSubmissionPlugin

from autograder.gradebook.lateness import penalty
from autograder.nbgrader_plugin.course import converter_of, place_of
from autograder.report.result_json import nearest


class CourseLatePolicy(LateSubmissionPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Takes a percentage for each day begun, up to a cap and after days of grace, or nothing, as course.yml says."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Return the points that lateness costs, None where it costs nothing; nbgrader knows of extensions."""
        del student_id  # nbgrader has taken the student's extension into account
        place = place_of(converter_of(self.parent).coursedir, self.parent.assignment_id)
        lost = penalty(place.course, place.assignment, nearest(score), total_seconds_late)
        return None if lost is None else float(lost)
