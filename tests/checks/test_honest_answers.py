"""Honest answers in many styles: what passes everything, and what loses the stable tier alone."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import special, stats

STABLE = {
    *("test_tails", "test_tiny_inputs", "test_quiet", "test_derivative_tails", "test_derivative_quiet"),
    *("test_small_probabilities", "test_large_logits", "test_wide_rows", "test_rows_far_apart"),
}
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543773


def A(x):  # noqa: N802 - short, for the tables below
    return np.asarray(x, dtype=float)


def of_array(function):
    return lambda x, *args, **kwargs: function(A(x), *args, **kwargs)


def naive_sigmoid(x):
    return 1 / (1 + np.exp(-A(x)))


def naive_softplus(x):
    return np.log(1 + np.exp(A(x)))


def naive_softmax(x, axis=-1):
    return np.exp(A(x)) / np.exp(A(x)).sum(axis=axis, keepdims=True)


def naive_mish_derivative(x):
    x = A(x)
    omega = 4 * (x + 1) + 4 * np.exp(2 * x) + np.exp(3 * x) + np.exp(x) * (4 * x + 6)
    return np.exp(x) * omega / (2 * np.exp(x) + np.exp(2 * x) + 2) ** 2


def naive_jacobian(x):
    p = naive_softmax(x)
    return p[..., None] * np.eye(p.shape[-1]) - p[..., :, None] * p[..., None, :]


def loop_jacobian(x):
    x = A(x)
    if x.ndim > 1:
        return np.stack([loop_jacobian(row) for row in x])
    p = np.exp(x - x.max()) / np.exp(x - x.max()).sum()
    n = len(p)
    return np.array([[p[i] * ((i == j) - p[j]) for j in range(n)] for i in range(n)])


def inplace_relu(x):
    y = np.array(x, dtype=float)
    y[y < 0] = 0
    return y


def piecewise_elu(x, alpha=1.0):
    return np.piecewise(A(x), [A(x) > 0], [lambda v: v, lambda v: alpha * np.expm1(v)])


def masked_sigmoid(x):
    x = A(x)
    y = np.empty_like(x)
    right = x >= 0
    y[right] = 1 / (1 + np.exp(-x[right]))
    e = np.exp(x[~right])
    y[~right] = e / (1 + e)
    return y


def float32_relu(x):
    return np.maximum(np.asarray(x, dtype=np.float32), 0)


vectorize = np.vectorize

TEXTBOOK = {
    "sigmoid": (naive_sigmoid, lambda x: naive_sigmoid(x) * (1 - naive_sigmoid(x))),
    "tanh": (
        lambda x: (np.exp(A(x)) - np.exp(-A(x))) / (np.exp(A(x)) + np.exp(-A(x))),
        lambda x: 1 - np.tanh(A(x)) ** 2,
    ),
    "relu": (lambda x: A(x) * (A(x) > 0), lambda x: A(x) > 0),
    "softplus": (naive_softplus, naive_sigmoid),
    "softsign": (lambda x: A(x) / (1 + np.abs(A(x))), lambda x: (1 - np.abs(A(x) / (1 + np.abs(A(x))))) ** 2),
    "silu": (
        lambda x: A(x) * naive_sigmoid(x),
        lambda x: naive_sigmoid(x) + A(x) * naive_sigmoid(x) * (1 - naive_sigmoid(x)),
    ),
    "mish": (lambda x: A(x) * np.tanh(naive_softplus(x)), naive_mish_derivative),
    "gaussian": (lambda x: np.exp(-(A(x) ** 2)), lambda x: -2 * A(x) * np.exp(-(A(x) ** 2))),
    "selu": (
        of_array(lambda x: SCALE * np.where(x > 0, x, ALPHA * (np.exp(x) - 1))),
        of_array(lambda x: SCALE * np.where(x >= 0, 1, ALPHA * np.exp(x))),
    ),
    "leaky_relu": (
        lambda x, negative_slope=0.2: np.maximum(A(x), negative_slope * A(x)),
        lambda x, negative_slope=0.2: np.where(A(x) > 0, 1, negative_slope),
    ),
    "elu": (
        lambda x, alpha=1.0: np.where(A(x) > 0, x, alpha * (np.exp(A(x)) - 1)),
        lambda x, alpha=1.0: np.where(A(x) >= 0, 1, alpha * np.exp(A(x))),
    ),
    "gelu": (
        lambda x: 0.5 * A(x) * (1 + special.erf(A(x) / np.sqrt(2))),
        of_array(lambda x: 0.5 * (1 + special.erf(x / np.sqrt(2))) + x * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)),
    ),
    "softmax": (naive_softmax,),
    "log_softmax": (lambda x, axis=-1: np.log(naive_softmax(x, axis)),),
    "softmax_jacobian": (naive_jacobian,),
    "neuron": (lambda x, w, b, activation: activation(sum(v * u for v, u in zip(x, w, strict=True)) + b),),
}

LOOPS = {
    "sigmoid": (
        vectorize(lambda v: 1 / (1 + math.exp(-v))),
        vectorize(lambda v: math.exp(-v) / (1 + math.exp(-v)) ** 2),
    ),
    "tanh": (vectorize(math.tanh), vectorize(lambda v: 1 / math.cosh(v) ** 2)),
    "softplus": (vectorize(lambda v: math.log(1 + math.exp(v))), vectorize(lambda v: 1 / (1 + math.exp(-v)))),
    "softsign": (vectorize(lambda v: v / (1 + abs(v))), vectorize(lambda v: 1 / (1 + abs(v)) ** 2)),
    "gaussian": (vectorize(lambda v: math.exp(-v * v)), vectorize(lambda v: -2 * v * math.exp(-v * v))),
    "gelu": (
        vectorize(lambda v: v * 0.5 * math.erfc(-v / math.sqrt(2))),
        vectorize(lambda v: 0.5 * math.erfc(-v / math.sqrt(2)) + v * math.exp(-v * v / 2) / math.sqrt(2 * math.pi)),
    ),
    "relu": (vectorize(lambda v: max(float(v), 0.0)), vectorize(lambda v: 1 if v > 0 else 0)),
    "elu": (
        vectorize(lambda v, alpha=1.0: float(v) if v > 0 else alpha * (math.exp(v) - 1)),
        vectorize(lambda v, alpha=1.0: 1.0 if v >= 0 else alpha * math.exp(v)),
    ),
}

STABLE_STYLES = {
    "scipy sigmoid": ("sigmoid", special.expit, lambda x: special.expit(x) * special.expit(-A(x))),
    "masked sigmoid": ("sigmoid", masked_sigmoid, lambda x: masked_sigmoid(x) * masked_sigmoid(-A(x))),
    "sigmoid by tanh, of float32": (
        "sigmoid",
        lambda x: special.expit(np.asarray(x, dtype=np.float32)),
        of_array(lambda x: special.expit(x.astype(np.float32)) * special.expit(-x.astype(np.float32))),
    ),
    "tanh by cosh, bounded": ("tanh", np.tanh, lambda x: 1 / np.cosh(np.clip(A(x), -350, 350)) ** 2),
    "logaddexp": ("softplus", lambda x: np.logaddexp(0, x), special.expit),
    "float32 softplus": ("softplus", lambda x: np.logaddexp(np.float32(0), np.float32(x)), special.expit),
    "relu in place on a copy": ("relu", inplace_relu, lambda x: np.heaviside(x, 0)),
    "relu of float32": ("relu", float32_relu, lambda x: (np.asarray(x) > 0).astype(int)),
    "relu of integers stays integer": ("relu", lambda x: np.maximum(x, 0), lambda x: np.greater(x, 0)),
    "elu by piecewise": (
        "elu",
        piecewise_elu,
        lambda x, alpha=1.0: np.where(A(x) >= 0, 1.0, alpha * np.exp(np.minimum(x, 0))),
    ),
    "gelu by scipy.stats": (
        "gelu",
        lambda x: A(x) * stats.norm.cdf(x),
        lambda x: stats.norm.cdf(x) + A(x) * stats.norm.pdf(x),
    ),
    "gelu by ndtr in float32": (
        "gelu",
        of_array(lambda x: x.astype(np.float32) * special.ndtr(x.astype(np.float32))),
        of_array(lambda x: (special.ndtr(x) + x * stats.norm.pdf(x)).astype(np.float32)),
    ),
    "gaussian in float32": (
        "gaussian",
        lambda x: np.exp(-(np.asarray(x, np.float32) ** 2)),
        lambda x: -2 * np.asarray(x, np.float32) * np.exp(-(np.asarray(x, np.float32) ** 2)),
    ),
    "softsign in float32": (
        "softsign",
        lambda x: np.float32(x) / (1 + np.abs(np.float32(x))),
        lambda x: 1 / (1 + np.abs(np.float32(x))) ** 2,
    ),
    "scipy softmax": ("softmax", lambda x, axis=-1: special.softmax(x, axis=axis)),
    "softmax by logsumexp": (
        "softmax",
        lambda x, axis=-1: np.exp(A(x) - special.logsumexp(A(x), axis=axis, keepdims=True)),
    ),
    "scipy log_softmax": ("log_softmax", lambda x, axis=-1: special.log_softmax(x, axis=axis)),
    "log_softmax by logsumexp": (
        "log_softmax",
        lambda x, axis=-1: A(x) - special.logsumexp(A(x), axis=axis, keepdims=True),
    ),
    "jacobian by loops": ("softmax_jacobian", loop_jacobian),
    "neuron by dot": ("neuron", lambda x, w, b, activation: activation(np.dot(w, x) + b)),
    "neuron by matmul": ("neuron", lambda x, w, b, activation: activation(A(w) @ A(x) + b)),
    "neuron in float32": (
        "neuron",
        lambda x, w, b, activation: activation(np.float32(np.dot(np.float32(w), np.float32(x)) + np.float32(b))),
    ),
}


def named(question, functions):
    return dict(zip((question, f"{question}_derivative"), functions, strict=False))


@pytest.mark.parametrize("question", TEXTBOOK)
@pytest.mark.parametrize("seed", [1, 2])
def test_textbook_formulas_lose_the_stable_tier_alone(grade, question, seed):
    verdict = grade(question, named(question, TEXTBOOK[question]), seed)
    assert verdict.failed <= STABLE, verdict.failures
    assert verdict.score >= 0.6


@pytest.mark.parametrize("question", LOOPS)
def test_loops_over_math_lose_the_stable_tier_alone(grade, question):
    verdict = grade(question, named(question, LOOPS[question]))
    assert verdict.failed <= STABLE, verdict.failures
    assert verdict.score >= 0.6


@pytest.mark.parametrize("style", STABLE_STYLES)
@pytest.mark.parametrize("seed", [1, 2])
def test_careful_answers_in_any_style_earn_everything(grade, style, seed):
    question, *functions = STABLE_STYLES[style]
    verdict = grade(question, named(question, functions), seed)
    thrown_away = {"precision", "derivative_precision"} if "float32" in style else set()
    assert {name.removeprefix("test_") for name in verdict.failures} <= thrown_away


@pytest.mark.parametrize("question", ["sigmoid", "tanh", "softplus", "mish", "gelu", "softmax", "log_softmax"])
def test_some_textbook_formula_does_lose_the_stable_tier(grade, question):
    assert grade(question, named(question, TEXTBOOK[question])).failed
