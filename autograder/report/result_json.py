"""Writes a Result as its JSON document and reads it back, exactly.

Scores are JSON numbers. The few fractions that a number does not bring back have their exact value beside them,
as `"score_exact": "1/1000003"`.
"""

from __future__ import annotations

import json
import math
import re
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from autograder.errors import UsageError
from autograder.model import CheckResult, Curve, Outcome, QuestionResult, Result
from autograder.report.indented_json import Written, indented
from autograder.report.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SCHEMA_VERSION: Final = 1
# Below 4,000 points, fractions with denominators up to this are told apart by a double.
LARGEST_DENOMINATOR: Final = 10**6
EXACT: Final = "_exact"
LEVEL_OF_QUESTIONS: Final = 2
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def to_document(result: Result) -> dict[str, Any]:
    """Return the result as plain JSON data, as `result_schema.schema()` describes it."""
    return _document(result, [_question(question) for question in result.questions])


def _document(result: Result, questions: Sequence[object]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "course": result.course,
        "assignment": result.assignment,
        "student": result.student,
        "attempt": result.attempt,
        "submitted_at": None if result.submitted_at is None else result.submitted_at.isoformat(),
        "outcome": result.outcome.value,
        "reason": result.reason,
        "detail": result.detail,
        **_number("score", result.score),
        **_number("points", result.points),
        **_number("penalty", result.penalty),
        **_number("grade", result.grade),
        "questions": questions,
        "notes": list(result.notes),
        "grader_version": result.grader_version,
        "secret_fingerprint": result.secret_fingerprint,
        "data": result.data,
        "duration_seconds": result.duration_seconds,
        "sandbox_rung": result.sandbox_rung,
        "submission_digest": result.submission_digest,
        "grading_digest": result.grading_digest,
    }


def from_document(document: dict[str, Any]) -> Result:
    """Return the result that `to_document` made this of; raises KeyError, TypeError or ValueError on anything else."""
    if document["schema_version"] != SCHEMA_VERSION:
        raise ValueError("another schema_version")
    return Result(
        course=document["course"],
        assignment=document["assignment"],
        student=document["student"],
        attempt=document["attempt"],
        submitted_at=None if document["submitted_at"] is None else datetime.fromisoformat(document["submitted_at"]),
        outcome=Outcome(document["outcome"]),
        reason=document["reason"],
        detail=document["detail"],
        score=_fraction(document, "score"),
        points=_fraction(document, "points"),
        penalty=_fraction(document, "penalty"),
        grade=_fraction(document, "grade"),
        questions=tuple(_read_question(entry) for entry in document["questions"]),
        notes=tuple(document["notes"]),
        grader_version=document["grader_version"],
        secret_fingerprint=document["secret_fingerprint"],
        data=document["data"],
        duration_seconds=document["duration_seconds"],
        sandbox_rung=document["sandbox_rung"],
        submission_digest=document["submission_digest"],
        grading_digest=document["grading_digest"],
    )


def dumps(result: Result) -> str:
    """Write the result as JSON text that can always be encoded as UTF-8."""
    text = indented(_document(result, [_written(question) for question in result.questions])) + "\n"
    try:
        text.encode()
    except UnicodeEncodeError:
        # A notebook may hold half of a surrogate pair, which JSON can spell out but UTF-8 can't encode.
        return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text


def load(path: Path) -> Result:
    """Read a `result.json`; raises UsageError where it is no such document."""
    try:
        return from_document(json.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{path} is not a result of this grader's version. Delete it and grade again.") from error


@remembered
def _written(question: QuestionResult) -> Written:
    return Written(indented(_question(question), LEVEL_OF_QUESTIONS))


def _question(question: QuestionResult) -> dict[str, Any]:
    score = {"score": None} if question.score is None else _number("score", question.score)
    return {
        "id": question.id,
        "title": question.title,
        "outcome": question.outcome.value,
        **score,
        **_number("points", question.points),
        "checks": [_check(check) for check in question.checks],
        "text": question.text,
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "outcome": check.outcome.value,
        **_number("weight", check.weight),
        "message": check.message,
        "hint": check.hint,
        "detail": check.detail,
        "curves": [
            {"label": curve.label, "x": list(curve.x), "y": [_finite(value) for value in curve.y]}
            for curve in check.curves
        ],
    }


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _number(key: str, value: Fraction) -> dict[str, Any]:
    if value.denominator == 1:
        return {key: value.numerator}
    number = float(value)
    if nearest(number) == value:
        return {key: number}
    return {key: number, key + EXACT: str(value)}


def nearest(number: float) -> Fraction:
    """Return the fraction that a score was before it was written as a number."""
    fraction = Fraction(number)
    return fraction if fraction.denominator == 1 else fraction.limit_denominator(LARGEST_DENOMINATOR)


def _fraction(entry: dict[str, Any], key: str) -> Fraction:
    exact = entry.get(key + EXACT)
    return Fraction(exact) if exact is not None else nearest(entry[key])


def _read_question(entry: dict[str, Any]) -> QuestionResult:
    return QuestionResult(
        id=entry["id"],
        title=entry["title"],
        outcome=Outcome(entry["outcome"]),
        score=None if entry["score"] is None else _fraction(entry, "score"),
        points=_fraction(entry, "points"),
        checks=tuple(_read_check(check) for check in entry["checks"]),
        text=entry["text"],
    )


def _read_check(entry: dict[str, Any]) -> CheckResult:
    return CheckResult(
        id=entry["id"],
        title=entry["title"],
        outcome=Outcome(entry["outcome"]),
        weight=_fraction(entry, "weight"),
        message=entry["message"],
        hint=entry["hint"],
        detail=entry["detail"],
        curves=tuple(Curve(curve["label"], tuple(curve["x"]), tuple(curve["y"])) for curve in entry["curves"]),
    )
