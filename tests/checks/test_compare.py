"""Comparison accepts by value and shape, and describes everything else without a value."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.compare import as_numbers, mismatch
from autograder.checks.tolerance import BASIC, STRICT
from autograder.wire.values import Opaque

X = np.array([-3.0, -1.0, 0.5, 2.0])
WANTED = np.array([0.05, 0.27, 0.62, 0.88])


def described(got, wanted=WANTED, tolerance=STRICT, x=X):
    found = mismatch(got, wanted, tolerance, x)
    assert found is not None
    assert found.hint
    return found.description


@pytest.mark.parametrize("got", [1.0, 1, True, np.float32(1), np.int8(1), np.array(1.0), np.array(True)])
def test_any_scalar_is_accepted_where_one_is_wanted(got):
    assert mismatch(got, np.array(1.0), STRICT) is None


@pytest.mark.parametrize("got", [np.array([1.0]), [1.0], np.ones((1, 1))])
def test_an_array_of_one_value_is_no_scalar(got):
    assert mismatch(got, np.array(1.0), STRICT) is not None


@pytest.mark.parametrize("got", [WANTED, WANTED.astype(np.float32), WANTED + 1e-15])
def test_near_values_are_accepted_whatever_the_dtype(got):
    assert mismatch(got, WANTED, BASIC) is None


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (None, "None"),
        ("0.5", "text"),
        ([0.5], "a list"),
        ((0.5, 1.0), "a tuple"),
        ({}, "a dict"),
        (1j, "a complex number"),
        (np.ones(4, dtype=complex), "an array of complex128"),
        (Opaque("set"), "an object of type `set`"),
        (Opaque("numpy array of object"), "an array of something else than numbers"),
        (Opaque("leak 3.14159"), "an object of a class of its own"),
    ],
)
def test_what_is_no_result_is_named_by_its_kind(got, words):
    assert described(got) == words


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (np.full(4, np.nan), "NaN in every place"),
        (np.array([np.nan, 0.27, 0.62, 0.88]), "NaN in some places, but only for negative inputs"),
        (np.array([0.05, 0.27, 0.62, np.inf]), "infinite values, but only for positive inputs"),
        (np.full(4, np.inf), "infinity in every place"),
        (np.array([-np.inf, -np.inf, np.inf, np.inf]), "infinity in every place"),
        (np.array([np.inf, 0.27, 0.62, 0.88]), "infinite values, but only for negative inputs"),
        (np.zeros(4), "0 in every place"),
        (np.full(4, 0.5), "the same number in every place"),
        (-WANTED, "values of the right size but the wrong sign"),
        (2 * WANTED, "values that are too large by the same factor everywhere"),
        (WANTED / 3, "values that are too small by the same factor everywhere"),
        (WANTED + 0.5, "values that are off by the same amount everywhere"),
        (WANTED + 1e-7 * X**2, "values that are nearly right: too few digits agree"),
        (WANTED + X**2, "values that are too large"),
        (WANTED - X**2, "values that are too small"),
        (WANTED * (X < 0), "values that are too small, but only for positive inputs"),
        (np.array([0, 0, 1, 1]), "whole numbers, of dtype int64, where fractions belong"),
        (WANTED[:3], "an array of shape (3,) in place of one of shape (4,)"),
        (0.5, "a single number in place of one of shape (4,)"),
    ],
)
def test_wrong_values_are_described_without_a_value(got, words):
    assert described(got) == words


def test_a_ratio_that_overflows_is_no_constant_factor():
    assert "factor" not in described(np.array([1e308, 0.5, 0.6, 0.7]), np.array([1e-5, 0.1, 0.2, 0.3]))


def test_fractions_that_were_cut_off_are_recognised_in_a_float_array():
    assert "whole numbers" in described(np.trunc(WANTED * 3), WANTED * 3)


def test_a_result_that_is_bounded_is_recognised():
    x = np.arange(1.0, 9.0)
    words = "a result that stops changing where the function goes on, but only far from 0"
    assert described(np.minimum(x, 5.5), x, x=x - 0.0 + (x > 5) * 1.0) == words


def test_a_lost_tail_is_recognised():
    wanted = np.array([1e-20, 1e-9, 1.0])
    assert described(np.array([0, 0, 1.0]), wanted, x=None) == "exactly 0 where the result is small but not 0"
    noise = described(np.array([3e-9, 1e-8, 1.0]), wanted, x=None)
    assert noise == "small numbers that have lost most of their digits"


def test_a_reversed_shape_and_exchanged_axes_are_recognised():
    square = np.arange(9.0).reshape(3, 3) ** 2
    assert described(square.T, square, x=None) == "the right values with the axes exchanged"
    found = mismatch(np.zeros((2, 3)), np.zeros((3, 2)), STRICT)
    assert found is not None
    assert "reverse order" in found.hint


def test_a_wrong_value_at_zero_alone_is_placed_there():
    x = np.array([-1.0, 0.0, 1.0])
    assert described(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0]), x=x).endswith(", at 0 only")


@given(st.integers(-(10**400), 10**400))
def test_whole_numbers_of_any_size_are_numbers(number):
    assert isinstance(as_numbers(number), np.ndarray)


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=3, max_size=3),
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3),
)
def test_any_values_get_a_verdict_and_descriptions_hold_no_number_but_zero(got, wanted):
    found = mismatch(np.array(got), np.array(wanted), BASIC, np.array([-1.0, 0.0, 7.0]))
    if found is None:
        assert np.allclose(got, wanted, rtol=1e-6, atol=1e-11)
    else:
        digits = set(re.findall(r"\d+", found.description.replace("float64", "")))
        assert digits <= {"0"}


def hint_at(x):
    """The hint on values that are wrong in no way that is known, at these inputs."""
    return mismatch(x + 1 + x**2, x, BASIC, x).hint


def test_the_hint_asks_for_a_negative_number_only_where_there_are_any():
    assert "one negative" in hint_at(np.linspace(-2, 2, 9))
    assert "negative" not in hint_at(np.linspace(0, 255, 9))
