"""Classic mistakes in otherwise right answers, each with exactly the checks that it must fail."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats

from autograder.checks import references as r
from autograder.checks import vector_references as v
from autograder.checks.table import TABLE


def A(x):  # noqa: N802 - short, for the table below
    return np.asarray(x, dtype=float)


def clipped(function, bound):
    return lambda x: function(np.clip(x, -bound, bound))


def slope(function, h=1e-5):
    return lambda x: (function(A(x) + h) - function(A(x) - h)) / (2 * h)


def writes_into_input(function):
    def wrong(x, *args, **kwargs):
        y = function(x, *args, **kwargs)
        if isinstance(x, np.ndarray):
            x[...] = y
        return y

    return wrong


def vectors_only(function):
    return lambda x: np.array([float(function(value)) for value in x])


def arrays_only(function):
    return lambda x, *args, **kwargs: function(x + 0 * x.copy(), *args, **kwargs)


def int_buffer(function):
    def wrong(x, *args, **kwargs):
        y = np.zeros_like(x)
        y[...] = function(x, *args, **kwargs)
        return y

    return wrong


def at_zero(function, value):
    return lambda x, *args, **kwargs: np.where(A(x) == 0, value, function(x, *args, **kwargs))


def per_last_axis_2d(x, **_):
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def global_shift(x, axis=-1):
    e = np.exp(A(x) - np.max(x))
    return e / e.sum(axis=axis, keepdims=True)


def min_shift(x, axis=-1):
    e = np.exp(A(x) - np.min(x, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def log_of_global(x, axis=-1):
    x = A(x) - np.max(x)
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))


def exact_where_small(x, axis=-1):
    return np.log(v.softmax(x, axis) + 1e-300)


def flat_jacobian(x):
    p = v.softmax(x)
    return np.diag(p) - np.outer(p, p)


def jacobian_writes(x):
    x = np.asarray(x)
    result = v.softmax_jacobian(x)
    if x.dtype == float:
        x -= x.max()
    return result


def naive_jacobian(x):
    p = np.exp(A(x)) / np.exp(A(x)).sum(axis=-1, keepdims=True)
    return p[..., None] * np.eye(p.shape[-1]) - p[..., :, None] * p[..., None, :]


def jacobian_global(x):
    p = global_shift(x)
    return p[..., None] * np.eye(p.shape[-1]) - p[..., :, None] * p[..., None, :]


VALUES, DERIVATIVE = "test_values", "test_derivative_values"
D_IN, LISTS = "test_derivative_inputs", "test_lists_and_numbers"
MUTATED = "test_input_unchanged"

ELEMENTWISE = {
    # question: (function or None for the right one, derivative or None, failed checks)
    "sigmoid rising the wrong way": ("sigmoid", lambda x: r.sigmoid(-A(x)), None, {VALUES}),
    "sigmoid is tanh": ("sigmoid", np.tanh, None, {VALUES}),
    "sigmoid': of the output": ("sigmoid", None, lambda x: A(x) * (1 - A(x)), {DERIVATIVE}),
    "sigmoid bounded at 30": ("sigmoid", clipped(r.sigmoid, 30), None, {"test_tails"}),
    "sigmoid overflows": ("sigmoid", lambda x: 1 / (1 + np.exp(-A(x))), None, {"test_quiet"}),
    "sigmoid': 1 - s": ("sigmoid", None, lambda x: r.sigmoid(x) * (1 - r.sigmoid(x)), {"test_derivative_tails"}),
    "sigmoid': a difference quotient": (
        "sigmoid",
        None,
        slope(r.sigmoid),
        {"test_derivative_precision", "test_derivative_tails"},
    ),
    "sigmoid with a safety term": ("sigmoid", lambda x: r.sigmoid(x) + 1e-9, None, {VALUES}),
    "sigmoid rounded": ("sigmoid", lambda x: np.round(r.sigmoid(x), 10), None, {"test_precision", "test_tails"}),
    "sigmoid nearly right": (
        "sigmoid",
        lambda x: r.sigmoid(x) * (1 + 1e-9),
        None,
        {"test_precision", "test_tails"},
    ),
    "sigmoid of vectors only": ("sigmoid", vectors_only(r.sigmoid), None, {"test_shapes", LISTS}),
    "sigmoid of arrays only": ("sigmoid", arrays_only(r.sigmoid), None, {LISTS}),
    "sigmoid in an integer buffer": ("sigmoid", int_buffer(r.sigmoid), None, {LISTS}),
    "sigmoid writes into its input": ("sigmoid", writes_into_input(r.sigmoid), None, {MUTATED}),
    "sigmoid' writes into its input": ("sigmoid", None, writes_into_input(r.sigmoid_derivative), {D_IN}),
    "tanh by exponentials": (
        "tanh",
        lambda x: (np.exp(A(x)) - np.exp(-A(x))) / (np.exp(A(x)) + np.exp(-A(x))),
        None,
        {"test_tails", "test_tiny_inputs", "test_quiet"},
    ),
    "tanh': 1 - tanh": ("tanh", None, lambda x: 1 - np.tanh(A(x)), {DERIVATIVE}),
    "tanh': by cosh": ("tanh", None, lambda x: 1 / np.cosh(A(x)) ** 2, {"test_derivative_quiet"}),
    "relu is ReLU6": ("relu", lambda x: np.clip(x, 0, 6), None, {"test_tails"}),
    "relu is leaky": ("relu", r.leaky_relu, None, {VALUES}),
    "relu' is 1 at 0": ("relu", None, lambda x: (A(x) >= 0) * 1.0, {"test_derivative_at_zero"}),
    "relu' divides": (
        "relu",
        None,
        lambda x: np.where(A(x) == 0, 0, np.maximum(x, 0) / x),
        {"test_derivative_quiet"},
    ),
    "relu' of ReLU6": ("relu", None, lambda x: (A(x) > 0) * (A(x) < 6.0001) * 1.0, {"test_derivative_tails"}),
    "softplus in base 2": ("softplus", lambda x: np.log2(1 + np.exp(A(x))), None, {VALUES}),
    "softplus is infinite": (
        "softplus",
        lambda x: np.log(1 + np.exp(A(x))),
        None,
        {"test_tails", "test_quiet"},
    ),
    "softplus': exp over exp": (
        "softplus",
        None,
        lambda x: np.exp(A(x)) / (1 + np.exp(A(x))),
        {"test_derivative_tails", "test_derivative_quiet"},
    ),
    "softsign by two branches": (
        "softsign",
        lambda x: np.where(A(x) > 0, x / (1 + A(x)), x / (1 - A(x))),
        None,
        {"test_quiet"},
    ),
    "softsign': without the square": ("softsign", None, lambda x: 1 / (1 + np.abs(A(x))), {DERIVATIVE}),
    "softsign' is 0 at 0": ("softsign", None, at_zero(r.softsign_derivative, 0), {DERIVATIVE}),
    "silu': the sigmoid": ("silu", None, r.sigmoid, {DERIVATIVE}),
    "silu': x s'": ("silu", None, lambda x: A(x) * r.sigmoid_derivative(x), {DERIVATIVE}),
    "mish is silu": ("mish", r.silu, None, {VALUES}),
    "mish': without the sigmoid": (
        "mish",
        None,
        lambda x: np.tanh(r.softplus(x)) + A(x) * (1 - np.tanh(r.softplus(x)) ** 2),
        {DERIVATIVE},
    ),
    "mish: log(1 + exp)": (
        "mish",
        lambda x: A(x) * np.tanh(np.log(1 + np.exp(np.minimum(x, 700)))),
        None,
        {"test_tails"},
    ),
    "gaussian halves the square": ("gaussian", lambda x: np.exp(-(A(x) ** 2) / 2), None, {VALUES}),
    "gaussian divides by exp": ("gaussian", lambda x: 1 / np.exp(A(x) ** 2), None, {"test_quiet"}),
    "gaussian': without the minus": ("gaussian", None, lambda x: 2 * A(x) * np.exp(-(A(x) ** 2)), {DERIVATIVE}),
    "selu: constants exchanged": ("selu", lambda x: r.SELU_ALPHA * r.elu(x, r.SELU_SCALE), None, {VALUES}),
    "selu with seven digits": (
        "selu",
        lambda x: 1.05070099 * r.elu(x, 1.67326324),
        None,
        {"test_precision", "test_tails", "test_tiny_inputs"},
    ),
    "selu' is 1.76 at 0": (
        "selu",
        None,
        at_zero(r.selu_derivative, r.SELU_SCALE * r.SELU_ALPHA),
        {"test_derivative_at_zero"},
    ),
    "leaky_relu with 0.01": (
        "leaky_relu",
        lambda x, negative_slope=0.01: r.leaky_relu(x, negative_slope),
        None,
        {VALUES},
    ),
    "leaky_relu ignores its slope": (
        "leaky_relu",
        lambda x, *_, **__: r.leaky_relu(x),
        None,
        {"test_negative_slope"},
    ),
    "leaky_relu' is 1 at 0": (
        "leaky_relu",
        None,
        lambda x, negative_slope=0.2: np.where(A(x) >= 0, 1, negative_slope),
        {"test_derivative_at_zero"},
    ),
    "leaky_relu in an integer buffer": ("leaky_relu", int_buffer(r.leaky_relu), None, {LISTS}),
    "elu without alpha": ("elu", lambda x, *_, **__: r.elu(x), None, {"test_alpha"}),
    "elu by exp - 1": (
        "elu",
        lambda x, alpha=1.0: np.where(A(x) > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1)),
        None,
        {"test_tiny_inputs"},
    ),
    "elu: np.where overflows": (
        "elu",
        lambda x, alpha=1.0: np.where(A(x) > 0, x, alpha * np.expm1(A(x))),
        None,
        {"test_quiet"},
    ),
    "elu' is alpha (exp - 1)": (
        "elu",
        None,
        lambda x, alpha=1.0: np.where(A(x) > 0, 1, alpha * np.expm1(np.minimum(x, 0))),
        {DERIVATIVE},
    ),
    "elu' is alpha at 0": (
        "elu",
        None,
        lambda x, alpha=1.0: np.where(A(x) > 0, 1, alpha * np.exp(np.minimum(x, 0))),
        {"test_derivative_at_zero"},
    ),
    "elu' ignores alpha": ("elu", None, lambda x, *_, **__: r.elu_derivative(x), {"test_derivative_alpha"}),
    "elu' by f + alpha": (
        "elu",
        None,
        lambda x, alpha=1.0: np.where(A(x) >= 0, 1, r.elu(x, alpha) + alpha),
        {"test_derivative_tails"},
    ),
    "gelu by tanh": (
        "gelu",
        lambda x: 0.5 * A(x) * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * A(x) ** 3))),
        None,
        {VALUES},
    ),
    "gelu by 1 + erf": ("gelu", lambda x: 0.5 * A(x) * (1 + special.erf(A(x) / np.sqrt(2))), None, {"test_tails"}),
    "gelu': without x": ("gelu", None, lambda x: stats.norm.cdf(x) + stats.norm.pdf(x), {DERIVATIVE}),
}

VECTORS = {
    "softmax over everything": (
        "softmax",
        lambda x, *_, **__: v.softmax(np.ravel(x)).reshape(np.shape(x)),
        {"test_rows"},
    ),
    "softmax over axis 0": ("softmax", lambda x, axis=0: v.softmax(x, axis), {"test_rows"}),
    "softmax ignores its axis": ("softmax", lambda x, *_, **__: v.softmax(x), {"test_axes"}),
    "softmax of matrices only": (
        "softmax",
        per_last_axis_2d,
        {"test_axes", "test_shapes", "test_lists_and_whole_numbers"},
    ),
    "softmax without a shift": (
        "softmax",
        lambda x, axis=-1: np.exp(A(x)) / np.exp(A(x)).sum(axis=axis, keepdims=True),
        {"test_large_logits", "test_wide_rows", "test_rows_far_apart", "test_quiet"},
    ),
    "softmax with one shift for all": ("softmax", global_shift, {"test_rows_far_apart"}),
    "softmax shifted by the minimum": ("softmax", min_shift, {"test_wide_rows", "test_quiet"}),
    "softmax with a safety term": (
        "softmax",
        lambda x, axis=-1: v.softmax(x, axis) + 1e-13,
        {"test_precision", "test_small_probabilities", "test_large_logits", "test_wide_rows", "test_rows_far_apart"},
    ),
    "softmax writes into its input": ("softmax", writes_into_input(v.softmax), {MUTATED}),
    "softmax in an integer buffer": ("softmax", int_buffer(v.softmax), {"test_lists_and_whole_numbers"}),
    "log_softmax by log(softmax)": (
        "log_softmax",
        lambda x, axis=-1: np.log(v.softmax(x, axis)),
        {"test_small_probabilities", "test_quiet"},
    ),
    "log_softmax with a safety term": ("log_softmax", exact_where_small, {"test_small_probabilities"}),
    "log_softmax with one shift for all": (
        "log_softmax",
        log_of_global,
        {"test_rows_far_apart"},
    ),
    "log_softmax in base 10": ("log_softmax", lambda x, axis=-1: v.log_softmax(x, axis) / np.log(10), {"test_rows"}),
    "log_softmax ignores its axis": ("log_softmax", lambda x, *_, **__: v.log_softmax(x), {"test_axes"}),
    "log_softmax writes into its input": ("log_softmax", writes_into_input(v.log_softmax), {MUTATED}),
    "jacobian's diagonal": (
        "softmax_jacobian",
        lambda x: np.eye(np.shape(x)[-1]) * (v.softmax(x) * (1 - v.softmax(x)))[..., None],
        {"test_vectors"},
    ),
    "jacobian of probabilities": (
        "softmax_jacobian",
        lambda p: A(p)[..., None] * np.eye(np.shape(p)[-1]) - A(p)[..., :, None] * A(p)[..., None, :],
        {"test_vectors"},
    ),
    "jacobian of vectors only": ("softmax_jacobian", flat_jacobian, {"test_rows", "test_shapes"}),
    "jacobian writes into its input": ("softmax_jacobian", jacobian_writes, {MUTATED}),
    "jacobian overflows": (
        "softmax_jacobian",
        naive_jacobian,
        {"test_large_logits", "test_wide_rows", "test_rows_far_apart", "test_quiet"},
    ),
    "jacobian with one shift for all": ("softmax_jacobian", jacobian_global, {"test_rows_far_apart"}),
    "neuron without bias": ("neuron", lambda x, w, _, f: f(np.dot(w, x)), {"test_values"}),
    "neuron bends the summands": ("neuron", lambda x, w, b, f: np.sum(f(A(w) * x)) + b, {"test_values"}),
    "neuron is an array": ("neuron", lambda x, w, b, f: f(A(w) * x + b), {"test_values"}),
    "neuron of arrays only": ("neuron", lambda x, w, b, f: f((w * x).sum() + b), {"test_lists"}),
    "neuron sums into an input": ("neuron", lambda x, w, b, f: f(np.sum(np.multiply(w, x, out=w)) + b), None),
}


def answers(question, function, derivative=None):
    return {
        question: function or getattr(r, question),
        f"{question}_derivative": derivative or getattr(r, f"{question}_derivative", None),
    }


@pytest.mark.parametrize("mistake", ELEMENTWISE)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_mistake_in_an_elementwise_function_fails_its_checks_alone(grade, mistake, seed):
    question, function, derivative, wanted = ELEMENTWISE[mistake]
    verdict = grade(question, answers(question, function, derivative), seed)
    assert verdict.failed == wanted, verdict.failures
    assert all(
        message and hint for name, (message, hint) in verdict.failures.items() if verdict.outcomes[name] == "failed"
    )


@pytest.mark.parametrize("mistake", VECTORS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_mistake_in_the_softmax_family_or_the_neuron_fails_its_checks_alone(grade, mistake, seed):
    question, function, wanted = VECTORS[mistake]
    verdict = grade(question, answers(question, function), seed)
    assert verdict.failed == (wanted or verdict.failed - {"test_values"}), verdict.failures
    assert verdict.failed


def rows(**changes):
    table = {
        name: {"range": row.range, "continuity": row.continuity, "monotonic": row.monotonic}
        for name, row in TABLE.items()
    }
    for name, (column, value) in changes.items():
        table[name][column] = value
    return {"ACTIVATIONS": table}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"sigmoid": ("range", (-1, 1))}, {"test_form_and_first_rows"}),
        ({"relu": ("monotonic", "yes")}, {"test_form_and_first_rows"}),
        ({"gaussian": ("range", (0, np.inf))}, {"test_bounded_ranges"}),
        ({"softplus": ("range", (-np.inf, np.inf))}, {"test_unbounded_ranges"}),
        ({"silu": ("range", (0, np.inf))}, {"test_lowest_values"}),
        ({"gelu": ("range", (-0.18, np.inf))}, {"test_lowest_values"}),
        ({"elu": ("range", (-0.999, np.inf))}, {"test_lowest_values"}),
        ({"relu": ("continuity", "Cinf")}, {"test_continuity"}),
        ({"elu": ("continuity", "C0")}, {"test_continuity_at_seams"}),
        ({"softsign": ("continuity", "Cinf")}, {"test_continuity_at_seams"}),
        ({"gaussian": ("monotonic", True)}, {"test_monotonic"}),
        ({"mish": ("monotonic", True)}, {"test_monotonic_units"}),
    ],
)
def test_a_mistake_in_the_table_fails_its_check_alone(grade, changes, wanted):
    assert grade("table", rows(**changes)).failed == wanted


@pytest.mark.parametrize(
    "column", [("range", (0.0, 1.0)), ("continuity", "Cinf"), ("continuity", "C0"), ("monotonic", True)]
)
def test_a_column_filled_with_one_value_earns_nothing_for_it(grade, column):
    verdict = grade("table", rows(**dict.fromkeys(TABLE, column)))
    assert all(
        outcome != "passed"
        for name, outcome in verdict.outcomes.items()
        if column[0] in name or (column[0] == "range" and "form" in name)
    )
