"""Writes a result into a notebook: each grade cell gets its points and what the student reads about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from markupsafe import escape

from autograder.report.feedback import MOST_NOTES, card_of
from autograder.report.pages import prose, render
from autograder.report.remembered import remembered
from autograder.report.wording import STUDENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.model import QuestionResult, Result

CHECK_PREFIX: Final = "check-"


def with_reports(document: dict[str, Any], result: Result) -> dict[str, Any]:
    """Return an nbformat document whose grade cells show the result, as nbgrader reads it: points as a cell's value.

    Of a submission of which nothing could be graded, each has 0: nbgrader takes a cell without a value for right. The
    checks' staff-only `detail` is never in it.
    """
    reports = {
        f"{CHECK_PREFIX}{question.id}": _output(question) for question in result.questions if question.score is not None
    }
    return {**document, "cells": [_with_report(cell, reports) for cell in document["cells"]]}


def remark_on(result: Result) -> str:
    """Say what the author should know about how the notebook was graded, as Markdown; "" where there is nothing."""
    sentences = [result.reason] if result.reason else list(result.notes[:MOST_NOTES])
    if not sentences:
        return ""
    heading = "This submission could not be graded" if result.reason else "About how this notebook was graded"
    items = "".join(f"<li>{prose(sentence)}</li>" for sentence in sentences)
    return f"<p><strong>{escape(heading)}</strong></p>\n<ul>{items}</ul>"


def _with_report(cell: dict[str, Any], reports: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    marks = cell["metadata"].get("nbgrader", {})
    if cell["cell_type"] != "code" or not marks.get("grade"):
        return cell
    report = reports.get(marks.get("grade_id", ""), _value({"text/plain": "0.0"}))
    return {**cell, "outputs": [{**report, "data": {**report["data"]}}]}


@remembered
def _output(question: QuestionResult) -> dict[str, Any]:
    assert question.score is not None
    report = render("cell_report.html.j2", card=card_of(0, question), words=STUDENT)
    return _value({"text/plain": repr(float(question.score)), "text/html": report})


def _value(data: dict[str, str]) -> dict[str, Any]:
    return {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}
