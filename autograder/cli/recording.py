"""Records what a run graded in the gradebook, and brings what people decided there into the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.cli.app import err, progress_bar
from autograder.errors import UsageError
from autograder.out_folder import unwritable
from autograder.pseudonyms import FORM
from autograder.report.text_safety import visible_line
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from autograder.course.schema import Course
    from autograder.intake import Entry
    from autograder.model import Result


def require_gradebook(course: Course, root: Path, url: str, students: Iterable[str]) -> None:
    """Raise UsageError where the gradebook can't be used, or knows students by names of the other kind.

    Those are pseudonyms beside real ids: nobody could be found again by both.
    """
    from nbgrader.api import Student, SubmittedAssignment  # noqa: PLC0415 - slow to import
    from sqlalchemy import select  # noqa: PLC0415 - likewise

    from autograder.gradebook.database import configured_url, open_gradebook  # noqa: PLC0415 - likewise

    kinds = {bool(FORM.fullmatch(student)) for student in students}
    with open_gradebook(url or configured_url(root), course.course) as gradebook:
        kept = gradebook.db.scalars(select(Student.id).where(Student.id.in_(select(SubmittedAssignment.student_id))))
        kinds |= {bool(FORM.fullmatch(student)) for student in kept}
    if len(kinds) > 1:
        raise UsageError(
            "The gradebook would hold students under pseudonyms beside students under their own ids. Use another "
            "gradebook (`--gradebook URL`) for one kind of them."
        )


def record_run(course: Course, root: Path, url: str, graded: Iterable[tuple[Entry, Result]]) -> bool:
    """Record results in the gradebook; "" as `url` means that of nbgrader's commands.

    Returns whether somebody was left out. Raises UsageError where it can't be written.
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

        left_out = writing.write(course, root, url or configured_url(root), pairs, tell)
    err.print(f"{quantity(recorded, 'submission')} recorded in the gradebook.")
    for student in sorted(left_out):
        err.print(
            f"{visible_line(student)}: not recorded, as there are several submissions and nothing tells which one "
            "counts. Keep one and grade again.",
            markup=False,
        )
    return bool(left_out)


def bring_in_hand_grading(course: Course, root: Path, url: str, results: Mapping[Path, Result]) -> dict[Path, Result]:
    """Return results, by their files, with scores from the gradebook that people gave, and write such pages again.

    They belong to the attempt that counts; others stay as they are. `result.json` stays as grading left it. Raises
    UsageError where the gradebook or a page's folder can't be used.
    """
    from autograder import atomic  # noqa: PLC0415 - keeps `--help` quick
    from autograder.gradebook import writing  # noqa: PLC0415 - nbgrader is slow to import
    from autograder.gradebook.database import configured_url, open_gradebook  # noqa: PLC0415 - nbgrader is slow
    from autograder.gradebook.merging import comments_of, with_hand_grading  # noqa: PLC0415 - likewise
    from autograder.gradebook.standing import standing  # noqa: PLC0415 - likewise
    from autograder.report import feedback  # noqa: PLC0415 - likewise

    with open_gradebook(url or configured_url(root), course.course) as gradebook:
        kept = {one.slug: standing(gradebook, course, one) for one in course.assignments}
    titles = {assignment.slug: assignment.title for assignment in course.assignments}
    merged = dict(results)
    for file in writing.counting_files(results, best=course.attempts == "best"):
        result, page = results[file], file.with_name("feedback.html")
        grade = kept.get(result.assignment, {}).get(result.student)
        if grade is None:
            continue
        merged[file] = with_hand_grading(result, grade)
        text = feedback.feedback_page(merged[file], titles[result.assignment], comments_of(grade))
        try:
            if not page.exists() or page.read_text(encoding="utf-8") != text:
                atomic.write(page, text)
        except OSError as error:
            raise unwritable(file.parent, error) from error
    return merged
