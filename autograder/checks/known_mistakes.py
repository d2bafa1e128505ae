"""Recognises classic wrong answers by what they return, and offers the hint that fits.

The data stand in `elementwise_mistakes` and `vector_mistakes`: to teach the grader another mistake, add a line there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autograder.checks.elementwise_mistakes import ELEMENTWISE_MISTAKES
from autograder.checks.vector_mistakes import VECTOR_MISTAKES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from autograder.checks.mistake import Mistake

KNOWN: Final[Mapping[str, tuple[Mistake, ...]]] = {**ELEMENTWISE_MISTAKES, **VECTOR_MISTAKES}
RTOL: Final = 1e-5
ATOL: Final = 1e-9
DISTINCT: Final = 4


def recognise(
    name: str,
    values: np.ndarray[Any, Any] | None,
    wanted: NDArray[np.float64],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
) -> str:
    """Return the hint of the first known mistake that returns these values for these arguments, or "".

    A mistake that is right on these arguments, or fails on them, recognises nothing; neither does any mistake where
    the first argument holds so few different numbers that unlike formulas agree. For an elementwise function the
    values at 0 itself don't count: two students with the same wrong branch may write `x > 0` or `x >= 0`.
    """
    x = np.asarray(args[0])
    off_zero = x != 0 if name in ELEMENTWISE_MISTAKES else None
    if values is None or np.unique(x if off_zero is None else x[off_zero]).size < DISTINCT:
        return ""
    for mistake in KNOWN.get(name, ()):
        with np.errstate(all="ignore"):
            wrong = _evaluate(mistake, args, kwargs)
        if wrong is not None and _agree(wrong, values, off_zero) and not _agree(wrong, wanted, off_zero):
            return mistake.hint
    return ""


def _evaluate(mistake: Mistake, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> NDArray[np.float64] | None:
    try:
        return np.asarray(mistake.version(*args, **kwargs), dtype=np.float64)
    except (ValueError, TypeError, IndexError):  # a wrong formula need not suit every shape of input
        return None


def _agree(one: NDArray[np.float64], other: np.ndarray[Any, Any], places: NDArray[np.bool_] | None) -> bool:
    if one.shape != other.shape:
        return False
    if places is not None and places.shape == one.shape:
        one, other = one[places], other[places]
    return bool(np.allclose(one, other, rtol=RTOL, atol=ATOL, equal_nan=True))
