"""Behaviour of reading YAML as plain data with lines."""

from __future__ import annotations

import math

import pytest

from autograder.course.document import dotted, plain_value, read_document


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("010", 10),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("9" * 31, float("9" * 31)),
        ("9" * 400, math.inf),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("1_000", "1_000"),
        ("2026-10-01", "2026-10-01"),
        ("12:30:45", "12:30:45"),
        ("e3", "e3"),
        (".", "."),
    ],
)
def test_plain_scalars_follow_the_core_schema(text, value):
    result = plain_value(text)
    assert result == value
    assert type(result) is type(value)


def test_nan_is_a_number():
    assert math.isnan(plain_value(".NaN"))


def test_quoted_scalars_are_text():
    assert read_document("a: '1'\nb: \"true\"\nc: ''\nd: |\n  1\n").data == {"a": "1", "b": "true", "c": "", "d": "1\n"}


def test_every_value_knows_its_line():
    document = read_document("a:\n  - 1\n  - b: 2\n    c:\n\nd: |\n  text\n")
    assert document.problems == []
    lines = {place: document.line(place) for place in [("a", 0), ("a", 1), ("a", 1, "b"), ("a", 1, "c"), ("d",)]}
    assert lines == {("a", 0): 2, ("a", 1): 3, ("a", 1, "b"): 3, ("a", 1, "c"): 4, ("d",): 6}


def test_an_unknown_place_has_the_line_of_what_is_around_it():
    assert read_document("x: 1\na:\n  b: 1\n").line(("a", "c", 3)) == 3


def test_a_repeated_key_keeps_its_first_value_and_skips_the_second_whole():
    document = read_document("a: 1\na: {b: [1, {c: 2}], d: 3}\ne: 4\n")
    assert document.data == {"a": 1, "e": 4}
    assert [(problem.place, problem.line) for problem in document.problems] == [("$.a", 2)]


def test_a_stand_in_value_is_marked_unreadable():
    document = read_document("a: {b: *x, c: 1}\n")
    assert not document.is_readable(("a", "b"))
    assert not document.is_readable(("a", "b", "deeper"))
    assert document.is_readable(("a", "c"))


def test_a_place_is_written_as_a_path():
    assert dotted(("a", 0, "b_1", "mnist-5k", "it's")) == "$.a[0].b_1['mnist-5k'][\"it's\"]"
