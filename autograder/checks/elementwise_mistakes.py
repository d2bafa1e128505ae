"""Classic wrong versions of the elementwise functions and of their derivatives, as data.

Where two wrong versions agree on an input, the first in the list is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import special

from autograder.checks import references as r
from autograder.checks.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_OF_OUTPUT: Final = (
    "Your slope at 0 differs from your own function's slope there. Does your code take its argument before or after "
    "the function is applied?"
)
_IS_FUNCTION: Final = "This looks like the function itself. What is its slope where its curve is flat?"
_IS_DERIVATIVE: Final = "This looks like a slope. Which of the two functions did you mean to return here?"
_PRODUCT: Final = (
    "This looks like one part of a product rule. How many factors of the formula depend on x, and does each get its "
    "own term?"
)
_CHAIN: Final = (
    "This looks like the outer slope alone. What does the chain rule ask for when the argument itself depends on x?"
)
_SIGN: Final = "Plot it: does your curve rise where the function rises? Follow the minus signs."
_SLOPE: Final = "Compare the slope on the left that you use with the one that the function's signature names."
_IGNORED: Final = "Call your function twice with different values of the second argument. Do the results differ?"
_SHAPE_OF_CURVE: Final = "Plot your curve from -6 to 6 beside the formula's values at -2, 0 and 2: where do they part?"
_HALF: Final = "How large should the factor beside x be far to the right? Print your value divided by x there."
_SCALE: Final = "Which of the two constants belongs to both sides of 0, and which to one side only?"
_BASE: Final = "What is the inverse of exp? Undo exp(2) with the logarithm that you call."
_KINK: Final = "Print your slopes for one negative and one positive number: where is the function flat, where steep?"
_DIGITS: Final = "Print your two constants. How many digits does the question give?"
_APPROXIMATION: Final = "This looks like an approximation by another function. Does the question ask for the exact one?"


def _gelu_tanh(x: Array) -> Array:
    return np.asarray(0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))))


def _gelu_tanh_derivative(x: Array) -> Array:
    inner = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    slope = np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * x**2)
    return np.asarray(0.5 * (1 + np.tanh(inner)) + 0.5 * x * slope / np.cosh(inner) ** 2)


def _phi(x: Array) -> Array:
    return np.asarray(np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi))


def _t(x: Array) -> Array:
    return np.tanh(r.softplus(x))


ELEMENTWISE_MISTAKES: Final[Mapping[str, tuple[Mistake, ...]]] = {
    "sigmoid": (
        Mistake(lambda x: r.sigmoid(-x), _SIGN),
        Mistake(np.tanh, "The lower end of your range is negative. Which numbers may a probability take?"),
        Mistake(np.exp, "Is your function bounded? Print it for growing x. What keeps the denominator above 1?"),
        Mistake(lambda x: np.clip(x / 6 + 0.5, 0, 1), _APPROXIMATION),
        Mistake(lambda x: np.clip(0.2 * x + 0.5, 0, 1), _APPROXIMATION),
        Mistake(r.sigmoid_derivative, _IS_DERIVATIVE),
        Mistake(lambda x: 1 / (1 + np.exp(-np.abs(x))), "Is your function even? What should s(x) + s(-x) be?"),
    ),
    "sigmoid_derivative": (
        Mistake(lambda x: x * (1 - x), _OF_OUTPUT),
        Mistake(lambda x: r.sigmoid_derivative(r.sigmoid(x)), _OF_OUTPUT),
        Mistake(r.sigmoid, _IS_FUNCTION),
        Mistake(lambda x: -r.sigmoid_derivative(x), _SIGN),
        Mistake(lambda x: 1 - r.sigmoid(x), _PRODUCT),
        Mistake(lambda x: r.sigmoid(x) * (1 + r.sigmoid(x)), _SIGN),
        Mistake(lambda x: r.sigmoid(x) * (1 - x), _OF_OUTPUT),
        Mistake(lambda x: r.sigmoid(x) ** 2, "Is your slope even, as the symmetry s(-x) = 1 - s(x) demands?"),
        Mistake(lambda x: 1 - r.sigmoid(x) ** 2, "This looks like the rule for another function that ends in -1."),
    ),
    "tanh": (
        Mistake(lambda x: np.tanh(-x), _SIGN),
        Mistake(lambda x: np.tanh(x / 2), "Your curve rises half as steeply at 0. What stands in the exponents?"),
        Mistake(lambda x: np.tanh(2 * x), "Your curve rises twice as steeply at 0. What stands in the exponents?"),
        Mistake(r.sigmoid, "Your values at 0 and far to the left are those of another S-shaped curve: which range?"),
        Mistake(
            lambda x: r.sigmoid(2 * x), "The steepness is right. Which range does your curve have, which should it?"
        ),
        Mistake(lambda x: 1 / np.tanh(x), "Which of sinh and cosh is 0 at 0, and which of them may divide?"),
        Mistake(np.arctan, "Print your function for a very large x. Which bound does it approach?"),
        Mistake(np.sinh, "Is your function bounded? Print it for growing x."),
        Mistake(r.tanh_derivative, _IS_DERIVATIVE),
    ),
    "tanh_derivative": (
        Mistake(lambda x: 1 - x**2, _OF_OUTPUT),
        Mistake(lambda x: r.tanh_derivative(np.tanh(x)), _OF_OUTPUT),
        Mistake(lambda x: 1 - np.tanh(x), "A slope of an odd function is even. Is yours? Compare x and -x."),
        Mistake(np.tanh, _IS_FUNCTION),
        Mistake(lambda x: np.tanh(x) ** 2, "Where is tanh steepest, and how large is your slope there?"),
        Mistake(lambda x: 1 + np.tanh(x) ** 2, _SIGN),
        Mistake(lambda x: -r.tanh_derivative(x), _SIGN),
        Mistake(
            lambda x: 1 / np.cosh(x), "The maximum is right, the tails fall too slowly. Which power belongs there?"
        ),
        Mistake(lambda x: np.tanh(x) * (1 - np.tanh(x)), "This looks like the rule for another S-shaped curve."),
    ),
    "relu": (
        Mistake(np.abs, "What should come back for a negative number? Print yours."),
        Mistake(lambda x: np.minimum(x, 0), "Which half of the curve is flat, and which half is yours?"),
        Mistake(lambda x: np.maximum(-x, 0), _SIGN),
        Mistake(lambda x: np.where(x > 0, x, 0.01 * x), "What should come back for a negative number? Print yours."),
        Mistake(lambda x: np.where(x > 0, x, 0.2 * x), "What should come back for a negative number? Print yours."),
        Mistake(lambda x: x, "What should come back for a negative number? Print yours."),
        Mistake(lambda x: x > 0, _IS_DERIVATIVE),
        Mistake(lambda x: np.maximum(x, 1), "What should come back for 0? Which number do you compare with?"),
        Mistake(r.softplus, "This looks like a smooth curve. Does it ever reach 0?"),
    ),
    "relu_derivative": (
        Mistake(r.relu, _IS_FUNCTION),
        Mistake(np.sign, _KINK),
        Mistake(lambda x: x < 0, _KINK),
        Mistake(np.ones_like, _KINK),
        Mistake(lambda x: np.where(x > 0, x, 1), _KINK),
        Mistake(lambda x: np.where(x > 0, 1, 0.01), _KINK),
    ),
    "leaky_relu": (
        Mistake(lambda x, *_, **__: np.where(x > 0, x, r.NEGATIVE_SLOPE * x), _IGNORED),
        Mistake(lambda x, *_, **__: np.where(x > 0, x, 0.01 * x), _SLOPE),
        Mistake(lambda x, *_, **__: np.where(x > 0, x, 0.3 * x), _SLOPE),
        Mistake(lambda x, *_, **__: np.where(x > 0, x, 0.1 * x), _SLOPE),
        Mistake(lambda x, *_, **__: np.maximum(x, 0), "Does any information about a negative input survive in yours?"),
        Mistake(lambda x, negative_slope=0.2: np.where(x > 0, x, -negative_slope * x), _SIGN),
        Mistake(lambda x, negative_slope=0.2: np.where(x > 0, negative_slope * x, x), _KINK),
        Mistake(lambda x, negative_slope=0.2: negative_slope * x, _KINK),
        Mistake(lambda x, negative_slope=0.2: np.where(x > 0, x, negative_slope), _IS_DERIVATIVE),
        Mistake(lambda x, negative_slope=0.2: np.where(x > 0, x, x / negative_slope), _KINK),
    ),
    "leaky_relu_derivative": (
        Mistake(lambda x, *_, **__: np.where(x > 0, 1, r.NEGATIVE_SLOPE), _IGNORED),
        Mistake(lambda x, *_, **__: np.where(x > 0, 1, 0.01), _SLOPE),
        Mistake(lambda x, *_, **__: np.where(x > 0, 1, 0.3), _SLOPE),
        Mistake(lambda x, *_, **__: x > 0, "How steep is your own leaky ReLU left of 0?"),
        Mistake(lambda x, negative_slope=0.2: np.where(x > 0, 1, -negative_slope), _SIGN),
        Mistake(r.leaky_relu, _IS_FUNCTION),
        Mistake(lambda x, negative_slope=0.2: np.where(x > 0, 1, negative_slope * x), _KINK),
        Mistake(lambda x, negative_slope=0.2: np.where(x > 0, x, negative_slope), _KINK),
        Mistake(lambda x, negative_slope=0.2: np.where(x > 0, negative_slope, 1), _KINK),
    ),
    "elu": (
        Mistake(lambda x, *_, **__: r.elu(x), _IGNORED),
        Mistake(
            lambda x, alpha=1.0: np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0))), "Does your curve jump at 0?"
        ),
        Mistake(lambda x, *_, **__: np.maximum(x, 0), "Which value does your curve approach far to the left?"),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, x, -alpha * np.expm1(np.minimum(x, 0))), _SIGN),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, x, alpha * np.expm1(-np.minimum(x, 0))), _SIGN),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1), "Does it jump at 0?"),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, x, alpha * x), "Is your curve bent left of 0, or straight?"),
        Mistake(
            lambda x, alpha=1.0: alpha * np.expm1(x), "Print your function for growing x. How fast should it grow?"
        ),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, alpha * x, alpha * np.expm1(np.minimum(x, 0))), _SCALE),
        Mistake(lambda x, *_, **__: r.selu(x), "This looks like a scaled version of the function."),
    ),
    "elu_derivative": (
        Mistake(
            lambda x, alpha=1.0: np.where(x > 0, 1, alpha * np.expm1(np.minimum(x, 0))),
            "Far to the left your slope is negative. Does the function fall there?",
        ),
        Mistake(lambda x, *_, **__: r.elu_derivative(x), _IGNORED),
        Mistake(r.elu, _IS_FUNCTION),
        Mistake(lambda x, *_, **__: x > 0, "How steep is your own ELU left of 0?"),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, 1, -alpha * np.exp(np.minimum(x, 0))), _SIGN),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, 1, alpha * np.exp(-np.minimum(x, 0))), _SIGN),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, 1, alpha), "Is your curve bent left of 0, or straight?"),
        Mistake(
            lambda x, alpha=1.0: np.where(x > 0, 1, r.elu(x, alpha) + 1),
            "Differentiate alpha * (exp(x) - 1) slowly: which part of it is constant? Try an alpha other than 1.",
        ),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0))), _KINK),
        Mistake(lambda x, alpha=1.0: np.where(x > 0, 1, x + alpha), _OF_OUTPUT),
    ),
    "selu": (
        Mistake(lambda x: r.SELU_ALPHA * r.elu(x, r.SELU_SCALE), _SCALE),
        Mistake(r.elu, "How steep is your curve right of 0? The S in the name stands for something."),
        Mistake(lambda x: r.elu(x, r.SELU_ALPHA), _SCALE),
        Mistake(lambda x: r.elu(x, r.SELU_SCALE), _SCALE),
        Mistake(lambda x: r.SELU_SCALE * r.elu(x), _SCALE),
        Mistake(lambda x: np.where(x > 0, r.SELU_SCALE * x, r.elu(x, r.SELU_ALPHA)), _SCALE),
        Mistake(lambda x: np.where(x > 0, x, r.selu(x)), _SCALE),
        Mistake(
            lambda x: np.where(x > 0, r.SELU_SCALE * x, r.SELU_SCALE * r.SELU_ALPHA * np.exp(np.minimum(x, 0))),
            "Does your curve jump at 0?",
        ),
        Mistake(
            lambda x: np.where(x > 0, r.SELU_SCALE * x, r.SELU_SCALE * (r.SELU_ALPHA * np.exp(np.minimum(x, 0)) - 1)),
            "Does your curve jump at 0?",
        ),
        Mistake(lambda x: 1.05 * r.elu(x, 1.67), _DIGITS),
        Mistake(lambda x: r.SELU_SCALE * np.maximum(x, 0), "Which value does your curve approach far to the left?"),
    ),
    "selu_derivative": (
        Mistake(lambda x: r.elu_derivative(x, r.SELU_ALPHA), _SCALE),
        Mistake(lambda x: np.where(x > 0, r.SELU_SCALE, r.elu_derivative(x, r.SELU_ALPHA)), _SCALE),
        Mistake(lambda x: np.where(x > 0, 1, r.selu_derivative(x)), _SCALE),
        Mistake(lambda x: r.SELU_SCALE * r.elu_derivative(x), _SCALE),
        Mistake(lambda x: r.SELU_ALPHA * r.elu_derivative(x, r.SELU_SCALE), _SCALE),
        Mistake(r.elu_derivative, "How steep is your own SELU right of 0?"),
        Mistake(
            lambda x: np.where(x > 0, r.SELU_SCALE, r.selu(x)),
            "Far to the left your slope is negative. Does the function fall there?",
        ),
        Mistake(r.selu, _IS_FUNCTION),
        Mistake(lambda x: 1.05 * r.elu_derivative(x, 1.67), _DIGITS),
        Mistake(lambda x: r.SELU_SCALE * (x > 0), "How steep is your own SELU left of 0?"),
    ),
    "softplus": (
        Mistake(lambda x: np.log2(1 + np.exp(x)), _BASE),
        Mistake(lambda x: np.log10(1 + np.exp(x)), _BASE),
        Mistake(lambda x: r.softplus(-x), _SIGN),
        Mistake(lambda x: -r.softplus(x), _SIGN),
        Mistake(lambda x: -r.softplus(-x), "Where is your range? The function should be positive everywhere."),
        Mistake(lambda x: x, "What is log(exp(x))? Which part of the formula keeps it from being just that?"),
        Mistake(r.relu, "Your curve has a corner at 0. Does the formula's?"),
        Mistake(lambda x: 1 + np.exp(x), "Which function is applied last?"),
        Mistake(lambda x: np.log1p(1 + np.exp(x)), "What does log1p add on its own?"),
        Mistake(lambda x: np.log1p(np.exp(-np.abs(x))), "Your value is the same at x and -x. Is softplus even?"),
        Mistake(r.sigmoid, _IS_DERIVATIVE),
    ),
    "softplus_derivative": (
        Mistake(lambda x: r.sigmoid(-x), _SIGN),
        Mistake(lambda x: r.sigmoid(x) * (1 - r.sigmoid(x)), "This looks like the derivative of the derivative."),
        Mistake(r.softplus, _IS_FUNCTION),
        Mistake(np.exp, _CHAIN),
        Mistake(lambda x: x > 0, "Your slope jumps at 0. Does the function have a corner there?"),
        Mistake(lambda x: 1 - np.exp(-x), _OF_OUTPUT),
        Mistake(lambda x: r.sigmoid(r.softplus(x)), _OF_OUTPUT),
    ),
    "softsign": (
        Mistake(lambda x: x / (1 + x), "What does your function do at -1, and what keeps the denominator positive?"),
        Mistake(
            lambda x: x / (1 - np.abs(x)), "What does your function do at 1, and what keeps the denominator positive?"
        ),
        Mistake(lambda x: np.abs(x) / (1 + np.abs(x)), "Is your function odd, as its name promises?"),
        Mistake(
            lambda x: x / np.sqrt(1 + x**2), "How fast does your function approach its bounds? Compare x = 10 and 100."
        ),
        Mistake(lambda x: x / (1 + x**2), "Print your function for growing x: does it rise for ever?"),
        Mistake(lambda x: 1 / (1 + np.abs(x)), "What should come back for 0?"),
        Mistake(np.sign, "Is there a jump in your curve?"),
        Mistake(np.tanh, _APPROXIMATION),
        Mistake(r.softsign_derivative, _IS_DERIVATIVE),
    ),
    "softsign_derivative": (
        Mistake(
            lambda x: 1 / (1 + np.abs(x)), "Use the quotient rule on the side x > 0: which power has the denominator?"
        ),
        Mistake(lambda x: 1 / (1 + x) ** 2, "A slope of an odd function is even. Is yours? Compare x and -x."),
        Mistake(lambda x: 1 / (1 + x**2), "Is (1 + |x|)**2 the same as what you wrote? Expand it."),
        Mistake(lambda x: np.sign(x) / (1 + np.abs(x)) ** 2, "Does the function rise or fall left of 0?"),
        Mistake(lambda x: -1 / (1 + np.abs(x)) ** 2, _SIGN),
        Mistake(lambda x: x / (1 + np.abs(x)) ** 2, _PRODUCT),
        Mistake(r.softsign, _IS_FUNCTION),
        Mistake(lambda x: (1 - np.abs(x)) ** 2, _OF_OUTPUT),
    ),
    "silu": (
        Mistake(r.sigmoid, "What should the function be at 0? Which factor makes it so?"),
        Mistake(lambda x: x * r.sigmoid(-x), _SIGN),
        Mistake(lambda x: x * np.tanh(x), "Which S-shaped curve multiplies x here, and which range does it have?"),
        Mistake(lambda x: x * r.sigmoid(1.702 * x), "This looks like an approximation of another function."),
        Mistake(r.gelu, "This looks like a neighbour of the function: which S-shaped curve multiplies x?"),
        Mistake(r.relu, _SHAPE_OF_CURVE),
        Mistake(lambda x: x + r.sigmoid(x), "Is x added or multiplied?"),
        Mistake(r.silu_derivative, _IS_DERIVATIVE),
    ),
    "silu_derivative": (
        Mistake(r.sigmoid, _PRODUCT),
        Mistake(r.sigmoid_derivative, _PRODUCT),
        Mistake(lambda x: x * r.sigmoid_derivative(x), _PRODUCT),
        Mistake(lambda x: r.sigmoid(x) + r.sigmoid_derivative(x), _PRODUCT),
        Mistake(lambda x: r.sigmoid(x) - x * r.sigmoid_derivative(x), _SIGN),
        Mistake(lambda x: r.sigmoid(x) + x * r.sigmoid(x), _PRODUCT),
        Mistake(lambda x: r.sigmoid(x) + x * (1 - r.sigmoid(x)), _PRODUCT),
        Mistake(r.silu, _IS_FUNCTION),
    ),
    "mish": (
        Mistake(_t, "What should the function be at 0? Which factor makes it so?"),
        Mistake(r.silu, "This looks like a neighbour of the function: which S-shaped curve multiplies x?"),
        Mistake(r.gelu, "This looks like a neighbour of the function: which S-shaped curve multiplies x?"),
        Mistake(
            lambda x: x * r.softplus(x), "How large is the factor beside x far to the right? One function is missing."
        ),
        Mistake(lambda x: x * np.tanh(np.exp(x)), "Print the argument of your tanh at 0. Is it log(2)?"),
        Mistake(
            lambda x: x * r.sigmoid(r.softplus(x)),
            "Which S-shaped curve multiplies x here, and which range does it have?",
        ),
        Mistake(lambda x: x * np.tanh(x), "Print the argument of your tanh for negative x: which sign should it have?"),
        Mistake(lambda x: np.tanh(x) * r.softplus(x), "Which of the functions takes which one's result?"),
        Mistake(r.mish_derivative, _IS_DERIVATIVE),
    ),
    "mish_derivative": (
        Mistake(_t, _PRODUCT),
        Mistake(lambda x: x * r.sigmoid(x) * (1 - _t(x) ** 2), _PRODUCT),
        Mistake(lambda x: _t(x) + x * (1 - _t(x) ** 2), _CHAIN),
        Mistake(lambda x: _t(x) + r.sigmoid(x) * (1 - _t(x) ** 2), _PRODUCT),
        Mistake(lambda x: _t(x) + x * r.sigmoid(x) * (1 - _t(x)), "What is the derivative of tanh? Check its power."),
        Mistake(lambda x: _t(x) + x * r.sigmoid(x) * (1 + _t(x) ** 2), _SIGN),
        Mistake(lambda x: _t(x) - x * r.sigmoid(x) * (1 - _t(x) ** 2), _SIGN),
        Mistake(
            lambda x: _t(x) + x * r.sigmoid_derivative(x) * (1 - _t(x) ** 2), "What is the derivative of softplus?"
        ),
        Mistake(r.silu_derivative, "This looks like the slope of a neighbour of the function."),
        Mistake(r.mish, _IS_FUNCTION),
    ),
    "gaussian": (
        Mistake(
            lambda x: np.exp(-(x**2) / 2), "This looks like a bell of another width. Does the formula halve the square?"
        ),
        Mistake(_phi, "How high is your bell at 0? Does the formula have a factor in front?"),
        Mistake(lambda x: np.exp(x**2), _SIGN),
        Mistake(lambda x: np.exp(-np.abs(x)), "Your curve has a corner at 0. Does a bell?"),
        Mistake(lambda x: np.exp(-x), "Is your function even? Compare x and -x."),
        Mistake(lambda x: np.exp(-2 * x), "Which of * and ** squares?"),
        Mistake(lambda x: 1 / (1 + x**2), _APPROXIMATION),
        Mistake(r.gaussian_derivative, _IS_DERIVATIVE),
    ),
    "gaussian_derivative": (
        Mistake(lambda x: 2 * x * np.exp(-(x**2)), _SIGN),
        Mistake(lambda x: -x * np.exp(-(x**2)), _CHAIN),
        Mistake(lambda x: -2 * np.exp(-(x**2)), _CHAIN),
        Mistake(lambda x: -x * np.exp(-(x**2) / 2), "This looks like the slope of a bell of another width."),
        Mistake(r.gaussian, _IS_FUNCTION),
        Mistake(lambda x: -np.exp(-(x**2)), _CHAIN),
        Mistake(lambda x: -(x**2) * np.exp(-(x**2)), "What is the derivative of x**2?"),
        Mistake(lambda x: -2 * x * np.exp(-(x**2) / 2), "This mixes bells of two widths."),
        Mistake(lambda x: -2 * x * x, _OF_OUTPUT),
    ),
    "gelu": (
        Mistake(_gelu_tanh, _APPROXIMATION),
        Mistake(lambda x: x * r.sigmoid(1.702 * x), _APPROXIMATION),
        Mistake(lambda x: x * (1 + special.erf(x / np.sqrt(2))), _HALF),
        Mistake(
            lambda x: 0.5 * x * (1 + special.erf(x)),
            "Does erf itself belong to the standard normal distribution? Compare with `scipy.stats.norm.cdf`.",
        ),
        Mistake(special.ndtr, "What should the function be at 0? Which factor makes it so?"),
        Mistake(lambda x: 0.5 * x * special.erf(x / np.sqrt(2)), _HALF),
        Mistake(lambda x: x * special.erf(x / np.sqrt(2)), "What is your factor beside x far to the left?"),
        Mistake(lambda x: 0.5 * x * (1 + np.tanh(x / np.sqrt(2))), "Which function stands inside the brackets?"),
        Mistake(lambda x: x * _phi(x), "Is the factor beside x the density or the probability of being below x?"),
        Mistake(r.silu, "This looks like a neighbour of the function: which S-shaped curve multiplies x?"),
        Mistake(r.relu, _SHAPE_OF_CURVE),
        Mistake(r.gelu_derivative, _IS_DERIVATIVE),
    ),
    "gelu_derivative": (
        Mistake(_gelu_tanh_derivative, _APPROXIMATION),
        Mistake(special.ndtr, _PRODUCT),
        Mistake(lambda x: x * _phi(x), _PRODUCT),
        Mistake(lambda x: special.ndtr(x) + _phi(x), _PRODUCT),
        Mistake(lambda x: special.ndtr(x) - x * _phi(x), _SIGN),
        Mistake(lambda x: special.ndtr(x) + x * np.exp(-(x**2) / 2), "How high is the standard normal density at 0?"),
        Mistake(
            lambda x: special.ndtr(x) + x * np.exp(-(x**2)) / np.sqrt(2 * np.pi),
            "Is that the exponent of the normal density?",
        ),
        Mistake(lambda x: special.ndtr(x) + x * np.exp(-(x**2)) / np.sqrt(np.pi), _CHAIN),
        Mistake(
            lambda x: special.ndtr(x) + x * special.ndtr(x), "What is the derivative of the distribution function?"
        ),
        Mistake(_phi, _PRODUCT),
        Mistake(r.gelu, _IS_FUNCTION),
    ),
}
