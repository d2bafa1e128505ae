"""What stands for each student and assignment, as every export reads it, wherever it was kept before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from autograder.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.model import QuestionResult, Result


NEVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class QuestionGrade:
    """One question of one student: `score` is None until it has been graded.

    `manual` says that a person gave that score; `comment` is what the person wrote about it, for the student.
    `automatic` is what the grader gave, None where it gave nothing.
    """

    id: str
    title: str
    points: Fraction
    score: Fraction | None
    manual: bool = False
    comment: str = ""
    automatic: Fraction | None = None


@dataclass(frozen=True)
class Grade:
    """What one student has in one assignment. `score` is before lateness, `grade` after it.

    `waiting` names the questions that still have no score; they add nothing to `score` so far. `problem` is a sentence
    where the grade can't be relied on: the file could not be read, or grading itself failed. `submitted_at` is a
    moment with its offset, None where it is unknown.
    """

    student: str
    assignment: str
    points: Fraction
    score: Fraction
    penalty: Fraction
    grade: Fraction
    questions: tuple[QuestionGrade, ...]
    attempt: int = 1
    submitted_at: datetime | None = None
    waiting: tuple[str, ...] = ()
    problem: str = ""


def of_result(result: Result) -> Grade:
    """Take the grade from what grading found out."""
    questions = tuple(_of_question(question) for question in result.questions)
    return Grade(
        student=result.student,
        assignment=result.assignment,
        points=result.points,
        score=result.score,
        penalty=result.penalty,
        grade=result.grade,
        questions=questions,
        attempt=result.attempt,
        submitted_at=result.submitted_at,
        waiting=tuple(question.id for question in questions if question.score is None),
        problem=result.reason if result.outcome in (Outcome.ERRORED, Outcome.INTERNAL_ERROR) else "",
    )


def _of_question(question: QuestionResult) -> QuestionGrade:
    score = question.score
    if score is None and question.outcome is Outcome.NOT_ATTEMPTED:
        score = Fraction(0)
    return QuestionGrade(question.id, question.title, question.points, score, automatic=score)


def without_order(grades: Iterable[Grade]) -> frozenset[str]:
    """Name the students with several submissions of one assignment whose order nothing tells."""
    moments: dict[str, list[datetime | None]] = {}
    for grade in grades:
        moments.setdefault(grade.student, []).append(grade.submitted_at)
    return frozenset(
        student
        for student, times in moments.items()
        if len(times) > 1 and (None in times or len({*times}) < len(times))
    )


def counting(grades: Iterable[Grade], *, best: bool) -> dict[str, Grade]:
    """Choose the submission of each student that counts: the latest, or the best (of equal ones, the latest).

    Of grades for one assignment, by their moments: attempts are numbered within one run.
    """
    chosen: dict[str, Grade] = {}
    for grade in sorted(grades, key=lambda one: one.submitted_at or NEVER):
        before = chosen.get(grade.student)
        if before is None or not best or grade.grade >= before.grade:
            chosen[grade.student] = grade
    return chosen
