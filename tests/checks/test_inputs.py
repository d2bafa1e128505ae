"""The inputs that checks draw: reproducible, of the announced magnitudes, of both signs."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import inputs, logits

DRAWS = [inputs.moderate, inputs.tails, inputs.tiny, inputs.everywhere, logits.with_ties, logits.wide_rows]


@pytest.mark.parametrize("draw", DRAWS)
def test_the_generator_decides_what_is_drawn(draw):
    first, again, other = (draw(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("seed", range(5))
def test_moderate_inputs_hold_many_points_kinks_and_repetitions(seed):
    x = inputs.moderate(np.random.default_rng(seed))
    assert x.size >= 200
    assert np.max(np.abs(x)) <= 6
    assert {0.0, 1.0, -1.0, 6.0, -6.0, 0.5} <= set(x)
    assert np.unique(x).size < x.size
    assert np.any((x > 0) & (x < 0.1))
    assert np.any((x < 0) & (x > -0.1))
    assert not np.all(np.diff(x) > 0)


def test_zero_can_be_left_out():
    assert np.all(inputs.moderate(np.random.default_rng(0), without_zero=True) != 0)


@pytest.mark.parametrize("seed", range(5))
def test_tails_and_tiny_inputs_have_both_signs_and_their_magnitudes(seed):
    rng = np.random.default_rng(seed)
    tails, tiny = inputs.tails(rng), inputs.tiny(rng)
    assert set(np.sign(tails)) == set(np.sign(tiny)) == {-1.0, 1.0}
    assert np.min(np.abs(tails)) >= 6
    assert {710.0, -710.0, 750.0, -750.0, 1e4, -1e4} <= set(tails)
    assert np.max(np.abs(tiny)) <= 1e-8
    assert np.min(np.abs(tiny)) >= 1e-300


def test_every_form_of_input_is_drawn_and_none_holds_a_zero():
    rng = np.random.default_rng(0)
    drawn = [*inputs.arrays(rng), *inputs.lists_and_numbers(rng), *inputs.forms(rng)]
    assert {type(x) for x in drawn} == {np.ndarray, list, int, float}
    assert {x.dtype for x in drawn if isinstance(x, np.ndarray)} == {np.dtype(t) for t in ("f8", "f4", "i8")}
    assert {x.ndim for x in drawn if isinstance(x, np.ndarray)} == {0, 1, 2, 3}
    assert all(np.all(np.asarray(x) != 0) for x in drawn)


@pytest.mark.parametrize("seed", range(5))
def test_logits_far_from_zero_tell_the_shifts_apart(seed):
    rng = np.random.default_rng(seed)
    above, below = logits.shifted_far(rng)
    assert above.min() > 900
    assert below.max() < -900
    wide, apart = logits.wide_rows(rng), logits.rows_far_apart(rng)
    assert np.all(np.ptp(wide, axis=1) > 900)
    assert np.ptp(wide.max(axis=1)) < 100
    assert np.ptp(apart.max(axis=1)) > 2000
    assert np.all(np.ptp(apart, axis=1) < 100)


def test_ties_are_there():
    x = logits.with_ties(np.random.default_rng(0))
    assert np.any(np.ptp(x, axis=1) == 0)
    assert len({tuple(row) for row in x}) < len(x)
