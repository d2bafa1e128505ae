"""Finds each student's feedback page among the results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autograder.report import result_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PAGE: Final = "feedback.html"
RESULT: Final = "result.json"


def feedback_pages(folder: Path, names: Mapping[str, str]) -> dict[str, Path]:
    """Return the page of each student in a folder of results; `names` says under which name each was graded.

    An id that no folder can be called by has its results elsewhere, so the results themselves are asked.
    """
    graded_as = {name: student for student, name in names.items()}
    pages: dict[str, tuple[int, Path]] = {}
    for file in sorted(folder.glob(f"*/{RESULT}")):
        result = result_json.load(file)
        student = graded_as.get(result.student)
        page = file.with_name(PAGE)
        if student is not None and page.is_file() and pages.get(student, (0, page))[0] <= result.attempt:
            pages[student] = (result.attempt, page)
    return {student: page for student, (_, page) in pages.items()}
