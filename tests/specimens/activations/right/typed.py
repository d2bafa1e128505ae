# ---
# jupyter:
#   specimen:
#     title: "Type hints, docstrings, keyword-friendly signatures"
# ---

# %% question="neuron"
from __future__ import annotations

from collections.abc import Callable
from typing import Final, Union

Array = np.ndarray
ArrayLike = Union[Array, list, tuple, float, int]


def neuron(x: ArrayLike, w: ArrayLike, b: float, activation: Callable[[float], float]) -> float:
    """Return activation(w . x + b).

    Parameters
    ----------
    x, w : one-dimensional, of equal length
    b : the bias
    activation : a function of one number
    """
    z: float = float(np.dot(w, x)) + b
    return activation(z)


# %% question="sigmoid"
def _float_array(x: ArrayLike, /, *, dtype: type = float) -> Array:
    """Return x as floats."""
    return np.asarray(x, dtype=dtype)


def sigmoid(x: ArrayLike) -> Array:
    """Return the logistic function.

    >>> float(sigmoid(0))
    0.5
    """
    z: Array = _float_array(x)
    decay: Array = np.exp(-np.abs(z))
    return np.where(z < 0, decay, 1.0) / (1.0 + decay)


def sigmoid_derivative(x: ArrayLike) -> Array:
    """Return the slope of the logistic function."""
    decay: Array = np.exp(-np.abs(_float_array(x)))
    return decay / np.square(1.0 + decay)


# %% question="leaky_relu"
def leaky_relu(x: ArrayLike, negative_slope: float = 0.2) -> Array:
    """Return x, or negative_slope * x left of 0."""
    z: Array = _float_array(x)
    return np.where(z >= 0, z, negative_slope * z)


def leaky_relu_derivative(x: ArrayLike, negative_slope: float = 0.2) -> Array:
    """Return 1, or negative_slope at 0 and left of it."""
    return np.where(_float_array(x) > 0, 1.0, negative_slope)


# %% question="selu"
SELU_SCALE: Final[float] = 1.0507009873554805
SELU_ALPHA: Final[float] = 1.6732632423543773


def selu(x: ArrayLike) -> Array:
    """Return the scaled exponential linear unit."""
    z: Array = _float_array(x)
    return SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0)))


def selu_derivative(x: ArrayLike) -> Array:
    """Return its slope."""
    z: Array = _float_array(x)
    return SELU_SCALE * np.where(z >= 0, 1.0, SELU_ALPHA * np.exp(np.minimum(z, 0)))


# %% question="gelu"
try:
    from scipy.special import erfc as complementary
except ImportError:
    from math import erfc

    complementary = np.vectorize(erfc, otypes=[float])


def gelu(x: ArrayLike) -> Array:
    """Return x times the normal distribution function."""
    z: Array = _float_array(x)
    return 0.5 * z * complementary(-z / np.sqrt(2.0))


def gelu_derivative(x: ArrayLike) -> Array:
    """Return the slope of gelu."""
    z: Array = _float_array(x)
    return 0.5 * complementary(-z / np.sqrt(2.0)) + z * np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)


# %% question="softmax"
def softmax(x: ArrayLike, axis: int = -1) -> Array:
    """Return probabilities along `axis`."""
    z: Array = _float_array(x)
    e: Array = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


# %% question="table"
from typing import TypedDict


class Row(TypedDict):
    range: tuple[float, float]
    continuity: str
    monotonic: bool


def row(lower: float, upper: float, continuity: str, monotonic: bool = True) -> Row:
    return Row(range=(lower, upper), continuity=continuity, monotonic=monotonic)


ACTIVATIONS: dict[str, Row] = {
    "identity": row(-np.inf, np.inf, "Cinf"),
    "binary_step": row(0, 1, "C-1"),
    "sigmoid": row(0, 1, "Cinf"),
    "tanh": row(-1, 1, "Cinf"),
    "softsign": row(-1, 1, "C1"),
    "relu": row(0, np.inf, "C0"),
    "leaky_relu": row(-np.inf, np.inf, "C0"),
    "softplus": row(0, np.inf, "Cinf"),
    "elu": row(-1, np.inf, "C1"),
    "selu": row(-SELU_SCALE * SELU_ALPHA, np.inf, "C0"),
    "silu": row(-0.2785, np.inf, "Cinf", monotonic=False),
    "gelu": row(-0.17, np.inf, "Cinf", monotonic=False),
    "mish": row(-0.309, np.inf, "Cinf", monotonic=False),
    "gaussian": row(0, 1, "Cinf", monotonic=False),
}
