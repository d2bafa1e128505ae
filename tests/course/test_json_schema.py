"""Behaviour of the JSON Schema that editors use."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from autograder.course.document import read_document
from autograder.course.json_schema import course_schema, properties_at, schema_text

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "docs" / "course.schema.json"


def course():
    return read_document((ROOT / "course.yml").read_text("utf-8")).data


def mappings(schema):
    yield from (part for part in (schema, *schema["$defs"].values()) if "properties" in part)


def test_the_committed_schema_is_the_generated_one():
    remedy = "run `python -m autograder.course.json_schema > docs/course.schema.json`"
    assert COMMITTED.read_text("utf-8") == schema_text(), remedy


def test_the_module_prints_the_schema():
    command = [sys.executable, "-m", "autograder.course.json_schema"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, text=True)
    assert json.loads(done.stdout) == course_schema()


def test_the_schema_is_valid_and_the_course_validates_against_it():
    jsonschema.Draft202012Validator.check_schema(course_schema())
    jsonschema.Draft202012Validator(course_schema()).validate(course())


def break_points(tree):
    tree["assignments"][0]["points"] = 0


def break_key(tree):
    tree["late"]["percents"] = 1


def break_choice(tree):
    tree["attempts"] = "all"


@pytest.mark.parametrize("break_it", [break_points, break_key, break_choice])
def test_a_broken_course_does_not_validate(break_it):
    tree = course()
    break_it(tree)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(course_schema()).validate(tree)


def test_every_key_has_a_description():
    for mapping in mappings(course_schema()):
        for key, part in mapping["properties"].items():
            assert part.get("description"), (mapping["title"], key)


def test_the_course_file_points_editors_to_the_schema():
    text = (ROOT / "course.yml").read_text("utf-8")
    (path,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", text, re.MULTILINE)
    assert ROOT / path == COMMITTED


def test_the_reference_names_every_key():
    reference = (ROOT / "docs" / "course.md").read_text("utf-8")
    keys = {key for mapping in mappings(course_schema()) for key in mapping["properties"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in reference] == []


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ((), "assignments"),
        (("late",), "grace_days"),
        (("assignments", 3, "late"), "grace_days"),
        (("assignments", 0, "questions", 7), "manual"),
        (("data", "profiles", "mnist", "thresholds"), "gap_min"),
    ],
)
def test_properties_are_found_at_any_depth(place, key):
    assert key in properties_at(place)


def test_an_unknown_place_has_no_properties():
    assert properties_at(("nowhere", 2, "x")) == {}
