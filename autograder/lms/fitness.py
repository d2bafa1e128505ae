"""Decides whether a grade is fit to be handed on to a learning management system."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from autograder.grades import Grade


def unreliable(grade: Grade, manual: Container[str]) -> str:
    """Say why a grade can't be relied on; "" where it can. `manual` are the questions that people grade."""
    if grade.problem:
        return grade.problem
    if failed := [question for question in grade.waiting if question not in manual]:
        return f"grading failed in {', '.join(failed)}; grade the submission again"
    return "" if grade.points else "nothing was graded; grade the submission again"


def unfinished(grade: Grade, *, complete_only: bool) -> str:
    """Say what is still to be graded by hand, where only complete grades are asked for; else ""."""
    if not complete_only or not grade.waiting:
        return ""
    return f"still to be graded by hand: {', '.join(grade.waiting)}"
