"""Inputs for the softmax family: rows of logits, drawn from the generator that a check is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def draw(rng: Generator, *shape: int, scale: float = 3.0) -> Array:
    """Draw normal logits of the given scale and shape."""
    return rng.normal(0.0, scale, shape)


def with_ties(rng: Generator) -> Array:
    """Draw rows of which some hold equal logits, some have two equal largest ones, and some repeat another row."""
    x = draw(rng, 12, 5)
    x[0] = x[0, 0]
    x[1] = 0.0
    x[2:4, 1:3] = 7.5
    x[5] = x[4]
    return np.asarray(rng.permutation(x))


def shifted_far(rng: Generator) -> list[Array]:
    """Draw two arrays of rows of moderate spread, one far above 0 and one far below: 1e3 to 1e4 away."""
    offset = rng.uniform(1e3, 1e4)
    return [draw(rng, 6, 5) + offset, draw(rng, 6, 5) - offset]


def wide_rows(rng: Generator) -> Array:
    """Draw rows that each span more than 1000, such as [0, ..., 1000]; their largest logits are near each other."""
    x = draw(rng, 6, 4)
    top = rng.integers(0, 4, 6)
    x[np.arange(6), top] += rng.uniform(1000, 1050, 6)
    x[np.arange(3), (top[:3] + 1) % 4] -= rng.uniform(800, 900, 3)
    return np.asarray(x)


def rows_far_apart(rng: Generator) -> Array:
    """Draw rows of moderate spread that lie thousands from each other, so that one shift can't suit them all."""
    offsets = rng.permutation(np.array([0.0, 1e3, -1e3, 4e3, -4e3, 100.0]))
    return np.asarray(draw(rng, 6, 5) + offsets[:, None])
