"""Configures nbgrader for a course, from its nbgrader_config.py."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from autograder.course.load import find_course, load_course
from autograder.errors import AutograderError
from autograder.gradebook.database import default_url, with_programs
from autograder.release.stubs import BEGIN_SOLUTION, CODE_STUB, END_SOLUTION, TEXT_STUB

if TYPE_CHECKING:
    from autograder.course.schema import Course

EXCHANGE: Final = "NBGRADER_EXCHANGE"
USUAL_EXCHANGE: Final = Path("/usr/local/share/nbgrader/exchange")
PLUGIN: Final = "autograder.nbgrader_plugin"
IGNORED: Final = ("*.py", "*.pyc", ".ipynb_checkpoints", "__pycache__")


def configure(c: Any, folder: Path | None = None) -> None:  # noqa: ANN401 - traitlets' config takes anything
    """Have nbgrader's commands and pages use this course and its grader; `folder` is that of course.yml, or below it.

    Settings that follow in nbgrader_config.py override these. A course that can't be used ends the process, with the
    reason: of any other error nbgrader would make a remark, and go on to run submissions in kernels.
    """
    try:
        path = find_course(folder or Path.cwd()).resolve()
        course = load_course(path)
        _derive_missing(course, path.parent)
    except AutograderError as error:
        raise SystemExit(f"error: {error}") from error
    except Exception as error:
        raise SystemExit(f"error: the course can't be used ({type(error).__name__}: {error})") from error
    root = path.parent
    with_programs()
    c.CourseDirectory.course_id = course.course
    c.CourseDirectory.root = os.fspath(root)
    c.CourseDirectory.source_directory = course.folders.solutions
    c.CourseDirectory.release_directory = course.folders.assignments
    c.CourseDirectory.db_url = default_url(root)
    c.CourseDirectory.ignore.extend(IGNORED)  # else the source, answers included, is copied beside the release
    c.ClearSolutions.code_stub = {"python": CODE_STUB}
    c.ClearSolutions.text_stub = TEXT_STUB
    c.ClearSolutions.begin_solution_delimeter = BEGIN_SOLUTION
    c.ClearSolutions.end_solution_delimeter = END_SOLUTION
    c.GenerateAssignment.force = True  # a release is made from its source again, the same where that is the same
    c.GenerateAssignment.exporter_class = f"{PLUGIN}.sources.CurrentSourceExporter"
    c.GenerateAssignment.preprocessors = [
        *(
            f"nbgrader.preprocessors.{name}"
            for name in (
                "IncludeHeaderFooter",
                "LockCells",
                "ClearSolutions",
                "ClearOutput",
                "CheckCellMetadata",
                "ComputeChecksums",
                "SaveCells",
                "ClearHiddenTests",
                "ClearMarkScheme",
                "ComputeChecksums",
                "CheckCellMetadata",
            )
        ),
        f"{PLUGIN}.sources.SetDueDate",
    ]
    c.GenerateAssignment.post_convert_hook = f"{PLUGIN}.sources.complete_release"
    c.Autograde.pre_convert_hook = f"{PLUGIN}.naming.prepare"
    c.Autograde.exporter_class = f"{PLUGIN}.exporter.SubmissionExporter"
    c.Autograde.autograde_preprocessors = [
        f"{PLUGIN}.grade.GradeSubmission",
        *(
            f"nbgrader.preprocessors.{name}"
            for name in ("LimitOutput", "SaveAutoGrades", "AssignLatePenalties", "CheckCellMetadata")
        ),
    ]
    c.AssignLatePenalties.plugin_class = f"{PLUGIN}.late.CourseLatePolicy"
    c.GenerateFeedback.preprocessors = [
        f"{PLUGIN}.handed_back.OnlyThePage",
        f"{PLUGIN}.penalties.RefreshPenalty",
        "nbgrader.preprocessors.GetGrades",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    c.ExportApp.plugin_class = f"{PLUGIN}.export.SafeCsvExport"
    c.ExchangeFactory.collect = f"{PLUGIN}.exchange.CollectWithoutLinks"
    c.ZipCollectApp.collector_plugin = f"{PLUGIN}.collector.NotebookCollector"
    c.HTMLExporter.filters = {"markdown2html": f"{PLUGIN}.safe_html.safe_markdown"}
    _quiet_nbgrader()
    exchange = _exchange(root)
    if exchange is not None:
        c.Exchange.root = os.fspath(exchange)


def _derive_missing(course: Course, root: Path) -> None:
    """Derive the notebooks that nbgrader reads where they are not there at all, as before the first set-up."""
    for assignment in course.assignments:
        folder = root / course.folders.solutions / assignment.slug
        if (folder / f"{assignment.slug}.py").is_file() and not (folder / f"{assignment.slug}.ipynb").exists():
            from autograder.release.derived import derive  # noqa: PLC0415 - slow to import, and seldom needed

            derive(course, root, assignment)


def _quiet_nbgrader() -> None:
    """Leave out warnings that nbgrader's own use of SQLAlchemy causes, several for each submission."""
    from sqlalchemy.exc import SAWarning  # noqa: PLC0415 - slow to import

    warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")


def _exchange(root: Path) -> Path | None:
    """Choose the folder over which nbgrader hands notebooks out and in; None for nbgrader's usual one.

    That is there on servers that were set up for several users; elsewhere the course has one of its own.
    """
    if named := os.environ.get(EXCHANGE):
        return Path(named)
    if os.access(USUAL_EXCHANGE, os.W_OK):
        return None
    own = root / "exchange"
    own.mkdir(exist_ok=True)
    return own
