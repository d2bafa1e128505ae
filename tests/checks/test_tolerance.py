"""Tolerances accept by a condition, and by the precision of the result."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks.tolerance import BASIC, STRICT, TAIL, TINY, Tolerance


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_nothing_that_is_not_finite_is_accepted(value):
    assert not Tolerance(rtol=1e9, atol=1e300).accepts(np.array([value]), np.array([1.0]))[0]


def test_a_value_is_accepted_up_to_the_bound_and_no_further():
    tolerance = Tolerance(rtol=0.5, atol=1.0)
    accepted = tolerance.accepts(np.array([1.9, 2.0, 6.0, 6.1]), np.array([4.0, 4.0, 4.0, 2.0]))
    assert accepted.tolist() == [True, True, True, False]


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_results_of_less_than_double_precision_are_judged_by_the_float32_bounds(dtype):
    got = np.array([1.0], dtype=dtype)
    assert BASIC.accepts(got, np.array([1 + 1e-5]))[0]
    assert not BASIC.accepts(got.astype(np.float64), np.array([1 + 1e-5]))[0]
    assert not BASIC.accepts(got, np.array([1 + 1e-3]))[0]


def test_twelve_digits_are_not_in_float32_unless_the_input_was():
    got = np.array([1.0], dtype=np.float32)
    assert not STRICT.accepts(got, np.array([1 + 1e-5]))[0]
    assert STRICT.for_float32_input().accepts(got, np.array([1 + 1e-5]))[0]


@pytest.mark.parametrize("dtype", [np.bool_, np.int32, np.int64])
def test_integers_and_bools_count_by_value(dtype):
    assert STRICT.accepts(np.array([0, 1], dtype=dtype), np.array([0.0, 1.0])).all()
    assert not STRICT.accepts(np.array([1], dtype=dtype), np.array([1 + 1e-9]))[0]


@pytest.mark.parametrize("tolerance", [TAIL, TINY])
def test_a_lost_tail_is_not_hidden_by_float32(tolerance):
    lost = np.zeros(1, dtype=np.float32)
    assert not tolerance.accepts(lost, np.array([1e-30]))[0]
    assert tolerance.accepts(lost, np.array([1e-60]))[0]


def test_float32_input_loosens_a_tier_but_keeps_its_smallest_numbers():
    assert BASIC.for_float32_input().accepts(np.array([1 + 1e-5]), np.array([1.0]))[0]
    assert not TAIL.for_float32_input().accepts(np.array([0.0]), np.array([1e-30]))[0]
