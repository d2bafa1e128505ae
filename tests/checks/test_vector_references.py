"""The references of the neuron and the softmax family against mpmath and by their properties."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mpmath import mp

from autograder.checks.vector_references import log_softmax, neuron, softmax, softmax_jacobian
from autograder.wire.values import FunctionRef

LOGITS = arrays(np.float64, st.integers(1, 6), elements=st.floats(-2000, 2000, allow_subnormal=False))


@given(LOGITS)
def test_softmax_and_its_logarithm_are_those_of_fifty_digits(x):
    with mpmath.workdps(50):
        logits = [mp.mpf(value) for value in x]
        for i, (p, log_p) in enumerate(zip(softmax(x).tolist(), log_softmax(x).tolist(), strict=True)):
            others = mp.fsum(mp.exp(z - logits[i]) for j, z in enumerate(logits) if j != i)
            assert abs(p - 1 / (1 + others)) <= 1e-12 / (1 + others) + mp.mpf("1e-300")
            assert abs(log_p + mp.log1p(others)) <= 1e-12 * mp.log1p(others) + mp.mpf("1e-300")


def test_softmax_keeps_the_digits_of_the_top_entry_in_the_logarithm():
    assert log_softmax([40.0, 0.0])[0] == pytest.approx(-np.exp(-40), rel=1e-14)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -3])
def test_an_axis_is_that_of_the_moved_array(axis):
    x = np.random.default_rng(3).normal(0, 3, (2, 3, 4))
    for function in (softmax, log_softmax):
        moved = np.moveaxis(function(np.moveaxis(x, axis, -1)), -1, axis)
        assert function(x, axis) == pytest.approx(moved, rel=1e-14)


@pytest.mark.parametrize("shape", [(1,), (4,), (3, 4), (2, 3, 4)])
def test_jacobian_is_the_slope_of_softmax(shape):
    x = np.random.default_rng(4).normal(0, 2, shape)
    h = 1e-6
    jacobian = softmax_jacobian(x)
    assert jacobian.shape == (*shape, shape[-1])
    for j in range(shape[-1]):
        step = h * (np.arange(shape[-1]) == j)
        slope = (softmax(x + step) - softmax(x - step)) / (2 * h)
        assert jacobian[..., j] == pytest.approx(slope, abs=1e-9)


@given(LOGITS)
def test_jacobian_is_symmetric_with_rows_that_sum_to_zero(x):
    jacobian = softmax_jacobian(x)
    assert np.array_equal(jacobian, jacobian.T)
    assert np.all(np.abs(jacobian.sum(axis=-1)) <= 1e-15)


def test_neuron_applies_the_named_function_to_the_sum():
    assert neuron([1, 2], [3.0, 4.0], 0.5, FunctionRef("numpy.square")) == 11.5**2
