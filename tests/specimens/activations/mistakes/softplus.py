# %% [markdown]
# Plausible wrong answers to the question `softplus`.

# %% mistake="textbook" title="The formulas of the textbook, as they stand" fails={"softplus.tails": "failed", "softplus.derivative_tails": "failed", "softplus.quiet": "failed", "softplus.derivative_quiet": "failed"}
def softplus(x):
    return np.log(1 + np.exp(x))


def softplus_derivative(x):
    return np.exp(x) / (1 + np.exp(x))


# %% mistake="log1p_alone" title="log1p saves the left tail, exp still overflows on the right" fails={"softplus.tails": "failed", "softplus.quiet": "failed", "softplus.derivative_quiet": "failed"}
def softplus(x):
    return np.log1p(np.exp(x))


def softplus_derivative(x):
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


# %% mistake="threshold" title="Beyond 20 the function is taken for x" fails={"softplus.tails": "failed", "softplus.derivative_tails": "failed"}
def softplus(x):
    x = np.asarray(x, dtype=float)
    return np.where(x > 20, x, np.log1p(np.exp(np.minimum(x, 20))))


def softplus_derivative(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x > 20, 1.0, np.where(x >= 0, 1.0, e) / (1.0 + e))


# %% mistake="log_without_one_p" title="log(1 + e) swallows a small e" fails={"softplus.tails": "failed", "softplus.derivative_tails": "failed"}
def softplus(x):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, 0) + np.log(1 + np.exp(-np.abs(x)))


def softplus_derivative(x):
    return 0.5 * (1 + np.tanh(np.asarray(x, dtype=float) / 2))


# %% mistake="base_two" title="The logarithm has base 2" fails={"softplus.values": "failed"}
def softplus(x):
    x = np.asarray(x, dtype=float)
    return np.logaddexp2(0.0, x / np.log(2))


def softplus_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.exp(-np.logaddexp(0, -x))


# %% mistake="second_derivative" title="The sigmoid was differentiated once too often" fails={"softplus.derivative_values": "failed"}
def softplus(x):
    return np.logaddexp(0, x)


def softplus_derivative(x):
    s = np.exp(-np.logaddexp(0, -np.asarray(x, dtype=float)))
    return s * (1 - s)


# %% mistake="in_place" title="The negative elements of the caller's array are cut off" fails={"softplus.input_unchanged": "failed"}
def softplus(x):
    x = np.asarray(x, dtype=float)
    correction = np.log1p(np.exp(-np.abs(x)))
    x[x < 0] = 0
    x += correction
    return x


def softplus_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.exp(-np.logaddexp(0, -x))


# %% mistake="vectors_only" title="A loop takes vectors only" fails={"softplus.shapes": "errored", "softplus.lists_and_numbers": "errored", "softplus.derivative_inputs": "errored"}
from math import exp, log1p


def softplus(x):
    return np.array([max(v, 0) + log1p(exp(-abs(v))) for v in x])


def softplus_derivative(x):
    return np.array([exp(-softplus([-v])[0]) for v in x])


# %% mistake="small_number_for_safety" title="A small number keeps the logarithm from 0" fails={"softplus.precision": "failed", "softplus.derivative_precision": "failed", "softplus.tails": "failed", "softplus.derivative_tails": "failed"}
EPSILON = 1e-10


def softplus(x):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, 0) + np.log(1 + np.exp(-np.abs(x)) + EPSILON)


def softplus_derivative(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e + EPSILON)


# %% mistake="wrong_brackets" title="log1p is given 1 + exp(x)" fails={"softplus.values": "failed"}
def softplus(x):
    return np.log1p(1 + np.exp(x))


def softplus_derivative(x):
    return np.exp(x) / (2 + np.exp(x))


# %% mistake="math_range_error" title="math.exp raises an exception where np.exp overflows" fails={"softplus.tails": "errored", "softplus.derivative_tails": "errored", "softplus.quiet": "errored", "softplus.derivative_quiet": "errored"}
import math


def softplus(x):
    return np.vectorize(lambda v: math.log(1 + math.exp(v)), otypes=[float])(x)


def softplus_derivative(x):
    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)), otypes=[float])(x)
