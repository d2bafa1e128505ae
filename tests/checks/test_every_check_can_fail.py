"""No hidden check of a function passes every wrong answer that passes the question's basic check."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import references, vector_references

ELEMENTWISE = [
    *("sigmoid", "tanh", "relu", "softplus", "softsign", "silu", "mish", "gaussian", "selu"),
    *("leaky_relu", "elu", "gelu"),
]
PARAMETER = {"leaky_relu": "negative_slope", "elu": "alpha"}


def zero(function):
    return lambda x, *args, **kwargs: 0 * np.asarray(function(x, *args, **kwargs))


def bounded_input(function):
    return lambda x, *args, **kwargs: function(np.clip(x, -6, 6), *args, **kwargs)


def zero_far_away(function):
    return lambda x, *args, **kwargs: np.where(np.abs(x) > 6, 0, function(x, *args, **kwargs))


def constants_by_hand(function):
    return lambda x, *args, **kwargs: function(x, *args, **kwargs) * (2.718281828 / np.e)


def loses_digits(function):
    return lambda x, *args, **kwargs: (function(x, *args, **kwargs) + 1) - 1


def integer_buffer(function):
    def wrong(x, *args, **kwargs):
        y = np.zeros_like(x)
        y[...] = function(x, *args, **kwargs) / 2
        return 2 * y

    return wrong


def vectors_only(function):
    return lambda x, *args, **kwargs: np.array([float(function(v, *args, **kwargs)) for v in x])


def writes_into_input(function):
    def wrong(x, *args, **kwargs):
        y = function(x, *args, **kwargs)
        if isinstance(x, np.ndarray):
            x += 1
        return y

    return wrong


def overflows(function):
    def wrong(x, *args, **kwargs):
        np.exp(np.square(np.asarray(x, dtype=float)))
        return function(x, *args, **kwargs)

    return wrong


def ignores_parameters(function):
    return lambda x, *_, **__: function(x)


def other_at_zero(function):
    return lambda x, *args, **kwargs: np.where(np.asarray(x) == 0, 0.5, function(x, *args, **kwargs))


FAULTS = [
    *(
        zero,
        bounded_input,
        zero_far_away,
        constants_by_hand,
        loses_digits,
        integer_buffer,
        vectors_only,
        writes_into_input,
    ),
    *(overflows, ignores_parameters, other_at_zero),
]


@pytest.mark.parametrize("question", ELEMENTWISE)
def test_each_check_of_an_elementwise_function_is_failed_by_a_fault(grade, graders, question):
    names = (question, f"{question}_derivative")
    right = {name: getattr(references, name) for name in names}
    failed = set()
    for name in names:
        for fault in FAULTS:
            failed |= grade(question, right | {name: fault(right[name])}).failed
    assert failed == set(graders[question])


def one_shift(function):
    return lambda x, *args, **kwargs: function(np.maximum(x, np.max(x) - 700), *args, **kwargs)


def narrow_rows(function):
    return lambda x, *args, **kwargs: function(np.clip(x, np.mean(x) - 50, np.mean(x) + 50), *args, **kwargs)


def last_axis_only(function):
    return lambda x, *_, **__: function(x)


def matrices_only(function):
    return lambda x, *args, **kwargs: function(x[:, :], *args, **kwargs)


def single_matrix(function):
    return lambda x: function(np.asarray(x).reshape(-1))


@pytest.mark.parametrize("question", ["softmax", "log_softmax", "softmax_jacobian"])
def test_each_check_of_the_softmax_family_is_failed_by_a_fault(grade, graders, question):
    right = getattr(vector_references, question)
    faults = [*FAULTS, one_shift, narrow_rows, last_axis_only, matrices_only, single_matrix]
    failed = set().union(*(grade(question, {question: fault(right)}).failed for fault in faults))
    assert failed == set(graders[question])


def test_each_check_of_the_neuron_is_failed_by_a_fault(grade, graders):
    def writes(x, w, b, activation):
        w *= x
        return activation(w.sum() + b)

    faults = [
        lambda x, w, _, activation: activation(np.dot(w, x)),
        lambda x, w, b, activation: activation(abs(np.dot(w, x) + b)) if b < 0 else activation(np.dot(w, x) + b),
        lambda x, w, b, activation: activation((w * x).sum() + b),
        lambda x, w, b, activation: activation(np.dot(w, x).astype(np.asarray(x).dtype) + b),
        lambda x, w, b, activation: activation(np.dot(w[:7], x[:7]) + b),
        writes,
    ]
    failed = set().union(*(grade("neuron", {"neuron": fault}).failed for fault in faults))
    assert failed == set(graders["neuron"])
