import json
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.model import Curve, Outcome
from autograder.report.result_json import dumps, from_document, load, to_document

TOP = [
    "schema_version",
    "course",
    "assignment",
    "student",
    "attempt",
    "submitted_at",
    "outcome",
    "reason",
    "detail",
    "score",
    "points",
    "penalty",
    "grade",
    "questions",
    "notes",
    "grader_version",
    "secret_fingerprint",
    "data",
    "duration_seconds",
    "sandbox_rung",
    "submission_digest",
    "grading_digest",
]


def back(result):
    return from_document(json.loads(dumps(result)))


def test_the_document_has_exactly_the_named_keys(make):
    document = to_document(make.typical())
    assert list(document) == TOP
    question = document["questions"][0]
    assert list(question) == ["id", "title", "outcome", "score", "points", "checks", "text"]
    assert list(question["checks"][0]) == ["id", "title", "outcome", "weight", "message", "hint", "detail", "curves"]


def test_scores_are_numbers_and_a_waiting_question_has_null(make):
    document = to_document(make.typical())
    assert document["schema_version"] == 1
    assert [question["score"] for question in document["questions"]] == [6, 3.6, 0, 0, 0, None]
    assert document["score"] == 9.6


def test_a_result_survives_its_document(make):
    result = make.typical(student="Zoë \ud800 陳", penalty=Fraction(1, 3))
    assert back(result) == result


def test_an_unreadable_submission_survives_its_document(make):
    assert back(make.unreadable()) == make.unreadable()


@given(st.fractions(min_value=0, max_value=1000))
def test_any_score_comes_back_exactly(make, score):
    result = make.result([make.question(score=score, points=1000)], penalty=score / 7)
    assert back(result) == result


@given(st.integers(0, 4000), st.integers(1, 10**6))
def test_an_ordinary_score_needs_no_second_spelling(make, units, denominator):
    score = Fraction(units) + Fraction(1, denominator)
    assert "score_exact" not in to_document(make.result(score=score))


def test_a_fraction_that_no_number_holds_is_spelled_out(make):
    score = Fraction(1, 1_000_003)
    document = to_document(make.result(score=score, grade=Fraction(0)))
    assert document["score"] == float(score)
    assert document["score_exact"] == "1/1000003"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_values_that_are_not_finite_become_null(make, value):
    check = make.check(curves=(Curve("f", (0.0, 1.0), (value, 2.0)),))
    document = to_document(make.result([make.question(checks=(check,))]))
    assert document["questions"][0]["checks"][0]["curves"][0]["y"] == [None, 2.0]


def test_the_text_can_be_encoded_and_keeps_other_scripts_readable(make):
    text = dumps(make.typical(student="陳 \udfff"))
    assert "陳 \\udfff" in text.encode().decode()


def test_the_text_is_that_of_the_whole_document(make):
    result = make.typical(student="Zoë")
    assert dumps(result) == json.dumps(to_document(result), ensure_ascii=False, indent=1) + "\n"


def test_load_reads_what_dumps_wrote(make, tmp_path):
    path = tmp_path / "result.json"
    path.write_text(dumps(make.typical()), encoding="utf-8")
    assert load(path) == make.typical()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"3", b"{}", b'{"schema_version": 1}', b"\xff\xfe"])
def test_load_names_the_file_that_is_no_result(tmp_path, content):
    path = tmp_path / "result.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"result\.json is not a result"):
        load(path)


@pytest.mark.parametrize(
    ("key", "value"), [("schema_version", 2), ("outcome", "great"), ("score", "ten"), ("questions", [3])]
)
def test_load_refuses_a_document_with_a_wrong_value(make, tmp_path, key, value):
    path = tmp_path / "result.json"
    path.write_text(json.dumps({**to_document(make.typical()), key: value}), encoding="utf-8")
    with pytest.raises(UsageError, match="grade again"):
        load(path)


def test_outcomes_are_written_as_their_names(make):
    assert to_document(make.result(outcome=Outcome.OUT_OF_MEMORY))["outcome"] == "out_of_memory"
