"""How a file writes numbers: read from its cells, and kept for the cells that are written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from autograder.report.number_format import DECIMALS, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*")
_GROUPING: Final = re.compile(
    "(?<=[0-9])['\N{RIGHT SINGLE QUOTATION MARK}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} ](?=[0-9]{3})"
)
_THOUSANDS: Final = 3


@dataclass(frozen=True)
class Decimals:
    """The decimal separator, a point or a comma, and how many decimals every number of the file has at least."""

    separator: str = "."
    places: int = 0

    def read(self, text: str) -> Fraction | None:
        """Read a number; None where the text is none."""
        digits = _GROUPING.sub("", text.strip())
        if not _NUMBER.fullmatch(digits):
            return None
        whole, fraction = self.parts(digits)
        return Fraction(f"{whole}.{fraction}" if fraction else whole)

    def write(self, value: Fraction, whole: Fraction | None = None) -> str:
        """Write a number with at most two decimals; what is below `whole` never becomes it."""
        near = rounded(value, whole)
        digits = f"{abs(near.numerator) * 10**DECIMALS // near.denominator:0{DECIMALS + 1}d}"
        before, after = digits[:-DECIMALS], digits[-DECIMALS:].rstrip("0").ljust(self.places, "0")
        sign = "-" if near < 0 else ""
        return sign + before + (self.separator + after if after else "")

    def parts(self, digits: str) -> tuple[str, str]:
        """Tell the digits before the decimal separator from those after it."""
        symbols = [symbol for symbol in digits if symbol in ".,"]
        if not symbols:
            return digits, ""
        last = symbols[-1]
        before, _, after = digits.rpartition(last)
        if symbols.count(last) > 1 or (last != self.separator and len(set(symbols)) == 1 and len(after) == _THOUSANDS):
            before, after = digits, ""
        return re.sub("[.,]", "", before), after


def decimals_of(cells: Iterable[str], elsewhere: Iterable[str] = ()) -> Decimals:
    """Find out how numbers are written in these cells, or else elsewhere in the file.

    Without a hint it is the point, which every system reads in any language; a comma is read in some only.
    """
    numbers = _numbers(cells)
    separator = _separator(numbers) or _separator(_numbers(elsewhere)) or "."
    plain = Decimals(separator)
    lengths = {len(plain.parts(digits)[1]) for digits in numbers}
    return Decimals(separator, min(lengths.pop(), DECIMALS) if len(lengths) == 1 else 0)


def _numbers(cells: Iterable[str]) -> list[str]:
    return [digits for digits in (_GROUPING.sub("", cell.strip()) for cell in cells) if _NUMBER.fullmatch(digits)]


def _separator(numbers: Iterable[str]) -> str:
    """Return the symbol that most numbers have before their decimals; three digits after it may be thousands."""
    votes: Counter[str] = Counter()
    for digits in numbers:
        symbols = [symbol for symbol in digits if symbol in ".,"]
        if symbols and (len(set(symbols)) > 1 or len(digits.rpartition(symbols[-1])[2]) != _THOUSANDS):
            votes[symbols[-1]] += 1
    return max(votes, key=lambda symbol: votes[symbol], default="")
