"""Reads submissions for `nbgrader autograde`: hostile, damaged and Colab's notebooks as well as whole ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import NotebookExporter
from nbformat import from_dict

from autograder.gradebook.assignments import ensure_assignment
from autograder.gradebook.autograded import open_restorer
from autograder.gradebook.database import open_gradebook
from autograder.grading import open_course
from autograder.nbgrader_plugin.course import converter_of, entry_of, place_of, refusing
from autograder.nbgrader_plugin.handed_back import clear

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.gradebook.autograded import Restorer

    Converted = tuple[NotebookNode, dict[str, Any]]


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]  # nbconvert has no types
    """Gives nbgrader a submission in which all released cells are in their places; the file itself is never changed.

    One that can't be read becomes the notebook as it was handed out, and grading says why.
    """

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - nbconvert's own
        """Tell the gradebook of the assignments, so that autograding does not depend on generating them first."""
        super().__init__(**kwargs)
        converter = converter_of(self.parent)
        url = converter.coursedir.db_url
        with refusing(self.log):
            for slug in {Path(folder).name for folder in converter.assignments}:
                place = place_of(converter.coursedir, slug)
                with open_gradebook(url, place.course.course) as gradebook:
                    ensure_assignment(gradebook, url, place.assignment, restorer(place.course_file, slug).release)

    def from_filename(
        self,
        filename: str,
        resources: dict[str, Any] | None = None,
        **kw: Any,  # noqa: ANN401 - nbconvert's own
    ) -> Converted:
        """Restore a submitted notebook; read one that nbgrader has written as it is."""
        converter = converter_of(self.parent)
        if resources is None or not converter._sanitizing:  # noqa: SLF001 - nothing else tells nbgrader's two steps apart
            whole: Converted = super().from_filename(filename, resources, **kw)
            return whole
        asked = resources["nbgrader"]
        clear(Path(converter._format_dest(asked["assignment"], asked["student"])))  # noqa: SLF001 - nbgrader's own way
        place = place_of(converter.coursedir, asked["assignment"])
        entry = entry_of(converter.coursedir, place, asked["student"], asked["notebook"])
        document = restorer(place.course_file, asked["assignment"]).restored(entry.load().content)
        resources["metadata"] = {"name": asked["notebook"], "path": str(Path(filename).parent), "modified_date": ""}
        restored: Converted = self.from_notebook_node(from_dict(document), resources, **kw)
        return restored


@cache
def restorer(course_file: Path, slug: str) -> Restorer:
    """Read an assignment's release once in each process."""
    course = open_course(course_file)
    return open_restorer(course, course_file.parent, course.assignment(slug))
