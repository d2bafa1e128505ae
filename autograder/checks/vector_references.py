"""Float64 references of the questions that are not elementwise: the neuron and the softmax family."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from autograder.wire.values import FunctionRef


def neuron(x: ArrayLike, w: ArrayLike, b: float, activation: FunctionRef) -> NDArray[np.float64]:
    """activation(w . x + b) for x and w of shape (n,); the result is a scalar. `activation` names a NumPy function."""
    function = getattr(np, activation.name.removeprefix("numpy."))
    weighted = np.asarray(w, dtype=np.float64) * np.asarray(x, dtype=np.float64)
    return np.asarray(function(np.sum(weighted) + b))


def softmax(x: ArrayLike, axis: int = -1) -> NDArray[np.float64]:
    """exp(d) / sum(exp(d)) along `axis`, where d = x minus the largest entry along it."""
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return np.asarray(e / np.sum(e, axis=axis, keepdims=True))


def log_softmax(x: ArrayLike, axis: int = -1) -> NDArray[np.float64]:
    """D - log1p(sum over all but one top entry of exp(d)): keeps the digits of the top entry too."""
    x = np.moveaxis(np.asarray(x, dtype=np.float64), axis, -1)
    top = np.expand_dims(np.argmax(x, axis=-1), -1)
    d = x - np.take_along_axis(x, top, axis=-1)
    e = np.exp(d)
    np.put_along_axis(e, top, 0.0, axis=-1)
    return np.moveaxis(d - np.log1p(np.sum(e, axis=-1, keepdims=True)), -1, axis)


def softmax_jacobian(x: ArrayLike) -> NDArray[np.float64]:
    """J[..., i, j] = p_i (1 if i == j else 0) - p_i p_j for logits of shape (..., n); the result is (..., n, n).

    The diagonal is p_i times the sum of the other probabilities, since 1 - p_i would cancel next to 1.
    """
    p = softmax(x)
    n = p.shape[-1]
    products = p[..., :, None] * p[..., None, :]
    off_diagonal = np.where(np.eye(n, dtype=bool), 0.0, products)
    return np.asarray(np.sum(off_diagonal, axis=-1)[..., None] * np.eye(n) - off_diagonal)
