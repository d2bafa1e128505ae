"""What `nbgrader generate_assignment` needs besides: a source that is current, and the files beside the release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import atomic
from autograder.course.load import find_course
from autograder.gradebook.assignments import set_due_date
from autograder.gradebook.database import open_gradebook
from autograder.grading import open_course
from autograder.nbgrader_plugin.course import converter_of, place_of, refusing
from autograder.release.derived import require_current
from autograder.release.files import EXTRA_FILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode


class CurrentSourceExporter(NotebookExporter):  # type: ignore[misc]  # nbconvert has no types
    """Refuses a notebook in `solutions` that is not what its source gives, with the remedy.

    nbgrader makes its exporter before it removes the release that it is to make anew.
    """

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - nbconvert's own
        super().__init__(**kwargs)
        converter = converter_of(self.parent)
        with refusing(self.log):
            for folder in converter.assignments:
                place = place_of(converter.coursedir, Path(folder).resolve().name)
                require_current(place.course, place.root, place.assignment)


class SetDueDate(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Copies the due date of course.yml into the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Leave the notebook as it is."""
        place = place_of(converter_of(self.parent).coursedir, resources["nbgrader"]["assignment"])
        with open_gradebook(resources["nbgrader"]["db_url"], place.course.course) as gradebook:
            set_due_date(gradebook, place.assignment)
        return nb, resources


def complete_release(assignment: str, student: str, notebooks: Sequence[str]) -> None:  # noqa: ARG001 - nbgrader's hook
    """Put the files of course.yml beside the release."""
    course_file = find_course(Path(notebooks[0]).resolve().parent).resolve()
    course, root = open_course(course_file), course_file.parent
    slug = Path(notebooks[0]).resolve().parent.name
    described = course.assignment(slug)
    for name in described.files:
        atomic.write(root / course.folders.assignments / slug / name, EXTRA_FILES[name]())
