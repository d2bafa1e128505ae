"""The package that Gradescope runs, and what runs in it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from autograder import atomic
from autograder.grading import open_course
from autograder.lms.packaging import gradescope_metadata, gradescope_results, settings
from autograder.lms.packaging.answering import Contract, Handed, answer, grade_handed
from autograder.lms.packaging.contents import environment_files, grader_files, runner
from autograder.lms.packaging.members import Member

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.course.schema import Assignment, Course
    from autograder.lms.packaging.settings import Settings
    from autograder.model import Result


def package(path: Path, course: Course, assignment: Assignment, chosen: Settings) -> list[Member]:
    """Collect the files of the zip that is uploaded; `path` is the course file."""
    return [
        *grader_files(path, course, assignment, keeps_lateness=chosen.late_policy),
        *environment_files(),
        Member(settings.FILE.as_posix(), settings.dumped(chosen)),
        # Gradescope copies the script out of the package.
        runner("Gradescope", "gradescope", assignment.slug, base="/autograder", root="$base/source"),
    ]


def answer_gradescope(course_file: Path, slug: str, base: Path) -> Result:
    """Grade `base/submission` and write `base/results/results.json`."""
    file = base / "results" / "results.json"
    contract = Contract(
        text=lambda result: _text(gradescope_results.document(result, settings.load(course_file.parent))),
        failed=_text(gradescope_results.FAILED),
        write=partial(atomic.write, file),
    )
    return answer(contract, lambda: grade_handed(course_file, slug, _handed(course_file, slug, base)))


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1) + "\n"


def _handed(course_file: Path, slug: str, base: Path) -> Handed:
    folder = base / "submission"
    if not settings.load(course_file.parent).late_policy:
        return Handed(folder)
    metadata = gradescope_metadata.load(base / "submission_metadata.json")
    student = gradescope_metadata.student_of(metadata, open_course(course_file).assignment(slug))
    return Handed(folder, student, gradescope_metadata.submitted_at(metadata))
