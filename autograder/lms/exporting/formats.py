"""The formats that grades can be exported in, by the names that the command line uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autograder.lms.exporting import (
    blackboard,
    brightspace,
    canvas,
    moodle_feedback,
    moodle_gradebook,
    moodle_worksheet,
    questions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from autograder.lms.exporting.request import Export, Request

EXPORTS: Final[Mapping[str, Callable[[Request], Export]]] = {
    "canvas": canvas.export,
    "moodle": moodle_gradebook.export,
    "moodle-worksheet": moodle_worksheet.export,
    "moodle-feedback": moodle_feedback.export,
    "blackboard": blackboard.export,
    "brightspace": brightspace.export,
    "csv": questions.export_csv,
    "parquet": questions.export_parquet,
}
