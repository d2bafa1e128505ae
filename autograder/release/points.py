"""The points of questions, as a released notebook states them: as numbers for nbgrader, as words in its prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autograder.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from autograder.course.schema import Assignment
    from autograder.release.cells import SourceCell

_TOKEN = re.compile(r"\{points:(\w+)\}")
_LIKE_A_TOKEN = re.compile(r"\{\s*points?\s*:[^}\n]*\}?", re.IGNORECASE)  # a misspelt one would be released as it is
_LITERAL = re.compile(r"\b\d+(?:\.\d+)?[ \u00a0\n]points?\b", re.IGNORECASE)


def points_of(assignment: Assignment) -> dict[str, Fraction]:
    """What each question is worth, by its id."""
    return {question.id: question.points for question in assignment.questions}


def number(points: Fraction) -> int | float:
    """Turn points into a JSON number, whole ones into an integer."""
    return points.numerator if points.denominator == 1 else float(points)


def points_problems(cells: Sequence[SourceCell], assignment: Assignment) -> Iterator[Problem]:
    """Yield tokens in prose that name no question, and points that are written out, which `course.yml` may belie."""
    worth = points_of(assignment)
    for cell in cells:
        if cell.cell_type != "markdown":
            continue
        for found in _LIKE_A_TOKEN.findall(cell.source):
            token = _TOKEN.fullmatch(found)
            if token is None or token[1] not in worth:
                remedy = "Write {points:QUESTION} with a question's id from course.yml."
                yield Problem(cell.place, None, f"{found!r} names no question of the assignment", remedy)
        for found in _LITERAL.findall(cell.source):
            remedy = "Write {points:QUESTION}, or, if these are points of another kind, the number in words."
            yield Problem(cell.place, None, f"The prose states points: {' '.join(found.split())!r}", remedy)


def with_points(prose: str, worth: Mapping[str, Fraction]) -> str:
    """Replace each token `{points:QUESTION}` in prose by its points: "6 points", "1 point", "2.5 points"."""
    return _TOKEN.sub(lambda token: _in_words(worth[token[1]]), prose)


def _in_words(points: Fraction) -> str:
    return f"{number(points)} {'point' if points == 1 else 'points'}"
