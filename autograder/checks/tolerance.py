"""How far a result may be from the reference, by tier and by the precision it was computed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

FLOAT64_BYTES: Final = 8


@dataclass(frozen=True)
class Tolerance:
    """Accepts `|got - wanted| <= atol + rtol * |wanted|`, by the float32 pair for float32 input.

    Where `takes_float32`, that pair also judges a float32 result of double-precision input: values count, not the
    dtype, but digits that were asked for and then thrown away are missing.

    The float32 defaults leave honest float32 code room near the roots of a derivative, where its relative error
    reaches 7e-4.
    """

    rtol: float
    atol: float
    float32_rtol: float = 2e-5
    float32_atol: float = 1e-6
    takes_float32: bool = False

    def bounds(self, dtype: np.dtype[Any]) -> tuple[float, float]:
        """Return the `(rtol, atol)` that a result of this dtype is judged by; integers and bools count as exact."""
        if self.takes_float32 and dtype.kind == "f" and dtype.itemsize < FLOAT64_BYTES:
            return self.float32_rtol, self.float32_atol
        return self.rtol, self.atol

    def for_float32_input(self) -> Tolerance:
        """Return the tolerance for results computed from float32 input: float32's, whatever dtype comes back."""
        return replace(self, rtol=self.float32_rtol, atol=self.float32_atol, takes_float32=True)

    def accepts(
        self, got: np.ndarray[Any, Any], wanted: np.ndarray[Any, np.dtype[np.float64]]
    ) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Say for each value whether it is near enough; the condition is one of acceptance, so NaN is not.

        `got` is of a real dtype and of the shape of `wanted`, whose values are finite.
        """
        rtol, atol = self.bounds(got.dtype)
        with np.errstate(all="ignore"):
            near = np.abs(got.astype(np.float64) - wanted) <= atol + rtol * np.abs(wanted)
        return np.asarray(near)


# A lost tail is a zero where a small number belongs. Only what float32 can't represent may be lost in float32.
_FLOAT32_SMALLEST: Final = 1e-37

BASIC: Final = Tolerance(rtol=1e-7, atol=1e-12, takes_float32=True)
"""|x| <= 6: the textbook formula passes, and so does a reasonable approximation of it in double precision."""

STRICT: Final = Tolerance(rtol=1e-12, atol=1e-14)
"""|x| <= 6: the textbook formula passes; its cancellations there are below `atol`. Asks for double precision."""

TAIL: Final = Tolerance(rtol=1e-11, atol=1e-300, float32_atol=_FLOAT32_SMALLEST, takes_float32=True)
"""|x| > 6: a small value must be small, not zero; subnormal results are not told from zero."""

TINY: Final = Tolerance(rtol=1e-11, atol=1e-300, float32_atol=_FLOAT32_SMALLEST, takes_float32=True)
"""|x| < 1e-8: a result of the input's size must keep its digits."""

LOGARITHM: Final = Tolerance(rtol=1e-11, atol=1e-12, takes_float32=True)
"""log_softmax: the usual `d - log(sum)` loses the relative precision of the top entry alone, which is near 0."""

SUM: Final = Tolerance(rtol=1e-10, atol=1e-12, float32_rtol=1e-3, float32_atol=1e-4, takes_float32=True)
"""A function of a sum: the order of adding is free, and cancellation in it is no mistake."""
