import json
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from autograder.model import Outcome
from autograder.report.result_json import dumps, to_document
from autograder.report.result_schema import schema, schema_text

COMMITTED = Path(__file__).parents[2] / "docs" / "result.schema.json"


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def test_the_committed_schema_is_the_generated_one():
    assert COMMITTED.read_text(encoding="utf-8") == schema_text()


def test_documents_are_valid(validator, make):
    awkward = make.result(score=Fraction(1, 1_000_003), grade=Fraction(0))
    for result in (make.typical(), make.unreadable(), awkward):
        validator.validate(json.loads(dumps(result)))


@pytest.mark.parametrize(
    ("key", "value"),
    [("outcome", "great"), ("score", "10"), ("score", None), ("attempt", 0), ("extra", 1), ("schema_version", 2)],
)
def test_wrong_documents_are_refused(validator, make, key, value):
    assert not validator.is_valid({**to_document(make.typical()), key: value})


@pytest.mark.parametrize("key", ["notes", "grading_digest", "questions", "penalty"])
def test_every_key_is_required(validator, make, key):
    document = to_document(make.typical())
    del document[key]
    assert not validator.is_valid(document)


def test_every_outcome_is_in_the_schema():
    assert schema()["properties"]["outcome"]["enum"] == [outcome.value for outcome in Outcome]
