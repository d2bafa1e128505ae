"""Classic wrong versions of the neuron and of the softmax family, as data.

Where two wrong versions agree on an input, the first in the list is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import special

from autograder.checks import vector_references as r
from autograder.checks.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from autograder.wire.values import FunctionRef

    Array = NDArray[np.float64]

_AXIS: Final = (
    "Add your values along each axis: along which one do they sum to 1? One row is one example. Which axis holds the "
    "classes?"
)
_EVERYTHING: Final = (
    "Do your values sum to 1 over each row, or over the whole array? One row is one example: what does `axis=` do, "
    "and what `keepdims=`?"
)
_SHIFT: Final = (
    "Give it two rows, one near 0 and one near 2000. Is the number that you subtract the right one for each row?"
)
_SHIFT_DOWN: Final = "Give it one row that holds 0 and 1000. How large do your exponents become?"
_NAIVE: Final = "Add 1000 to every logit: the result should stay the same. What does exp make of such numbers?"
_SUM_TO_ONE: Final = "Do your values sum to 1 over a row? What is each exponential divided by?"
_LOG_OF_SMALL: Final = (
    "Your -inf comes from a probability that became 0 before its logarithm was taken. What is the logarithm of a "
    "quotient of exponentials, taken apart on paper?"
)
_LOG_SUM: Final = (
    "Take exp of your values: do they sum to 1 over a row? Which function is missing or in the wrong place?"
)
_DIAGONAL: Final = (
    "Add 1 to every logit and softmax is unchanged, so each row must sum to 0. Does raising logit 1 leave "
    "probability 2 alone?"
)
_ROW_SUMS: Final = "Add 1 to every logit and softmax is unchanged. What must each row of the Jacobian sum to?"
_OF_PROBABILITIES: Final = (
    "Does your function take logits or probabilities? Do the numbers that it multiplies sum to 1?"
)


def _activation(ref: FunctionRef) -> Any:  # noqa: ANN401 - a NumPy function
    return getattr(np, ref.name.removeprefix("numpy."))


def _over_everything(x: Array) -> Array:
    e = np.exp(x - x.max())
    return np.asarray(e / e.sum())


def _diagonal(vectors: Array) -> Array:
    return np.asarray(vectors[..., None] * np.eye(vectors.shape[-1]))


def _outer(p: Array) -> Array:
    return np.asarray(p[..., :, None] * p[..., None, :])


def _jacobian(p: Array) -> Array:
    return _diagonal(p) - _outer(p)


VECTOR_MISTAKES: Final[Mapping[str, tuple[Mistake, ...]]] = {
    "neuron": (
        Mistake(lambda x, w, _, f: _activation(f)(np.dot(w, x)), "Change b alone. Does your result change?"),
        Mistake(lambda x, w, b, _: np.dot(w, x) + b, "Change the activation alone. Does your result change?"),
        Mistake(lambda x, w, b, f: _activation(f)(np.dot(w, x)) + b, "Is b part of what the activation bends?"),
        Mistake(
            lambda x, w, b, f: np.sum(_activation(f)(np.asarray(w) * x + b)),
            "Is the activation applied to one number or to many? Print its argument.",
        ),
        Mistake(
            lambda x, w, b, f: np.sum(_activation(f)(np.asarray(w) * x)) + b,
            "Is the activation applied to one number or to many? Print its argument.",
        ),
        Mistake(
            lambda x, w, b, f: _activation(f)(np.asarray(w) * x + b),
            "How many numbers does one neuron return? Print the argument of your activation.",
        ),
        Mistake(lambda x, w, b, f: _activation(f)(np.dot(w, x) - b), "Which sign has b in the formula?"),
        Mistake(lambda x, _, b, f: _activation(f)(np.sum(x) + b), "Change w alone. Does your result change?"),
        Mistake(lambda x, w, b, f: _activation(f)(np.mean(np.asarray(w) * x) + b), "Is it a sum or a mean?"),
        Mistake(lambda x, w, b, f: _activation(f)(np.sum(np.asarray(w) * x + b)), "How often is b added?"),
        Mistake(lambda x, w, b, f: _activation(f)(np.sum(np.asarray(w) + x) + b), "Are weights added or multiplied?"),
    ),
    "softmax": (
        Mistake(lambda x, *_, **__: _over_everything(x), _EVERYTHING),
        Mistake(lambda x, *_, **__: r.softmax(x), "Do your values sum to 1 along the axis that the caller names?"),
        Mistake(lambda x, *_, **__: r.softmax(x, 0), _AXIS),
        Mistake(lambda x, *_, **__: np.exp(x), _SUM_TO_ONE),
        Mistake(
            lambda x, axis=-1: (
                np.exp(x - x.min(axis=axis, keepdims=True))
                / np.exp(x - x.min(axis=axis, keepdims=True)).sum(axis=axis, keepdims=True)
            ),
            _SHIFT_DOWN,
        ),
        Mistake(lambda x, axis=-1: np.exp(x) / np.exp(x).sum(axis=axis, keepdims=True), _NAIVE),
        Mistake(lambda x, axis=-1: np.exp(x - x.max()) / np.exp(x - x.max()).sum(axis=axis, keepdims=True), _SHIFT),
        Mistake(lambda x, axis=-1: x / x.sum(axis=axis, keepdims=True), "Can a probability be negative? Are yours?"),
        Mistake(lambda x, *_, **__: special.expit(x), _SUM_TO_ONE),
        Mistake(r.log_softmax, "Can a probability be negative? Are yours?"),
        Mistake(lambda x, axis=-1: r.softmax(x * np.log(2), axis), "Which base do your powers have?"),
        Mistake(lambda x, axis=-1: r.softmax(-x, axis), "Which class gets the largest probability, which should?"),
        Mistake(lambda x, axis=-1: np.exp(x) / np.max(np.exp(x), axis=axis, keepdims=True), _SUM_TO_ONE),
        Mistake(
            lambda x, axis=-1: np.exp(x - x.max(axis=axis, keepdims=True)) / np.exp(x).sum(axis=axis, keepdims=True),
            "Do numerator and denominator hold the same exponentials?",
        ),
    ),
    "log_softmax": (
        Mistake(lambda x, *_, **__: np.log(_over_everything(x)), _EVERYTHING),
        Mistake(lambda x, *_, **__: r.log_softmax(x), "Along which axis does exp of your values sum to 1?"),
        Mistake(lambda x, *_, **__: r.log_softmax(x, 0), _AXIS),
        Mistake(lambda x, axis=-1: np.log(r.softmax(x, axis)), _LOG_OF_SMALL),
        Mistake(lambda x, axis=-1: np.log(np.exp(x) / np.exp(x).sum(axis=axis, keepdims=True)), _NAIVE),
        Mistake(lambda x, axis=-1: x - np.log(np.exp(x).sum(axis=axis, keepdims=True)), _NAIVE),
        Mistake(lambda x, axis=-1: x - x.max() - np.log(np.exp(x - x.max()).sum(axis=axis, keepdims=True)), _SHIFT),
        Mistake(r.softmax, "Can the logarithm of a probability be positive? Are yours?"),
        Mistake(lambda x, axis=-1: r.log_softmax(x, axis) / np.log(10), "What is the inverse of exp?"),
        Mistake(lambda x, axis=-1: r.log_softmax(x, axis) / np.log(2), "What is the inverse of exp?"),
        Mistake(lambda x, axis=-1: -r.log_softmax(x, axis), "Can the logarithm of a probability be positive?"),
        Mistake(lambda x, axis=-1: x - np.exp(x).sum(axis=axis, keepdims=True), _LOG_SUM),
        Mistake(lambda x, axis=-1: x - x.max(axis=axis, keepdims=True), _LOG_SUM),
        Mistake(lambda x, axis=-1: np.log(np.exp(x).sum(axis=axis, keepdims=True)), _LOG_SUM),
        Mistake(
            lambda x, axis=-1: x - np.log(np.exp(x - x.max(axis=axis, keepdims=True)).sum(axis=axis, keepdims=True)),
            "Shift all logits by 1: does your result stay the same? Where does the number that you subtracted return?",
        ),
    ),
    "softmax_jacobian": (
        Mistake(lambda x: _diagonal(r.softmax(x) * (1 - r.softmax(x))), _DIAGONAL),
        Mistake(lambda x: r.softmax(x) * (1 - r.softmax(x)), _DIAGONAL),
        Mistake(lambda x: -_outer(r.softmax(x)), _ROW_SUMS),
        Mistake(lambda x: _outer(r.softmax(x)), _ROW_SUMS),
        Mistake(lambda x: _diagonal(r.softmax(x)), _ROW_SUMS),
        Mistake(lambda x: _diagonal(r.softmax(x)) + _outer(r.softmax(x)), _ROW_SUMS),
        Mistake(
            lambda x: _outer(r.softmax(x)) - _diagonal(r.softmax(x)), "Does raising a logit raise its own probability?"
        ),
        Mistake(lambda x: np.eye(x.shape[-1]) - _outer(r.softmax(x)), _ROW_SUMS),
        Mistake(
            lambda x: np.eye(x.shape[-1]) - r.softmax(x)[..., None, :], "This looks like the Jacobian of log-softmax."
        ),
        Mistake(_jacobian, _OF_PROBABILITIES),
        Mistake(lambda x: _jacobian(np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)), _NAIVE),
        Mistake(lambda x: _jacobian(np.exp(x - x.max()) / np.exp(x - x.max()).sum(axis=-1, keepdims=True)), _SHIFT),
        Mistake(r.softmax, "How many slopes are there when n outputs depend on n inputs?"),
    ),
}
