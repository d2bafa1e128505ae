"""Expectations pass right functions and fail others with a sentence that tells no value."""

from __future__ import annotations

import re

import numpy as np
import pytest

from autograder.checks import CheckFailed, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT
from autograder.wire.values import FunctionRef

X = np.array([-1.5, -0.25, 0.75, 2.5])


def test_the_reference_itself_passes(fake):
    expect_values(fake(references.elu), references.elu, X, 0.7, tolerance=STRICT)
    expect_values(fake(references.elu), references.elu, X, alpha=0.7, tolerance=STRICT)


def test_a_failure_says_what_was_called_and_what_came_back(fake):
    with pytest.raises(CheckFailed) as caught:
        expect_values(fake(lambda x, alpha: -references.elu(x, alpha), "elu"), references.elu, X, alpha=0.7)
    assert caught.value.message == (
        "`elu`, called with an array of shape (4,) and `alpha` by keyword, returned values of the right size but the "
        "wrong sign."
    )
    assert caught.value.hint


def test_a_known_mistake_gets_its_own_hint(fake):
    with pytest.raises(CheckFailed) as caught:
        expect_values(fake(lambda x: x * (1 - x), "sigmoid_derivative"), references.sigmoid_derivative, X)
    assert "before or after" in caught.value.hint


def test_float32_input_is_judged_by_the_tolerance_of_float32(fake):
    rough = fake(lambda x: references.sigmoid(x) * (1 + 1e-5))
    expect_values(rough, references.sigmoid, X.astype(np.float32), tolerance=STRICT)
    with pytest.raises(CheckFailed):
        expect_values(rough, references.sigmoid, X, tolerance=STRICT)


def test_a_function_that_writes_into_its_input_is_judged_by_the_input_it_was_given(fake):
    def wrong(x):
        x += 1
        return references.sigmoid(x)

    with pytest.raises(CheckFailed):
        expect_values(fake(wrong), references.sigmoid, X)


@pytest.mark.parametrize("x", [[1, -2], 3, 0.5, np.array(2.0), np.ones((2, 1)), np.arange(3)])
def test_each_input_is_checked_in_its_own_form(fake, x):
    expect_each(fake(references.tanh), references.tanh, [x])
    with pytest.raises(CheckFailed):
        expect_each(fake(lambda x: np.ravel(np.tanh(x)).tolist()), references.tanh, [x])


@pytest.mark.parametrize("x", [np.array([1.0, 2.0]), [1.0, 2.0]])
def test_a_changed_argument_is_found(fake, x):
    def wrong(x):
        x[0] = 0.0
        return 1

    with pytest.raises(CheckFailed, match="changed its input"):
        expect_input_unchanged(fake(wrong), x)
    expect_input_unchanged(fake(lambda x: x), x)


def test_a_second_argument_is_watched_too_and_functions_are_not_compared(fake):
    def wrong(x, w, _):
        w *= x
        return w.sum()

    tanh = FunctionRef("numpy.tanh")
    with pytest.raises(CheckFailed):
        expect_input_unchanged(fake(wrong), X, X + 1, tanh)
    expect_input_unchanged(fake(lambda x, w, _: x + w), X, X, tanh)


def test_a_changed_dtype_or_shape_is_a_changed_input(fake):
    def reshaped(x):
        x.shape = (2, 2)

    with pytest.raises(CheckFailed):
        expect_input_unchanged(fake(reshaped), np.zeros(4))


@pytest.mark.parametrize(
    ("function", "x", "words"),
    [
        (np.exp, 1e4, "an overflow"),
        (lambda x: 1 / x, np.zeros(2), "a division by zero"),
        (lambda x: x / x, np.zeros(2), "an invalid value"),
        (lambda x: np.exp(x) - np.exp(x), np.full(2, 1e4), "an overflow and an invalid value"),
    ],
)
def test_floating_point_events_are_named(fake, function, x, words):
    with pytest.raises(CheckFailed) as caught:
        expect_quiet(fake(function), np.asarray(x))
    assert words in caught.value.message
    assert caught.value.hint


def test_underflow_is_no_event(fake):
    expect_quiet(fake(np.exp), np.array([-1e4, -740.0]))


def test_messages_hold_no_number_beyond_the_shape(fake):
    wrong = fake(lambda x: np.where(x > 0, 12345.678, x))
    with pytest.raises(CheckFailed) as caught:
        expect_values(wrong, references.sigmoid, X)
    assert set(re.findall(r"\d+", caught.value.message)) <= {"4", "0"}
