# ---
# jupyter:
#   specimen:
#     title: "Names imported with a star, and NumPy under another name"
# ---

# %% question="neuron"
from numpy import *
import numpy as xp


def neuron(x, w, b, activation):
    return activation(dot(w, x) + b)


# %% question="sigmoid"
def sigmoid(x):
    x = asarray(x, dtype=float64)
    e = exp(-abs(x))
    return where(x < 0, e, 1) / (1 + e)


def sigmoid_derivative(x):
    e = exp(-abs(asarray(x, dtype=float64)))
    return e / (1 + e) ** 2


# %% question="tanh"
def tanh(x):
    return xp.tanh(x)


def tanh_derivative(x):
    return 4 * sigmoid_derivative(2 * asarray(x))


# %% question="softsign"
def softsign(x):
    return divide(x, 1 + abs(asarray(x)))


def softsign_derivative(x):
    return 1 / square(1 + abs(asarray(x)))


# %% question="relu"
def relu(x):
    return maximum(x, 0)


def relu_derivative(x):
    return heaviside(x, 0)


# %% question="softplus"
def softplus(x):
    return logaddexp(x, 0)


def softplus_derivative(x):
    return sigmoid(x)


# %% question="elu"
def elu(x, alpha=1.0):
    return where(asarray(x) > 0, x, alpha * expm1(minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    return where(asarray(x) < 0, alpha * exp(minimum(x, 0)), 1)


# %% question="gaussian"
def gaussian(x):
    return exp(-square(asarray(x, dtype=float64)))


def gaussian_derivative(x):
    return multiply(-2, x) * gaussian(x)


# %% question="softmax"
def softmax(x, axis=-1):
    e = exp(x - amax(x, axis=axis, keepdims=True))
    return e / sum(e, axis=axis, keepdims=True)


# %% question="log_softmax"
def log_softmax(x, axis=-1):
    d = x - amax(x, axis=axis, keepdims=True)
    return d - log(sum(exp(d), axis=axis, keepdims=True))


# %% question="softmax_jacobian"
def softmax_jacobian(x):
    p = softmax(x)
    return p[..., newaxis] * (eye(p.shape[-1]) - p[..., newaxis, :])
