"""A student's result in a line or two of plain text, for systems that have a comment beside the grade."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from autograder.report.number_format import shown
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from autograder.grades import Grade, QuestionGrade

_OURS: Final = re.compile(r"'?Graded automatically: [0-9.]+ of [0-9.]+ points")


def summary(grade: Grade) -> str:
    """Say what each question earned, what lateness cost, what is still open, and what a person wrote."""
    sentences = [f"Graded automatically: {shown(grade.grade, grade.points)} of {shown(grade.points)} points."]
    if grade.penalty:
        sentences.append(f"Lateness cost {shown(grade.penalty)}.")
    if grade.problem:
        sentences.append("Nothing in the file could be graded; please ask your instructor.")
    if grade.questions:
        sentences.append("; ".join(_question(question) for question in grade.questions) + ".")
    sentences += [
        f"{visible_line(question.title)}: {visible_line(' '.join(question.comment.split()))}"
        for question in grade.questions
        if question.comment.strip()
    ]
    return " ".join(sentences)


def is_summary(text: str) -> bool:
    """Whether a comment was written by an earlier export, so that another may take its place."""
    return _OURS.match(text) is not None


def _question(question: QuestionGrade) -> str:
    if question.score is None:
        return f"{visible_line(question.title)} still to be graded"
    return f"{visible_line(question.title)} {shown(question.score, question.points)} of {shown(question.points)}"
