"""Records what a run graded in the gradebook, with a progress bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.cli.app import err, out, progress_bar
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from autograder.course.schema import Course
    from autograder.intake import Entry
    from autograder.model import Result


def record_run(course: Course, root: Path, url: str, graded: Iterable[tuple[Entry, Result]], *, as_json: bool) -> None:
    """Record results in the gradebook; "" as `url` means that of nbgrader's commands.

    Raises UsageError where it can't be written.
    """
    from autograder.gradebook import writing  # noqa: PLC0415 - nbgrader is slow to import
    from autograder.gradebook.database import configured_url  # noqa: PLC0415 - likewise

    pairs = [writing.Graded(entry, result) for entry, result in graded if entry.assignment]
    with progress_bar("Recording") as progress:
        task = progress.add_task("", total=len(pairs))
        recorded = 0

        def tell(count: int) -> None:
            nonlocal recorded
            recorded += count
            progress.advance(task, count)

        writing.write(course, root, url or configured_url(root), pairs, tell)
    (err if as_json else out).print(f"{quantity(recorded, 'submission')} recorded in the gradebook.")
