"""Every known mistake is one: wrong on the inputs of a value check, recognised there, and never by the reference."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import inputs, logits, references, vector_references
from autograder.checks.known_mistakes import KNOWN, recognise
from autograder.wire.values import FunctionRef

CASES = [(name, number) for name, mistakes in KNOWN.items() for number in range(len(mistakes))]


def reference_of(name):
    return getattr(
        vector_references if name in {"neuron", "softmax", "log_softmax", "softmax_jacobian"} else references, name
    )


def argument_lists(name):
    """Return the arguments on which graders compare values, ordinary ones first."""
    rng = np.random.default_rng(5)
    if name == "neuron":
        return [((inputs.array(rng, (5,)) / 4, inputs.array(rng, (5,)) / 4, 0.75, FunctionRef("numpy.tanh")), {})]
    if name == "softmax_jacobian":
        return [((x,), {}) for x in (logits.draw(rng, 5), logits.draw(rng, 2, 5), logits.rows_far_apart(rng))]
    if "softmax" in name:
        plain = [logits.draw(rng, 40, 7), logits.rows_far_apart(rng), logits.wide_rows(rng)]
        return [((x,), {}) for x in [*plain, *logits.shifted_far(rng)]] + [((logits.draw(rng, 4, 6), 0), {})]
    x = inputs.moderate(rng, without_zero=True)
    parameter = {"elu": "alpha", "leaky_relu": "negative_slope"}.get(name.removesuffix("_derivative"))
    return [((x,), {})] + ([((x,), {parameter: 0.7}), ((x, 0.7), {})] if parameter else [])


def recognised(name, function, args, kwargs):
    with np.errstate(all="ignore"):
        values = np.asarray(function(*args, **kwargs), dtype=np.float64)
    return recognise(name, values, np.asarray(reference_of(name)(*args, **kwargs)), args, kwargs)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_a_known_mistake_is_recognised_by_its_own_hint(name, number):
    mistake = KNOWN[name][number]
    hints = [recognised(name, mistake.version, args, kwargs) for args, kwargs in argument_lists(name)]
    assert mistake.hint in hints


@pytest.mark.parametrize("name", KNOWN)
def test_the_right_answer_is_no_known_mistake(name):
    assert all(not recognised(name, reference_of(name), *arguments) for arguments in argument_lists(name))


@pytest.mark.parametrize("name", KNOWN)
def test_no_two_entries_are_the_same_mistake(name):
    cases = argument_lists(name)
    seen = []
    for mistake in KNOWN[name]:
        with np.errstate(all="ignore"):
            seen.append([np.asarray(mistake.version(*args, **kwargs), dtype=float) for args, kwargs in cases])
    for first in range(len(seen)):
        for second in range(first):
            same = all(
                a.shape == b.shape and np.allclose(a, b, equal_nan=True)
                for a, b in zip(seen[first], seen[second], strict=True)
            )
            assert not same, (first, second)


@pytest.mark.parametrize("hint", sorted({mistake.hint for mistakes in KNOWN.values() for mistake in mistakes}))
def test_a_hint_is_a_short_question_or_observation(hint):
    assert len(hint.split()) <= 60
    assert hint[-1] in "?."
    assert not {"simply", "obviously", "just do"} & set(hint.lower().split())


def test_values_that_are_no_numbers_or_unknown_are_not_recognised():
    x = np.ones(3)
    assert recognise("sigmoid", None, references.sigmoid(x), (x,), {}) == ""
    assert recognise("a_name_nobody_knows", x, x, (x,), {}) == ""
    assert recognise("sigmoid", x * 0.123, references.sigmoid(x), (x,), {}) == ""


def test_a_few_equal_inputs_recognise_nothing():
    x = np.zeros(5)
    assert recognise("sigmoid", np.tanh(x), references.sigmoid(x), (x,), {}) == ""
    assert recognise("sigmoid", np.tanh(x + np.arange(5)), references.sigmoid(np.arange(5)), (np.arange(5),), {})


def test_the_side_of_the_condition_on_which_0_falls_hides_no_mistake():
    x = inputs.moderate(np.random.default_rng(5))
    assert 0 in x
    wanted = references.elu(x)
    hints = {
        recognise("elu", np.where(right, x, np.exp(np.minimum(x, 0))), wanted, (x,), {}) for right in (x > 0, x >= 0)
    }
    assert hints == {"Does your curve jump at 0?"}


def test_a_result_that_is_wrong_at_0_alone_is_no_known_mistake():
    x = inputs.moderate(np.random.default_rng(5))
    assert recognise("relu", np.where(x == 0, 1, references.relu(x)), references.relu(x), (x,), {}) == ""


def test_few_inputs_beside_0_recognise_nothing():
    x = np.array([0.0, 1.0, 2.0, 3.0])
    assert recognise("relu_derivative", x, references.relu_derivative(x), (x,), {}) == ""


def test_roughly_rounded_constants_of_selu_are_recognised():
    x = inputs.moderate(np.random.default_rng(5))
    wanted = references.selu(x)
    assert "digits" in recognise("selu", 1.05 * references.elu(x, 1.67), wanted, (x,), {})
