"""Says in words how the values of a result differ from the reference, without telling any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from autograder.checks.tolerance import Tolerance

    Reference = np.ndarray[Any, np.dtype[np.float64]]

NEARLY: Final = 1e-4
SAME: Final = 1e-6
FAR: Final = 6.0
SEVERAL: Final = 3

Words = tuple[str, str]
"""A description that completes "... returned", and a hint."""


@dataclass(frozen=True)
class Difference:
    """A result of the reference's shape with its wrong places, and the elementwise input `x` where there is one."""

    values: np.ndarray[Any, Any]
    wanted: Reference
    wrong: np.ndarray[Any, np.dtype[np.bool_]]
    tolerance: Tolerance
    x: Reference | None = None

    @property
    def got(self) -> Reference:
        """The result in float64."""
        return self.values.astype(np.float64)


def describe_difference(difference: Difference) -> Words:
    """Return the first description that fits, with its hint; they go from the unmistakable to the vague."""
    with np.errstate(all="ignore"):
        for recognise in EVERYWHERE:
            found = recognise(difference)
            if found is not None:
                return found
        for recognise in SOMEWHERE:
            found = recognise(difference)
            if found is not None:
                description, hint = found
                return description + _place(difference), hint
        description, hint = _direction(difference)
        return description + _place(difference), hint


def _integers(difference: Difference) -> Words | None:
    if difference.values.dtype.kind not in "iu" or np.all(difference.wanted == np.trunc(difference.wanted)):
        return None
    return f"whole numbers, of dtype {difference.values.dtype.name}, where fractions belong", _CUT_OFF


_CUT_OFF: Final = (
    "Print the dtype of every array in your function: which line decides it, and when are fractions cut off?"
)


def _all_nan(difference: Difference) -> Words | None:
    return ("NaN in every place", _NAN) if np.all(np.isnan(difference.got)) else None


_NAN: Final = (
    "NaN comes from inf - inf, inf / inf, 0 / 0 or 0 * inf, or from the logarithm or root of a negative number. Print "
    "each part of your formula: where does the first NaN appear?"
)


def _all_infinite(difference: Difference) -> Words | None:
    return ("infinity in every place", _INFINITE) if np.all(np.isinf(difference.got)) else None


_INFINITE: Final = "Print each part of your formula for inputs of growing size: which part becomes infinite first?"


def _constant(difference: Difference) -> Words | None:
    got = difference.got
    if np.ptp(difference.wanted) == 0 or not np.all(got == got.flat[0]):
        return None
    described = "0 in every place" if np.all(got == 0) else "the same number in every place"
    return described, "Does your result depend on the input at all? Follow two different inputs through your formula."


def _rearranged(difference: Difference) -> Words | None:
    got, accepts = difference.got, difference.tolerance.accepts
    if np.all(accepts(-got, difference.wanted)):
        return "values of the right size but the wrong sign", "Where does a minus sign enter your formula?"
    if got.ndim > 1 and got.shape == got.T.shape and np.all(accepts(got.T, difference.wanted)):
        return "the right values with the axes exchanged", "Which axis of your result belongs to the input?"
    return None


def _proportional(difference: Difference) -> Words | None:
    got, wanted = difference.got, difference.wanted
    # An infinite spread is no larger than a share of an infinite first value: only finite ones are compared.
    if np.ptp(wanted) == 0 or not np.all(np.isfinite(got)):
        return None
    ratio = got[wanted != 0] / wanted[wanted != 0]
    if np.isfinite(ratio[0]) and np.ptp(ratio) <= SAME * np.abs(ratio[0]) and np.abs(ratio[0] - 1) > NEARLY:
        size = "large" if np.abs(ratio[0]) > 1 else "small"
        hint = "Is each constant factor of the formula there, and each only once?"
        return f"values that are too {size} by the same factor everywhere", hint
    offset = got - wanted
    if np.ptp(offset) <= SAME * np.abs(offset.flat[0]) and np.abs(offset.flat[0]) > NEARLY:
        return "values that are off by the same amount everywhere", "Is a constant added or left out?"
    return None


def _not_finite(difference: Difference) -> Words | None:
    if np.any(np.isnan(difference.got)):
        return "NaN in some places", _NAN
    if np.any(np.isinf(difference.got)):
        return "infinite values", _INFINITE
    return None


def _saturated(difference: Difference) -> Words | None:
    """Find a result that stops changing where the reference goes on: the mark of a bound on input or output."""
    got, wanted = difference.got[difference.wrong], difference.wanted[difference.wrong]
    if got.size < SEVERAL or np.ptp(wanted) == 0 or got[0] == 0 or not np.all(got == got[0]):
        return None
    hint = "Is a bound put on the input or on the result somewhere, and does the function of the formula have one?"
    return "a result that stops changing where the function goes on", hint


def _lost(difference: Difference) -> Words | None:
    got, wanted = difference.got[difference.wrong], difference.wanted[difference.wrong]
    if np.any(np.abs(wanted) >= NEARLY):
        return None
    if np.all(got == 0):
        hint = (
            "Small differences of nearly equal numbers vanish, as in (1 + 1e-20) - 1. Where does your formula add to "
            "or subtract from a far larger number, and can that difference be written as a product?"
        )
        return "exactly 0 where the result is small but not 0", hint
    error = np.abs(got - wanted)
    if np.max(np.abs(got)) < NEARLY and np.any(error > NEARLY * np.abs(wanted)):
        hint = "Which addition or subtraction in your formula meets a number that is far larger than the result?"
        return "small numbers that have lost most of their digits", hint
    return None


def _cut_off(difference: Difference) -> Words | None:
    if not np.all(difference.got == np.trunc(difference.wanted)):
        return None
    return "whole numbers where fractions belong", _CUT_OFF


def _nearly(difference: Difference) -> Words | None:
    error = np.abs(difference.got - difference.wanted)
    if not np.all(error <= NEARLY * np.maximum(1, np.abs(difference.wanted))):
        return None
    hint = (
        "An approximation, a rounded constant, a difference quotient or a small number added for safety costs digits. "
        "Is there one of these in your function?"
    )
    return "values that are nearly right: too few digits agree", hint


Recogniser = Callable[[Difference], Words | None]
EVERYWHERE: Final[tuple[Recogniser, ...]] = (
    _integers,
    _all_nan,
    _all_infinite,
    _constant,
    _rearranged,
    _proportional,
)
SOMEWHERE: Final[tuple[Recogniser, ...]] = (_not_finite, _saturated, _lost, _cut_off, _nearly)


def _direction(difference: Difference) -> Words:
    above = difference.got[difference.wrong] > difference.wanted[difference.wrong]
    described = "wrong values"
    if np.all(above):
        described = "values that are too large"
    elif not np.any(above):
        described = "values that are too small"
    # Grey values, for one, are never negative.
    signs = difference.x is None or np.any(difference.x < 0)
    pair = "one negative and one positive number" if signs else "one small and one large input"
    return described, f"Work out the formula by hand for {pair}: what do you get?"


def _place(difference: Difference) -> str:
    """Say for which inputs the values are wrong, where that is a simple region and not all of them.

    Only a vector is told apart so: arrays of more axes belong to functions of rows, or hold few values.
    """
    x = difference.x
    if x is None or x.ndim != 1 or x.shape != difference.wrong.shape:
        return ""
    regions = (
        (x == 0, ", at 0 only"),
        (np.abs(x) > FAR, ", but only far from 0"),
        (x < 0, ", but only for negative inputs"),
        (x > 0, ", but only for positive inputs"),
    )
    for region, words in regions:
        if np.any(~region) and not np.any(difference.wrong & ~region):
            return words
    return ""
