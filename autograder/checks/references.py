"""Float64 references of the elementwise activation functions and their derivatives.

Each takes the *input* x (also in the derivative), of any shape, and returns float64 of the same shape. The formulas
are the numerically safe ones: each exponent is at most 0, nothing cancels except next to a root, and relative errors
stay near 1e-13 or below from 1e-300 to 1e4. They raise no overflow, invalid or divide flag in that range. The values
are tested against mpmath at 50 digits; TensorFlow, whose float64 is weaker, is no referee.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

SELU_SCALE: Final = 1.0507009873554805
SELU_ALPHA: Final = 1.6732632423543773
NEGATIVE_SLOPE: Final = 0.2
ALPHA: Final = 1.0

_SQRT_2: Final = np.sqrt(2.0)
_SQRT_2_PI: Final = np.sqrt(2.0 * np.pi)


def _float64(x: ArrayLike) -> NDArray[np.float64]:
    return np.asarray(x, dtype=np.float64)


def _decay(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return exp(-|x|), which never overflows."""
    return np.exp(-np.abs(x))


def _exp_minus_square(x: NDArray[np.float64], divisor: float = 1.0) -> NDArray[np.float64]:
    """Return exp(-x**2 / divisor) for a divisor of 1 or 2.

    Rounding x**2 costs x**2 units in the last place of the result. So x = h + r with h of 24 bits, whose square is
    exact, and x**2 = h**2 + r (x + h) enters as two factors.
    """
    bounded = np.clip(x, -1e3, 1e3)
    head = bounded.astype(np.float32).astype(np.float64)
    rest = bounded - head
    return np.exp(-head * head / divisor) * np.exp(-rest * (bounded + head) / divisor)


def sigmoid(x: ArrayLike) -> NDArray[np.float64]:
    """1 / (1 + exp(-x)); with e = exp(-|x|) it is 1 / (1 + e) right of 0 and e / (1 + e) left of it."""
    x = _float64(x)
    e = _decay(x)
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """s(x) s(-x) = e / (1 + e)**2 with e = exp(-|x|)."""
    e = _decay(_float64(x))
    return np.asarray(e / (1 + e) ** 2)


def tanh(x: ArrayLike) -> NDArray[np.float64]:
    """NumPy's tanh, which is right to the last places."""
    return np.tanh(_float64(x))


def tanh_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """1 / cosh(x)**2 = 4 e / (1 + e)**2 with e = exp(-2 |x|)."""
    return 4 * sigmoid_derivative(2 * _float64(x))


def relu(x: ArrayLike) -> NDArray[np.float64]:
    """max(x, 0)."""
    return np.maximum(_float64(x), 0.0)


def relu_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """1 right of 0, else 0; at 0 it is 0, as the assignment states."""
    return np.where(_float64(x) > 0, 1.0, 0.0)


def leaky_relu(x: ArrayLike, negative_slope: float = NEGATIVE_SLOPE) -> NDArray[np.float64]:
    """X right of 0, else `negative_slope` x."""
    x = _float64(x)
    return np.where(x > 0, x, negative_slope * x)


def leaky_relu_derivative(x: ArrayLike, negative_slope: float = NEGATIVE_SLOPE) -> NDArray[np.float64]:
    """1 right of 0, else the slope; at 0 it is the slope, as the assignment states."""
    return np.where(_float64(x) > 0, 1.0, float(negative_slope))


def elu(x: ArrayLike, alpha: float = ALPHA) -> NDArray[np.float64]:
    """X right of 0, else alpha (exp(x) - 1) by expm1, which keeps the digits of a small x."""
    x = _float64(x)
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))


def elu_derivative(x: ArrayLike, alpha: float = ALPHA) -> NDArray[np.float64]:
    """1 right of 0, alpha exp(x) left of it; at 0 it is 1 whatever alpha, as the assignment states."""
    x = _float64(x)
    return np.where(x >= 0, 1.0, alpha * np.exp(np.minimum(x, 0.0)))


def selu(x: ArrayLike) -> NDArray[np.float64]:
    """Scale times ELU with the constants of Klambauer et al. (2017), "Self-normalizing neural networks"."""
    return SELU_SCALE * elu(x, SELU_ALPHA)


def selu_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """Scale times the derivative of ELU; at 0 it is the scale, as the assignment states."""
    return SELU_SCALE * elu_derivative(x, SELU_ALPHA)


def softplus(x: ArrayLike) -> NDArray[np.float64]:
    """log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))."""
    x = _float64(x)
    return np.asarray(np.maximum(x, 0.0) + np.log1p(_decay(x)))


def softplus_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """1 / (1 + exp(-x)), the sigmoid."""
    return sigmoid(x)


def softsign(x: ArrayLike) -> NDArray[np.float64]:
    """X / (1 + |x|)."""
    x = _float64(x)
    return np.asarray(x / (1 + np.abs(x)))


def softsign_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """1 / (1 + |x|)**2, at 0 too."""
    return np.asarray(1 / (1 + np.abs(_float64(x))) ** 2)


def silu(x: ArrayLike) -> NDArray[np.float64]:
    """X s(x) with the sigmoid s."""
    x = _float64(x)
    return np.asarray(x * sigmoid(x))


def silu_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """s(x) (1 + x s(-x)): the product rule, written so that both tails keep their digits."""
    x = _float64(x)
    return np.asarray(sigmoid(x) * (1 + x * sigmoid(-x)))


def _tanh_of_softplus(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return tanh(log(1 + exp(x))) as a rational function of e = exp(-|x|)."""
    e = _decay(x)
    return np.where(x >= 0, (1 + 2 * e) / (1 + 2 * e + 2 * e * e), (e * e + 2 * e) / (e * e + 2 * e + 2))


def mish(x: ArrayLike) -> NDArray[np.float64]:
    """X tanh(softplus(x))."""
    x = _float64(x)
    return np.asarray(x * _tanh_of_softplus(x))


def mish_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """T + x s(x) (1 - t**2) with t = tanh(softplus(x)); 1 - t**2 is rational in exp(-|x|) and does not cancel."""
    x = _float64(x)
    e = _decay(x)
    right = 4 * e * e * (1 + e) ** 2 / (1 + 2 * e + 2 * e * e) ** 2
    left = 4 * (1 + e) ** 2 / (e * e + 2 * e + 2) ** 2
    return np.asarray(_tanh_of_softplus(x) + x * sigmoid(x) * np.where(x >= 0, right, left))


def gaussian(x: ArrayLike) -> NDArray[np.float64]:
    """exp(-x**2)."""
    return _exp_minus_square(_float64(x))


def gaussian_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """-2 x exp(-x**2)."""
    x = _float64(x)
    return np.asarray(-2 * x * _exp_minus_square(x))


def gelu(x: ArrayLike) -> NDArray[np.float64]:
    """X Phi(x), exact: Phi by erfc right of 0, by the scaled erfcx times exp(-x**2 / 2) left of it."""
    x = _float64(x)
    right = 0.5 * special.erfc(-np.maximum(x, 0.0) / _SQRT_2)
    left = 0.5 * special.erfcx(-np.minimum(x, 0.0) / _SQRT_2) * _exp_minus_square(x, 2.0)
    return np.asarray(x * np.where(x >= 0, right, left))


def gelu_derivative(x: ArrayLike) -> NDArray[np.float64]:
    """Phi(x) + x phi(x); left of 0 with the common factor exp(-x**2 / 2) taken out."""
    x = _float64(x)
    bell = _exp_minus_square(x, 2.0)
    right = 0.5 * special.erfc(-np.maximum(x, 0.0) / _SQRT_2) + x * bell / _SQRT_2_PI
    left = bell * (0.5 * special.erfcx(-np.minimum(x, 0.0) / _SQRT_2) + x / _SQRT_2_PI)
    return np.asarray(np.where(x >= 0, right, left))
