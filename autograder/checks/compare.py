"""Compares a result with the reference: numbers they must be, of the right shape, and near enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autograder.checks import describe
from autograder.checks.differences import Difference, describe_difference

if TYPE_CHECKING:
    from autograder.checks.tolerance import Tolerance

    Numbers = np.ndarray[Any, np.dtype[Any]]
    Reference = np.ndarray[Any, np.dtype[np.float64]]

REAL_KINDS: Final = frozenset("biuf")
MOST_AXES: Final = 4
SMALL_EXTENT: Final = 10


@dataclass(frozen=True)
class Mismatch:
    """How a result differs: `description` completes "... returned", `hint` is one question or small experiment.

    `values` is the result as an array where it is made of real numbers, of whatever shape.
    """

    description: str
    hint: str
    values: Numbers | None = None


def mismatch(got: object, wanted: Reference, tolerance: Tolerance, x: Reference | None = None) -> Mismatch | None:
    """Compare a result with finite reference values; None where every value is accepted and the shape is right.

    Where `wanted` has no axes, a Python or NumPy scalar is as good as a 0-d array. `x`, the elementwise input of the
    same shape as `wanted`, lets the description say for which inputs the values are wrong.
    """
    values = as_numbers(got)
    if isinstance(values, Mismatch):
        return values
    if values.shape != wanted.shape:
        return _wrong_shape(values, wanted)
    accepted = tolerance.accepts(values, wanted)
    if accepted.all():
        return None
    description, hint = describe_difference(Difference(values, wanted, ~accepted, tolerance, x))
    return Mismatch(description, hint, values)


def as_numbers(got: object) -> Numbers | Mismatch:
    """Turn a result into an array of real numbers, or say why it is none: only arrays and scalars count as results."""
    if isinstance(got, (np.ndarray, np.generic)):
        values = np.asarray(got)
        if values.dtype.kind in REAL_KINDS:
            return values
    elif isinstance(got, bool | float):
        return np.asarray(got)
    elif isinstance(got, int):
        return np.asarray(got) if abs(got) <= np.iinfo(np.int64).max else np.asarray(np.inf)
    return Mismatch(describe.what_came(got), _NOT_NUMBERS.get(type(got), _ANY_OBJECT))


_ANY_OBJECT: Final = "What does `type(...)` say of your result, and which line makes that object?"
_NOT_NUMBERS: Final[dict[type, str]] = {
    type(None): "Does every way through your function end in a `return`?",
    list: "Plain lists don't do arithmetic by element: what turns a list into an array?",
    tuple: "Is there a comma at the end of the line that returns, or more than one result?",
    str: "A result is a number or an array: does your function return what it means to print?",
}


def _shape(values: Numbers, wanted: Reference) -> str:
    """Name a shape that follows from the input's; any other could be made to tell a hidden input."""
    usual = {extent * other for extent in (*wanted.shape, 1) for other in (*wanted.shape, 1)}
    if values.ndim <= MOST_AXES and all(extent in usual or extent <= SMALL_EXTENT for extent in values.shape):
        return f"an array of shape {values.shape}"
    return f"an array of another size, with {values.ndim} {'axis' if values.ndim == 1 else 'axes'},"


def _wrong_shape(values: Numbers, wanted: Reference) -> Mismatch:
    came = _shape(values, wanted) if values.ndim else "a single number"
    if not wanted.ndim:
        return Mismatch(
            f"{came} in place of a single number",
            "How many numbers belong to this input? Print the shape after each step.",
            values,
        )
    description = f"{came} in place of one of shape {wanted.shape}"
    if values.ndim > 1 and values.shape == wanted.shape[::-1]:
        return Mismatch(description, "The axes are in reverse order: which operation exchanges them?", values)
    return Mismatch(description, "Print the shape after each step: which operation adds, drops or joins axes?", values)
