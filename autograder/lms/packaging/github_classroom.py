"""The package for GitHub Classroom: a repository for students, one for the grader, and what runs in the latter."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import partial
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.grading import open_course
from autograder.lms.packaging import github_classroom_results
from autograder.lms.packaging.answering import Contract, Handed, answer, grade_handed
from autograder.lms.packaging.contents import environment_files, grader_files, runner, script, student_files
from autograder.lms.packaging.members import Member, below
from autograder.lms.packaging.sizes import fitted

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.course.schema import Assignment, Course
    from autograder.model import Result

PURPOSE: Final = "github-classroom"


def package(path: Path, course: Course, assignment: Assignment) -> list[Member]:
    """Collect the files of both repositories.

    Whoever may push to a student's repository can change its workflow and so read the grader's. Hidden inputs are
    therefore drawn from another secret than the course's own: what students find out there tells nothing about these.
    """
    values = {"SLUG": assignment.slug}
    grader = [
        *grader_files(path, course, assignment, purpose=PURPOSE),
        *environment_files(),
        runner("The workflow", "github-classroom", assignment.slug, base="${GITHUB_WORKSPACE:?}"),
    ]
    return [
        Member("README.md", script("github_classroom.md", values)),
        Member("student-repository/.github/workflows/classroom.yml", script("classroom.yml")),
        *below("student-repository", student_files(course, assignment, path.parent)),
        *below("grader-repository", grader),
    ]


def answer_github_classroom(course_file: Path, slug: str, base: Path, output: Path) -> Result:
    """Grade `base/submission` and set the step's output `result` in the file that GitHub names."""

    def text(result: Result) -> str:
        assignment = open_course(course_file).assignment(slug)
        document = partial(github_classroom_results.document, result, assignment)
        return fitted(document, github_classroom_results.MOST_BYTES)

    failed = json.dumps(github_classroom_results.FAILED)
    contract = Contract(text, failed, partial(_set_output, output))
    return answer(contract, lambda: grade_handed(course_file, slug, Handed(base / "submission")))


def _set_output(output: Path, text: str) -> None:
    """Append the output; of several values the last one counts. Raises UsageError where the file can't be written."""
    try:
        with output.open("a", encoding="ascii") as file:
            file.write(f"result={b64encode(text.encode()).decode('ascii')}\n")
    except OSError as error:
        raise UsageError(
            f"The file {output} that GITHUB_OUTPUT names can't be written ({error.strerror}). Run this in a step of a "
            "workflow, or name a file there."
        ) from error
