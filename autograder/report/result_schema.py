"""The JSON Schema of `result.json`, for programs that read results."""

from __future__ import annotations

import json
from typing import Any, Final

from autograder.model import Outcome
from autograder.report.result_json import EXACT, SCHEMA_VERSION

_TEXT: Final = {"type": "string"}
_OPTIONAL: Final = frozenset({"score" + EXACT, "points" + EXACT, "penalty" + EXACT, "grade" + EXACT, "weight" + EXACT})


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the documents that `result_json.to_document` makes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Result of grading one submission",
        **_object(
            schema_version={"const": SCHEMA_VERSION},
            course=_text("The course's short name"),
            assignment=_text("The assignment's slug"),
            student=_text("The student's id; any text"),
            attempt={"type": "integer", "minimum": 1},
            submitted_at={
                "type": ["string", "null"],
                "format": "date-time",
                "description": "When it was handed in, with the offset from UTC; null where that is unknown",
            },
            outcome=_outcome("Of the submission as a whole"),
            reason=_text("Why the submission could not be graded, or does not count; else empty"),
            detail=_text("Where grading itself failed; for the staff only: never shown to students"),
            **_exact("score", "Points earned before lateness; questions without a score add nothing"),
            **_exact("points", "The most that can be earned"),
            **_exact("penalty", "What lateness costs, in points"),
            **_exact("grade", "The score after the penalty"),
            questions=_list(_question()),
            notes=_list(_TEXT, "What the grader did with the notebook that its author should know"),
            grader_version=_text("Version of the package that graded"),
            secret_fingerprint=_text("Tells which secret seeded the hidden inputs, without disclosing it"),
            data=_text("The data profile"),
            duration_seconds={"type": "number", "minimum": 0},
            sandbox_rung=_text("How strongly the student's code was confined"),
            submission_digest=_text("Of the submitted bytes"),
            grading_digest=_text("Of everything else that the result depends on"),
        ),
    }


def schema_text() -> str:
    """Return the schema as the text of `docs/result.schema.json`."""
    return json.dumps(schema(), indent=2) + "\n"


def _question() -> dict[str, Any]:
    return _object(
        id=_TEXT,
        title=_TEXT,
        outcome=_outcome(""),
        score={"type": ["number", "null"], "description": "null until a question that is graded by hand is graded"},
        **{"score" + EXACT: _fraction()},
        **_exact("points", "The most that the question gives"),
        checks=_list(_check()),
        text=_text("The student's written answer where a question is graded by hand; else empty"),
    )


def _check() -> dict[str, Any]:
    curve = _object(
        label=_TEXT,
        x=_list({"type": "number"}),
        y=_list({"type": ["number", "null"]}, "null where the value is not finite"),
    )
    return _object(
        id=_TEXT,
        title=_text("What the check asks, as the student reads it"),
        outcome=_outcome(""),
        **_exact("weight", "The check's relative share of the question's points"),
        message=_text("What happened, for the student"),
        hint=_text("One hint, for the student"),
        detail=_text("For the staff only: never shown to students"),
        curves=_list(curve, "What the student's own functions returned on public inputs"),
    )


def _text(description: str) -> dict[str, Any]:
    return {**_TEXT, "description": description}


def _outcome(description: str) -> dict[str, Any]:
    values = {"enum": [outcome.value for outcome in Outcome]}
    return {**values, "description": description} if description else values


def _fraction() -> dict[str, Any]:
    return {
        "type": "string",
        "pattern": "^-?[0-9]+(/[0-9]+)?$",
        "description": "The exact fraction, where the number does not determine it",
    }


def _exact(key: str, description: str) -> dict[str, Any]:
    return {key: {"type": "number", "description": description}, key + EXACT: _fraction()}


def _list(items: dict[str, Any], description: str = "") -> dict[str, Any]:
    array = {"type": "array", "items": items}
    return {**array, "description": description} if description else array


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in _OPTIONAL],
        "additionalProperties": False,
    }
