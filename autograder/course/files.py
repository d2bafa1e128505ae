"""The files that a course promises, compared with the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.course.document import dotted
from autograder.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.course.schema import Course


def missing_files(course: Course, root: Path) -> list[Problem]:
    """List what the hidden checks of a course in `root` lack.

    That is their folder, or the module of a question that is not graded by hand.
    """
    graders = root / course.folders.graders
    if not graders.is_dir():
        remedy = "Make the folder, or correct the name."
        return [Problem("$.folders.graders", None, f"There is no folder {course.folders.graders}", remedy)]
    problems = []
    for number, assignment in enumerate(course.assignments):
        for index, question in enumerate(assignment.questions):
            name = f"{assignment.slug}/test_{question.id}.py"
            if question.manual or (graders / name).is_file():
                continue
            place = dotted(("assignments", number, "questions", index, "id"))
            message = f"The question `{question.id}` has no hidden checks: there is no {course.folders.graders}/{name}"
            problems.append(Problem(place, None, message, "Write that file, or say `manual: true`."))
    return problems
