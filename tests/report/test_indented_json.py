"""The fast writer writes what the standard library's slow one writes."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.indented_json import Written, indented

texts = st.text(st.characters(exclude_categories=()))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
)


@given(values)
def test_text_is_that_of_the_standard_library(value):
    assert indented(value) == json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: [x], lambda x: {"a": [[], x]}, lambda x: [{"a": x}, [1]]])
def test_numbers_that_json_lacks_are_refused(number, wrap):
    with pytest.raises(ValueError, match="JSON"):
        indented(wrap(number))


@given(st.dictionaries(texts, values, min_size=1), values)
def test_a_text_that_is_written_already_is_taken_as_it_is(surroundings, value):
    key = next(iter(surroundings))
    pieces = {**surroundings, key: [Written(indented(value, 2)), []]}
    assert indented(pieces) == indented({**surroundings, key: [value, []]})
