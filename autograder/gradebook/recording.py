"""Recording results in the gradebook, many in one transaction, as nbgrader's own autograding leaves them there.

What a person decided stays: manual scores and comments, extensions, extra credit. A manual score is marked for review
where what it was given for has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import IntegrityError

from autograder.gradebook.lateness import as_kept, extension_of
from autograder.gradebook.scores import NO_RESPONSE, is_unreadable, set_penalty
from autograder.gradebook.submissions import submissions_of
from autograder.model import Outcome
from autograder.report.in_notebook import CHECK_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from nbgrader.api import Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook

    from autograder.course.schema import Assignment, Course
    from autograder.model import QuestionResult, Result

BATCH: Final = 100
MOST_TRIES: Final = 3


@dataclass(frozen=True)
class Record:
    """A result with what the gradebook keeps beside it.

    `untouched` and `present` name solution cells: as handed out, and there at all. `rewritten` names those whose
    text is another than when the gradebook was last told. `due` is the student's own due date. `save`, if given, is
    called once the gradebook holds the result.
    """

    result: Result
    submitted_at: datetime | None
    due: datetime | None
    untouched: frozenset[str]
    present: frozenset[str]
    rewritten: frozenset[str] = frozenset()
    save: Callable[[], None] | None = None


def record(
    gradebook: Gradebook,
    course: Course,
    assignment: Assignment,
    records: Iterable[Record],
    tell: Callable[[int], object] = lambda _: None,
) -> None:
    """Record results of one assignment that the gradebook knows; tells how many more are recorded after each batch.

    Of one student there is one result, the attempt that counts. A question that failed by our fault keeps the score
    that it had before, or is left to a person.
    """
    records = iter(records)
    while batch := list(islice(records, BATCH)):
        for again in reversed(range(MOST_TRIES)):
            try:
                _record_batch(gradebook, course, assignment, batch)
                break
            except IntegrityError:  # another program made the same rows at the same time
                gradebook.db.rollback()
                if not again:
                    raise
        gradebook.db.expunge_all()  # else every submission of the class would stay in memory
        for one in batch:
            if one.save is not None:
                one.save()
        tell(len(batch))


def _record_batch(gradebook: Gradebook, course: Course, assignment: Assignment, batch: Sequence[Record]) -> None:
    kept = submissions_of(gradebook, assignment.slug, [one.result.student for one in batch])
    for one in batch:
        _record(course, assignment, kept[one.result.student], one)
    gradebook.db.commit()


def _record(course: Course, assignment: Assignment, kept: SubmittedAssignment, one: Record) -> None:
    timestamp = as_kept(one.submitted_at)
    is_another_file = timestamp != kept.timestamp
    kept.timestamp = timestamp
    kept.extension = extension_of(assignment, one.due) or kept.extension
    notebook: SubmittedNotebook = kept.notebooks[0]
    was_unreadable = is_unreadable(notebook)
    questions = {question.id: question for question in one.result.questions}
    for grade in notebook.grades:
        review = is_another_file or grade.cell.name.removeprefix(CHECK_PREFIX) in one.rewritten
        _set_grade(grade, questions, one, review=review)
    for comment in notebook.comments:
        _set_comment(comment, one)
    notebook.flagged = one.result.outcome is Outcome.ERRORED or (bool(notebook.flagged) and not was_unreadable)
    set_penalty(course, assignment, kept)


def _set_grade(grade: Grade, questions: Mapping[str, QuestionResult], one: Record, *, review: bool) -> None:
    """Set what grading found; a cell's name is that of the question, or of its check."""
    name = grade.cell.name
    question = questions.get(name.removeprefix(CHECK_PREFIX))
    automatic: float | None
    if question is not None and not name.startswith(CHECK_PREFIX):
        automatic = 0.0 if name in one.untouched else None
    elif question is None:  # a submission of which nothing could be graded
        automatic = 0.0 if one.result.outcome is Outcome.ERRORED else grade.auto_score
    else:
        automatic = grade.auto_score if question.score is None else float(question.score)
    review = review or automatic != grade.auto_score
    grade.auto_score = automatic
    if grade.manual_score is None:
        grade.needs_manual_grade = automatic is None
    elif review:
        grade.needs_manual_grade = True


def _set_comment(comment: Comment, one: Record) -> None:
    if comment.cell.name in one.present:
        comment.auto_comment = NO_RESPONSE if comment.cell.name in one.untouched else None
