"""Chooses the round numbers at which an axis is marked."""

from __future__ import annotations

import math
from typing import Final

_STEPS: Final = (1.0, 2.0, 5.0, 10.0)
_ROUNDING: Final = 1e-9


def ticks(low: float, high: float, about: int) -> tuple[float, ...]:
    """Return multiples of 1, 2 or 5 times a power of ten within [low, high], about as many as asked for.

    `low < high` must be finite, and their difference as well.
    """
    wanted = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(wanted))
    step = power * min(_STEPS, key=lambda factor: abs(math.log(factor * power / wanted)))
    first = math.ceil(low / step - _ROUNDING)
    last = math.floor(high / step + _ROUNDING)
    return tuple(index * step for index in range(first, last + 1))


def label(value: float) -> str:
    """Write a number shortly, with a true minus sign."""
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")
