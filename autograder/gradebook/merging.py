"""Results with what people decided since: their scores and comments from the gradebook, lateness after both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from autograder import scoring
from autograder.model import Outcome

if TYPE_CHECKING:
    from autograder.grades import Grade, QuestionGrade
    from autograder.model import QuestionResult, Result


def with_hand_grading(result: Result, grade: Grade) -> Result:
    """Return the result with the scores that people gave and lateness as the gradebook has it.

    The checks' verdicts stay as they are, and so does what could not be graded.
    """
    given = {question.id: question for question in grade.questions if question.manual}
    if not result.questions or result.outcome is Outcome.INTERNAL_ERROR:
        return result
    questions = tuple(_merged(question, given.get(question.id)) for question in result.questions)
    return replace(
        result,
        questions=questions,
        outcome=scoring.outcome_of(questions),
        score=grade.score,
        penalty=grade.penalty,
        grade=grade.grade,
    )


def comments_of(grade: Grade) -> dict[str, str]:
    """Return what people wrote about the answers, by question."""
    return {question.id: question.comment for question in grade.questions if question.comment}


def _merged(question: QuestionResult, given: QuestionGrade | None) -> QuestionResult:
    if given is None or given.score is None:
        return question
    outcome = Outcome.PASSED if given.score >= question.points else Outcome.FAILED
    return replace(question, score=given.score, outcome=outcome)
