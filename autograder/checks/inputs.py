"""Inputs for elementwise functions: fixed grids, and draws from the generator that a check is given.

All arrays are float64 and 1-D unless a name says otherwise. Magnitudes follow the tiers of `tolerance`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autograder.checks.remembered import drawn_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

GRID: Final = np.linspace(-6.0, 6.0, 121)
"""The public grid that feedback draws curves on."""

MODERATE_LIMIT: Final = 6.0
TAIL_LIMIT: Final = 700.0
EXTREME: Final = np.array([710.0, 750.0, 1e4])
"""Just past where exp overflows in float64, past where it underflows to 0, and far past both."""


@drawn_once
def moderate(rng: Generator, *, without_zero: bool = False) -> Array:
    """Draw |x| <= 6 in random order: random points, whole and half numbers, points close to 0, and repetitions.

    `without_zero` leaves out 0 itself, for derivatives whose value there is a convention with a check of its own.
    """
    random = rng.uniform(-MODERATE_LIMIT, MODERATE_LIMIT, 240)
    halves = np.arange(-12, 13) / 2
    close = signed(rng, 10.0 ** rng.uniform(-6, -1, 24))
    closest = 10.0 ** rng.uniform(-9.5, -8.1, 2)
    x = np.concatenate([random, halves, close, closest, -closest])
    x = np.concatenate([x, rng.choice(x, 40)])
    x = rng.permutation(x[x != 0] if without_zero else x)
    # `np.vectorize` takes its dtype from the first result: a negative input first shows it to be an integer 0.
    negative = int(np.argmax(x < 0))
    x[[0, negative]] = x[[negative, 0]]
    return np.asarray(x)


def signed(rng: Generator, magnitudes: Array) -> Array:
    """Give each magnitude a random sign, both signs being present where there are two."""
    signs = rng.choice([-1.0, 1.0], magnitudes.size)
    signs[:2] = [1.0, -1.0][: signs.size]
    return np.asarray(signs.reshape(magnitudes.shape) * magnitudes)


@drawn_once
def tails(rng: Generator) -> Array:
    """Draw 6 <= |x| <= 700, dense where double precision saturates, with +-710, +-750 and +-1e4."""
    near = rng.uniform(MODERATE_LIMIT, 45, 60)
    far = rng.uniform(45, TAIL_LIMIT, 60)
    x = np.concatenate([near, far, EXTREME])
    return np.asarray(rng.permutation(np.concatenate([x, -x])))


@drawn_once
def tiny(rng: Generator) -> Array:
    """Draw 1e-300 <= |x| <= 1e-8 of both signs, evenly on a logarithmic scale."""
    return signed(rng, 10.0 ** rng.uniform(-300, -8, 80))


@drawn_once
def everywhere(rng: Generator) -> Array:
    """Draw |x| <= 1e4: tails and moderate values with 0 and +-1, where a careless branch may divide by 0."""
    return np.asarray(rng.permutation(np.concatenate([tails(rng), moderate(rng)])))


@drawn_once
def array(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Draw an array of the given shape with 1/8 <= |x| <= 5, so that no value is at a kink."""
    return signed(rng, np.asarray(rng.uniform(0.125, 5, shape)))


def arrays(rng: Generator) -> Iterator[NDArray[Any]]:
    """Draw arrays of several axes, of float32, and of no axis."""
    yield array(rng, (2, 1, 3))
    yield array(rng, (4, 2)).astype(np.float32)
    yield array(rng, ())


def lists_and_numbers(rng: Generator) -> Iterator[Any]:
    """Draw an array of whole numbers, a list of them and a single one; none is 0."""
    whole = rng.permutation(np.array([-5, -4, -3, -2, -1, 1, 2, 3, 4, 5]))
    yield whole
    yield whole.tolist()
    yield int(whole[0])


def forms(rng: Generator) -> Iterator[Any]:
    """Draw one of each form: an array of several axes, one of float32, a list of whole numbers, a number."""
    yield array(rng, (2, 1, 3))
    yield array(rng, (4, 2)).astype(np.float32)
    yield rng.permutation(np.array([-3, -2, -1, 1, 2, 3])).tolist()
    yield float(array(rng, (1,))[0])
