"""Writes exact numbers for people: few decimals, no trailing zeros, and never full marks that were not earned."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Final

DECIMALS: Final = 2
MINUS: Final = "\N{MINUS SIGN}"


def rounded(value: Fraction, whole: Fraction | None = None, decimals: int = DECIMALS) -> Fraction:
    """Round half away from zero.

    Where `whole` is given, a value below it never rounds up to it, and one above 0 never rounds down to 0.
    """
    unit = 10**decimals
    units = floor(abs(value) * unit + Fraction(1, 2)) * (1 if value >= 0 else -1)
    if whole is not None and 0 < value < whole:
        full = floor(whole * unit + Fraction(1, 2))
        units = min(max(units, 1), max(full - 1, 0))
    return Fraction(units, unit)


def shown(value: Fraction, whole: Fraction | None = None, decimals: int = DECIMALS) -> str:
    """Write a number with at most `decimals` decimals, rounded as by `rounded`."""
    near = rounded(value, whole, decimals)
    text = f"{float(abs(near)):.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return MINUS + text if near < 0 else text


def percent(share: Fraction, decimals: int = 0) -> str:
    """Write a share between 0 and 1 in percent; 100 % means all of it and 0 % nothing."""
    return f"{shown(100 * share, Fraction(100), decimals)}\N{NO-BREAK SPACE}%"


def plain_number(value: Fraction, whole: Fraction | None = None) -> int | float:
    """Round as `shown` does, but return a number, for formats that have numbers."""
    near = rounded(value, whole)
    return int(near) if near.denominator == 1 else float(near)
