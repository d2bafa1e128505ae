"""Says in words how the values of a result differ from the reference, without telling any of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.checks.tolerance import Tolerance

    Reference = np.ndarray[Any, np.dtype[np.float64]]

NEARLY: Final = 1e-4
SAME: Final = 1e-6
FAR: Final = 6.0

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
        for recognise in RECOGNISERS:
            found = recognise(difference)
            if found is not None:
                break
        else:
            found = _direction(difference)
    description, hint = found
    return description + _place(difference), hint


def _not_finite(difference: Difference) -> Words | None:
    nan = np.isnan(difference.got)
    if np.any(nan):
        described = "NaN in every place" if np.all(nan) else "NaN in some places"
        hint = (
            "NaN comes from inf - inf, inf / inf, 0 / 0 or 0 * inf, or from the logarithm or root of a negative "
            "number. Print each part of your formula: where does the first NaN appear?"
        )
        return described, hint
    if np.any(np.isinf(difference.got)):
        hint = "Print each part of your formula for inputs of growing size: which part becomes infinite first?"
        return "infinite values", hint
    return None


def _whole_numbers(difference: Difference) -> Words | None:
    got = difference.got
    cut = bool(np.all(got == np.trunc(difference.wanted))) and np.ptp(got) > 0
    if not cut and difference.values.dtype.kind not in "iu":
        return None
    hint = "Print the dtype of every array in your function: which line decides it, and when are fractions cut off?"
    return f"whole numbers, of dtype {difference.values.dtype.name}, where fractions belong", hint


def _constant(difference: Difference) -> Words | None:
    got = difference.got
    if got.size == 1 or np.ptp(got) > 0 or np.ptp(difference.wanted) == 0:
        return None
    described = "0 in every place" if np.all(got == 0) else "the same number in every place"
    return described, "Does your result depend on the input at all? Follow two different inputs through your formula."


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
    if np.max(np.abs(got)) < NEARLY:
        hint = "Which addition or subtraction in your formula meets a number that is far larger than the result?"
        return "small numbers whose digits are mostly lost", hint
    return None


def _rearranged(difference: Difference) -> Words | None:
    got, accepts = difference.got, difference.tolerance.accepts
    if np.all(accepts(-got, difference.wanted)):
        return "values of the right size but the wrong sign", "Where does a minus sign enter your formula?"
    if got.ndim > 1 and got.shape == got.T.shape and np.all(accepts(got.T, difference.wanted)):
        return "the right values with the axes exchanged", "Which axis of your result belongs to the input?"
    return None


def _proportional(difference: Difference) -> Words | None:
    got, wanted = difference.got, difference.wanted
    ratio = got[wanted != 0] / wanted[wanted != 0]
    if ratio.size > 1 and np.ptp(ratio) <= SAME * np.abs(ratio[0]) and np.abs(ratio[0] - 1) > SAME:
        size = "large" if np.abs(ratio[0]) > 1 else "small"
        hint = "Is each constant factor of the formula there, and each only once?"
        return f"values that are too {size} by the same factor everywhere", hint
    offset = got - wanted
    if offset.size > 1 and np.ptp(offset) <= SAME * np.abs(offset.flat[0]):
        return "values that are off by the same amount everywhere", "Is a constant added or left out?"
    return None


def _nearly(difference: Difference) -> Words | None:
    error = np.abs(difference.got - difference.wanted)
    if not np.all(error <= NEARLY * np.maximum(1, np.abs(difference.wanted))):
        return None
    hint = (
        "An approximation, a rounded constant, a difference quotient or a small number added for safety costs digits. "
        "Is there one of these in your function?"
    )
    return "values that are nearly right: too few digits agree", hint


RECOGNISERS: Final[tuple[Callable[[Difference], Words | None], ...]] = (
    _not_finite,
    _constant,
    _lost,
    _whole_numbers,
    _rearranged,
    _proportional,
    _nearly,
)


def _direction(difference: Difference) -> Words:
    above = difference.got[difference.wrong] > difference.wanted[difference.wrong]
    described = "wrong values"
    if np.all(above):
        described = "values that are too large"
    elif not np.any(above):
        described = "values that are too small"
    return described, "Work out the formula by hand for one negative and one positive number: what do you get?"


def _place(difference: Difference) -> str:
    """Say for which inputs the values are wrong, where that is a simple region and not all of them."""
    x = difference.x
    if x is None or x.shape != difference.wrong.shape:
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
