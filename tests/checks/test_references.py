"""The elementwise references against mpmath at 50 digits."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from mpmath import mp

from autograder.checks import references

SCALE, ALPHA = mp.mpf(references.SELU_SCALE), mp.mpf(references.SELU_ALPHA)


@pytest.fixture(autouse=True)
def _fifty_digits():
    with mpmath.workdps(50):
        yield


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log1p(mp.exp(x))


def normal_cdf(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def normal_pdf(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


EXACT = {
    "sigmoid": sigmoid,
    "sigmoid_derivative": lambda x: sigmoid(x) * sigmoid(-x),
    "tanh": mp.tanh,
    "tanh_derivative": lambda x: mp.sech(x) ** 2,
    "relu": lambda x: max(x, mp.mpf(0)),
    "relu_derivative": lambda x: mp.mpf(x > 0),
    "leaky_relu": lambda x: x if x > 0 else mp.mpf(0.2) * x,
    "leaky_relu_derivative": lambda x: mp.mpf(1) if x > 0 else mp.mpf(0.2),
    "elu": lambda x: x if x > 0 else mp.expm1(x),
    "elu_derivative": lambda x: mp.mpf(1) if x >= 0 else mp.exp(x),
    "selu": lambda x: SCALE * (x if x > 0 else ALPHA * mp.expm1(x)),
    "selu_derivative": lambda x: SCALE * (1 if x >= 0 else ALPHA * mp.exp(x)),
    "softplus": softplus,
    "softplus_derivative": sigmoid,
    "softsign": lambda x: x / (1 + abs(x)),
    "softsign_derivative": lambda x: 1 / (1 + abs(x)) ** 2,
    "silu": lambda x: x * sigmoid(x),
    "silu_derivative": lambda x: sigmoid(x) * (1 + x * sigmoid(-x)),
    "mish": lambda x: x * mp.tanh(softplus(x)),
    "mish_derivative": lambda x: mp.tanh(softplus(x)) + x * sigmoid(x) * mp.sech(softplus(x)) ** 2,
    "gaussian": lambda x: mp.exp(-x * x),
    "gaussian_derivative": lambda x: -2 * x * mp.exp(-x * x),
    "gelu": lambda x: x * normal_cdf(x),
    "gelu_derivative": lambda x: normal_cdf(x) + x * normal_pdf(x),
}


def inputs():
    rng = np.random.default_rng(11)
    moderate = rng.uniform(-6, 6, 150)
    tails = rng.choice([-1, 1], 150) * 10 ** rng.uniform(0.78, 2.85, 150)
    tiny = rng.choice([-1, 1], 60) * 10 ** rng.uniform(-300, -8, 60)
    extreme = [0.0, 6.0, 36.0, 709.0, 710.0, 746.0, 750.0, 1e4]
    return np.concatenate([moderate, tails, tiny, extreme, np.negative(extreme)])


@pytest.mark.parametrize("name", EXACT)
def test_reference_is_right_to_thirteen_digits(name):
    x = inputs()
    got = getattr(references, name)(x)
    wanted = [EXACT[name](mp.mpf(value)) for value in x]
    # Next to the root of a derivative the relative error has no bound; a few units of 1e-16 are all that is left there.
    errors = [abs(mp.mpf(g) - w) - 1e-13 * abs(w) for g, w in zip(got, wanted, strict=True)]
    assert max(errors) <= (4e-16 if "derivative" in name and name[:4] in {"silu", "mish", "gelu"} else 1e-300)


@pytest.mark.parametrize("name", EXACT)
def test_reference_is_quiet_and_keeps_any_shape(name):
    function = getattr(references, name)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        assert function(inputs().reshape(2, -1)).shape == (2, inputs().size // 2)
        assert np.shape(function(1)) == ()
        assert function([[1, -2]]).shape == (1, 2)


@pytest.mark.parametrize("name", EXACT)
def test_reference_leaves_its_input_alone(name):
    x = inputs()
    getattr(references, name)(x)
    assert np.array_equal(x, inputs())


@pytest.mark.parametrize(
    ("name", "at_zero"),
    [("relu", 0.0), ("leaky_relu", 0.2), ("elu", 1.0), ("selu", 1.0507009873554805), ("softsign", 1.0), ("mish", 0.6)],
)
def test_derivative_at_zero_is_what_the_assignment_states(name, at_zero):
    assert getattr(references, f"{name}_derivative")(0.0) == pytest.approx(at_zero, rel=1e-15)


def test_elu_derivative_at_zero_is_one_whatever_alpha():
    assert references.elu_derivative(0.0, alpha=2.5) == 1.0


def test_parameters_act_on_the_negative_side_alone():
    x = np.array([-2.0, 3.0])
    assert references.leaky_relu(x, 0.5) == pytest.approx([-1.0, 3.0])
    assert references.leaky_relu_derivative(x, negative_slope=0.5) == pytest.approx([0.5, 1.0])
    assert references.elu(x, 2.0) == pytest.approx([2 * np.expm1(-2), 3.0])
    assert references.elu_derivative(x, alpha=2.0) == pytest.approx([2 * np.exp(-2), 1.0])
