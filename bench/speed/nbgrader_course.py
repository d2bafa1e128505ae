"""The same assignments as a course of nbgrader's own: each question's hidden checks stand in a cell of hidden tests.

The notebooks are whole, as students hand them in: nbgrader runs all that is in them, visible checks and experiments
too, which our grading leaves out. Or they are bare, without these, so that nbgrader has no more to do than we have.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import nbformat

from autograder import atomic
from autograder.errors import AutograderError
from autograder.release import build_source_notebook
from autograder.release.cells import CHECK_PREFIX
from autograder.specimens.build import Builder
from speed.rounds import ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

    from autograder.course.schema import Course
    from speed.classroom import HandedIn

EXPERIMENT: Final = "experiment"
HERE: Final = Path(__file__).parents[1]
ONE_THREAD: Final = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
"""As our trainer has it; a single thread trains these small models faster than several."""

HIDDEN_TESTS: Final = """\
### BEGIN HIDDEN TESTS
import sys
sys.path[:0] = [{here!r}]
from speed.kernel_checks import points_of
sys.path.remove({here!r})
points_of({settings!r}, {slug!r}, {question!r})
### END HIDDEN TESTS"""

CONFIG: Final = """\
c = get_config()
c.CourseDirectory.course_id = "bench"
c.Execute.timeout = 600
"""


class NbgraderCourse:
    """A course in a folder of its own, graded by nbgrader's own command."""

    def __init__(self, course: Course, root: Path, folder: Path, *, bare: bool) -> None:
        self._course = course
        self._bare = bare
        self._root = root
        self._folder = folder
        self._solved: dict[str, dict[str, str]] = {}
        atomic.write(folder / "nbgrader_config.py", CONFIG)
        atomic.write(self._settings, json.dumps(self._settings_document()))

    def release(self, slug: str) -> None:
        """Write the source notebook of an assignment and have nbgrader generate the released one."""
        assignment = self._course.assignment(slug)
        folders = self._course.folders
        notebook = build_source_notebook(self._root / folders.solutions / slug / f"{slug}.py", assignment)
        cells = []
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if self._bare and EXPERIMENT in cell.metadata.get("tags", ()):
                continue
            if grade_id.startswith(CHECK_PREFIX) and not self._bare:
                cells.append(_ungraded(cell))
            cells.append(cell)
            if grade_id.startswith(CHECK_PREFIX):
                question = grade_id.removeprefix(CHECK_PREFIX)
                cell.source = HIDDEN_TESTS.format(
                    here=os.fspath(HERE), settings=os.fspath(self._settings), slug=slug, question=question
                )
        notebook.cells = cells
        self._solved[slug] = {cell.metadata.nbgrader.grade_id: cell.source for cell in cells if _is_solution(cell)}
        atomic.write(self._folder / "source" / slug / f"{slug}.ipynb", nbformat.writes(notebook))
        for name in assignment.files:
            shutil.copy(self._root / folders.assignments / slug / name, self._folder / "source" / slug / name)
        self._nbgrader("generate_assignment", slug)

    def submit(self, handed_in: Sequence[HandedIn], slug: str) -> None:
        """Write the answers of some students as submissions, in the cells that nbgrader expects them in."""
        released = (self._folder / "release" / slug / f"{slug}.ipynb").read_text(encoding="utf-8")
        builder = Builder(released, self._solved[slug])
        for one in handed_in:
            own = tuple(cell for cell in one.specimen.cells if not self._bare or EXPERIMENT not in cell.tags)
            specimen = replace(one.specimen, cells=own, transforms=())
            folder = self._folder / "submitted" / one.student / slug
            atomic.write(folder / f"{slug}.ipynb", builder.build(specimen))

    def autograde(self, slug: str) -> float:
        """Grade what was submitted and give the seconds that the command took."""
        return self._nbgrader("autograde", slug)

    def start_seconds(self) -> float:
        """How long nbgrader's command takes before it begins to grade."""
        return self._nbgrader("autograde", "--help")

    def scores(self, slug: str, student: str) -> dict[str, tuple[float, float]]:
        """The score and the points of each question that nbgrader grades by itself."""
        from nbgrader.api import Gradebook  # noqa: PLC0415 - slow to import

        with Gradebook(f"sqlite:///{self._folder / 'gradebook.db'}", "bench") as gradebook:
            found = gradebook.find_submission(slug, student).notebooks[0].grades
            return {
                grade.name.removeprefix(CHECK_PREFIX): (float(grade.auto_score), float(grade.max_score))
                for grade in found
                if grade.name.startswith(CHECK_PREFIX)
            }

    @property
    def _settings(self) -> Path:
        return self._folder / "settings.json"

    def _settings_document(self) -> dict[str, Any]:
        course, profile = self._course, self._course.data.active
        return {
            "graders": os.fspath(self._root / course.folders.graders),
            "points": {
                assignment.slug: {question.id: str(question.points) for question in assignment.questions}
                for assignment in course.assignments
            },
            "profile": course.data.profile,
            "data_file": None if profile.path is None else os.fspath(self._root / profile.path),
            "schedule": profile.model_dump(mode="json", include={"epochs", "batch_size", "seed"}),
            "thresholds": profile.thresholds.model_dump(mode="json"),
        }

    def _nbgrader(self, *arguments: str) -> float:
        """Run one of nbgrader's commands in the course's folder; raises AutograderError where it fails."""
        own = os.fspath(Path(sys.executable).parent)
        environment = {
            **os.environ,
            **ENVIRONMENT,
            **ONE_THREAD,
            "PATH": f"{own}{os.pathsep}{os.environ.get('PATH', '')}",  # nbgrader looks for alembic there
            "IPYTHONDIR": os.fspath(self._folder / "ipython"),
            "JUPYTER_CONFIG_DIR": os.fspath(self._folder / "jupyter"),
        }
        began = time.monotonic()
        done = subprocess.run(  # noqa: S603 - nbgrader's own command, in our environment
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self._folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - began
        if done.returncode:
            raise AutograderError(f"`nbgrader {' '.join(arguments)}` ended with {done.returncode}:\n{done.stderr}")
        return seconds


def _ungraded(check: NotebookNode) -> NotebookNode:
    """Give a visible check a cell of its own, so that a mistake that it finds does not keep the hidden ones away."""
    visible = copy.deepcopy(check)
    visible.metadata["nbgrader"].update(grade_id=f"visible-{visible.metadata['nbgrader']['grade_id']}", grade=False)
    visible.metadata["nbgrader"].pop("points", None)
    visible.id = f"{check.id}-visible"
    return visible


def _is_solution(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"))
