"""The JSON Schema of `course.yml`, for editors; `python -m autograder.course.json_schema` prints it."""

from __future__ import annotations

import functools
import json
import sys
from typing import TYPE_CHECKING, Any

from autograder.course.schema import Course

if TYPE_CHECKING:
    from autograder.course.document import Place


@functools.cache
def course_schema() -> dict[str, Any]:
    """Generate the schema from the models; not to be changed by its readers."""
    schema = Course.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "course.yml"}


def schema_text() -> str:
    """Write the schema as it stands in `docs/course.schema.json`."""
    return json.dumps(course_schema(), indent=2, ensure_ascii=False) + "\n"


def properties_at(place: Place) -> dict[str, Any]:
    """Find the keys that a mapping at a place may have, each with its schema; empty where no fixed keys are known."""
    node = course_schema()
    for step in place:
        if isinstance(step, int):
            node = _resolved(node.get("items", {}))
        else:
            node = _resolved(node.get("properties", {}).get(step) or node.get("additionalProperties") or {})
    properties: dict[str, Any] = node.get("properties", {})
    return properties


def _resolved(node: Any) -> dict[str, Any]:  # noqa: ANN401 - any node of a JSON Schema
    """Follow references, and an optional value to what it is when it is given."""
    if not isinstance(node, dict):
        return {}
    for choice in node.get("anyOf", ()):
        if choice.get("type") != "null":
            return _resolved(choice)
    if "$ref" in node:
        return _resolved(course_schema()["$defs"][node["$ref"].removeprefix("#/$defs/")])
    return node


if __name__ == "__main__":
    sys.stdout.write(schema_text())
