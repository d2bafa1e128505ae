"""Writes the comment that a student reads in Canvas, and recognises those that we wrote before."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from autograder.report.number_format import shown
from autograder.report.text_safety import visible

if TYPE_CHECKING:
    from collections.abc import Container

    from autograder.grades import Grade, QuestionGrade
    from autograder.lms.pushing.site import Standing

DIGITS: Final = 12
MARKER: Final = re.compile(rf"autograder (\S+) ([0-9]+(?:\.[0-9]+)?) #([0-9a-f]{{{DIGITS}}})", re.ASCII)
"""Ends each of our comments: the assignment, the points sent with it, and a digest of the text above."""


@dataclass(frozen=True)
class Pushed:
    """What a comment of ours tells about the push that brought it."""

    points: Fraction
    digest: str


def comment_text(grade: Grade, title: str, sent: Fraction, points: Fraction) -> str:
    """Write what each question earned and what a person wrote about it, in lines; ends with the marker.

    `sent` of `points` is what Canvas gets. Nothing of the checks is in it.
    """
    lines = [f"{title}: {shown(grade.grade, grade.points)} of {shown(grade.points)} points"]
    if grade.grade != grade.score:
        lines.append(f"Before lateness: {shown(grade.score, grade.points)} of {shown(grade.points)} points")
    if points != grade.points:
        lines.append(f"In Canvas: {shown(sent, points)} of {shown(points)} points")
    lines += [_line(question) for question in grade.questions]
    body = visible("\n".join(lines))
    return f"{body}\nautograder {grade.assignment} {shown(sent)} #{_digest(body)}"


def pushed_before(standing: Standing, slug: str, students: Container[str]) -> Pushed | None:
    """Return what our latest comment tells; None where there is none. A student's own comment is never taken for it."""
    for comment in reversed(standing.comments):
        if comment.author in students:
            continue
        pushed = marker(comment.text, slug)
        if pushed is not None:
            return pushed
    return None


def marker(text: str, slug: str) -> Pushed | None:
    """Read the marker of an assignment in a comment: the last one, as a comment may quote another."""
    found = [match for match in MARKER.finditer(text) if match[1] == slug]
    return Pushed(Fraction(found[-1][2]), found[-1][3]) if found else None


def _line(question: QuestionGrade) -> str:
    earned = "not graded yet" if question.score is None else f"{shown(question.score, question.points)}"
    comment = f": {question.comment.strip()}" if question.comment.strip() else ""
    return f"{question.title} {earned} of {shown(question.points)}{comment}"


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
