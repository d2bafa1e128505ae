"""What a hidden check may expect of a student's function; each expectation raises CheckFailed with words and a hint.

Every argument is copied before the call, so that nothing a function does to its input can spoil the comparison.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autograder.checks import describe, known_mistakes
from autograder.checks.compare import mismatch
from autograder.checks.failure import CheckFailed
from autograder.checks.remembered import reference_values
from autograder.checks.tolerance import BASIC, Tolerance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from autograder.checks.interface import StudentFunction

    Reference = Callable[..., NDArray[np.float64]]

FLOAT32: Final = np.dtype(np.float32)
NUMBERS: Final = (np.ndarray, list, float, int)


def expect_values(
    function: StudentFunction,
    reference: Reference,
    *args: object,
    tolerance: Tolerance = BASIC,
    hint: str = "",
    **kwargs: object,
) -> None:
    """Expect `function(*args, **kwargs)` to have the shape and, within `tolerance`, the values of the reference.

    The tolerance is float32's where the result or any array among the arguments is of less than double precision.
    `hint` is for a check that knows better than a comparison of values why they may be wrong.
    """
    kept = copy.deepcopy(args)
    got = function(*args, **kwargs)
    wanted = reference_values(reference, kept, kwargs)
    if any(isinstance(value, np.ndarray) and value.dtype == FLOAT32 for value in kept):
        tolerance = tolerance.for_float32_input()
    found = mismatch(got, wanted, tolerance, _numeric(kept[0]))
    if found is None:
        return
    recognised = known_mistakes.recognise(function.name, found.values, wanted, kept, kwargs)
    message = f"{describe.call(function.name, kept, kwargs)} returned {found.description}."
    raise CheckFailed(message, recognised or hint or found.hint)


def _numeric(value: object) -> NDArray[np.float64] | None:
    return np.asarray(value, dtype=np.float64) if isinstance(value, NUMBERS) else None


def expect_each(
    function: StudentFunction, reference: Reference, inputs: Iterable[Any], tolerance: Tolerance = BASIC
) -> None:
    """Expect the reference's shape and values of every one of several inputs: shapes, lists, numbers, dtypes."""
    for x in inputs:
        expect_values(function, reference, x, tolerance=tolerance)


def expect_input_unchanged(function: StudentFunction, *args: object, **kwargs: object) -> None:
    """Expect that no array or list among the positional arguments differs after the call, in values, dtype or shape."""
    kept = copy.deepcopy(args)
    after = function.observe(*args, **kwargs).arguments
    if len(after) == len(kept) and all(_same(*pair) for pair in zip(kept, after, strict=True)):
        return
    raise CheckFailed(
        f"{describe.call(function.name, kept, kwargs)} changed its input.",
        "Print an array before and after the call. Which operation writes into the array that was passed in?",
    )


def _same(before: object, after: object) -> bool:
    if isinstance(before, np.ndarray):
        return isinstance(after, np.ndarray) and before.dtype == after.dtype and np.array_equal(before, after)
    return before == after if isinstance(before, list) else True


def expect_quiet(function: StudentFunction, *args: object, **kwargs: object) -> None:
    """Expect a call in which NumPy meets no overflow, no division by zero and no invalid value; underflow is free."""
    kept = copy.deepcopy(args)
    events = function.observe(*args, **kwargs).floating_point
    if not events:
        return
    raise CheckFailed(
        f"{describe.call(function.name, kept, kwargs)} met {describe.flags(events)} on the way, whatever it returned.",
        _QUIET_HINTS["overflow" if "overflow" in events else "divide" if "divide" in events else "invalid"],
    )


_QUIET_HINTS = {
    "overflow": "In another formula the infinity becomes NaN. For which sign of the input is your exponent large and "
    "positive? `np.where` computes both branches everywhere: must both signs share one formula?",
    "divide": "Which denominator or logarithm becomes 0, and for which input? `np.where` computes both branches "
    "everywhere, the one that is not chosen too.",
    "invalid": "Which part of your formula is inf - inf, inf / inf, 0 / 0 or 0 * inf? `np.where` computes both "
    "branches everywhere, the one that is not chosen too.",
}
