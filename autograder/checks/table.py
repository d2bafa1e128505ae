"""Reads and judges the table of activation functions that a student fills in.

A row's bounds are the infimum and the supremum of the function with default arguments; its order of continuity is the
largest k for which the k-th derivative exists everywhere and is continuous.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autograder.checks.describe import what_came
from autograder.checks.failure import CheckFailed
from autograder.checks.references import ALPHA, SELU_ALPHA, SELU_SCALE

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Row:
    """What the table says of one function; `continuity` is one of "C-1", "C0", "C1", "Cinf" once it is read."""

    range: tuple[float, float]
    continuity: str
    monotonic: bool


INF: Final = math.inf

# The minima of silu, gelu and mish were computed with mpmath at 50 digits.
TABLE: Final[Mapping[str, Row]] = {
    "identity": Row((-INF, INF), "Cinf", monotonic=True),
    "binary_step": Row((0, 1), "C-1", monotonic=True),
    "sigmoid": Row((0, 1), "Cinf", monotonic=True),
    "tanh": Row((-1, 1), "Cinf", monotonic=True),
    "relu": Row((0, INF), "C0", monotonic=True),
    "leaky_relu": Row((-INF, INF), "C0", monotonic=True),
    "elu": Row((-ALPHA, INF), "C1", monotonic=True),
    "selu": Row((-SELU_SCALE * SELU_ALPHA, INF), "C0", monotonic=True),
    "softplus": Row((0, INF), "Cinf", monotonic=True),
    "softsign": Row((-1, 1), "C1", monotonic=True),
    "silu": Row((-0.2784645427610738, INF), "Cinf", monotonic=False),
    "gelu": Row((-0.16997120747990366, INF), "Cinf", monotonic=False),
    "mish": Row((-0.30884341301725043, INF), "Cinf", monotonic=False),
    "gaussian": Row((0, 1), "Cinf", monotonic=False),
}
ROUNDED: Final = 5e-3
"""How far a bound that is no whole number may be off: two decimals are enough."""
EXACT: Final = 1e-9

COLUMNS: Final = ("range", "continuity", "monotonic")
_INFINITIES: Final = {"inf": INF, "+inf": INF, "-inf": -INF, "∞": INF, "+∞": INF, "-∞": -INF}
_SPELLINGS: Final = str.maketrans({"∞": "inf", "⁰": "0", "¹": "1", "⁻": "-", **dict.fromkeys(" ^{}()$\\_", "")})
_FORM: Final = "The worked rows of the notebook show the form. Run the check below your table: it names what is amiss."


def read_table(value: object) -> Mapping[str, Row]:
    """Return the fourteen rows in their canonical spelling; raises CheckFailed where one is missing or malformed.

    Bounds may be any real number or "inf", pairs may be lists, continuity may be spelled "C^inf" or "c∞"; further
    rows and columns are ignored.
    """
    if type(value) is not dict:
        raise CheckFailed(f"`ACTIVATIONS` is {what_came(value)} in place of a dict of rows.", _FORM)
    missing = [name for name in TABLE if name not in value]
    if missing:
        raise CheckFailed(f"`ACTIVATIONS` has no row for {', '.join(missing)}.", _FORM)
    return {name: _read_row(name, value[name]) for name in TABLE}


def _read_row(name: str, value: object) -> Row:
    if type(value) is not dict or any(column not in value for column in COLUMNS):
        raise CheckFailed(f"The row of `{name}` is not a dict with range, continuity and monotonic.", _FORM)
    bounds = value["range"]
    if type(bounds) not in (list, tuple, np.ndarray) or _length(bounds) != 2:  # noqa: PLR2004 - a pair
        raise CheckFailed(f"The range of `{name}` is not a pair of bounds.", _FORM)
    lower, upper = (_read_bound(name, bound) for bound in _items(bounds))
    monotonic = value["monotonic"]
    if not isinstance(monotonic, bool | np.bool_):
        raise CheckFailed(f"`monotonic` of `{name}` is neither True nor False.", _FORM)
    return Row((lower, upper), _read_continuity(name, value["continuity"]), bool(monotonic))


def _length(bounds: Any) -> int:  # noqa: ANN401 - a list, a tuple or an array of any shape
    return bounds.size if isinstance(bounds, np.ndarray) else len(bounds)


def _items(bounds: Any) -> list[Any]:  # noqa: ANN401 - a list, a tuple or an array of any shape
    return list(bounds.flat) if isinstance(bounds, np.ndarray) else list(bounds)


def _read_bound(name: str, value: Any) -> float:  # noqa: ANN401 - any wire value
    if isinstance(value, str) and value.strip() in _INFINITIES:
        return _INFINITIES[value.strip()]
    if isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool):
        return _float(value)
    raise CheckFailed(f"A bound in the range of `{name}` is not a number.", _FORM)


def _float(value: Any) -> float:  # noqa: ANN401 - a real number of Python's or NumPy's
    try:
        return float(value)
    except OverflowError:
        return INF if value > 0 else -INF


def _read_continuity(name: str, value: object) -> str:
    text = value.translate(_SPELLINGS).lower() if isinstance(value, str) else ""
    text = text.replace("infinity", "inf").replace("infty", "inf")
    canonical = f"C{text.removeprefix('c')}"
    if not text.startswith("c") or canonical not in {row.continuity for row in TABLE.values()}:
        raise CheckFailed(f'The continuity of `{name}` is not one of "C-1", "C0", "C1", "Cinf".', _FORM)
    return canonical


def expect_ranges(table: Mapping[str, Row], *names: str) -> None:
    """Expect the ranges of the functions named: whole and infinite bounds exactly, others to two decimals."""
    wrong = [
        name
        for name in names
        if not all(_is_bound(*pair) for pair in zip(table[name].range, TABLE[name].range, strict=True))
    ]
    if wrong:
        listed = ", ".join(f"`{name}`" for name in wrong)
        raise CheckFailed(
            f"`ACTIVATIONS` gives a range that is not the function's for {listed}.",
            "Evaluate your function far to the left, far to the right and on a fine grid between: what are its lowest "
            "and highest values, or what do they approach?",
        )


def _is_bound(got: float, wanted: float) -> bool:
    if math.isinf(wanted):
        return got == wanted
    return abs(got - wanted) <= (EXACT if float(wanted).is_integer() else ROUNDED)


def expect_continuity(table: Mapping[str, Row], *names: str) -> None:
    """Expect the orders of continuity of the functions named; the message does not say which is wrong."""
    if any(table[name].continuity != TABLE[name].continuity for name in names):
        raise CheckFailed(
            f"`ACTIVATIONS` gives a wrong order of continuity for at least one of {', '.join(names)}.",
            "For each formula with a seam: do both sides agree there, do their slopes, do the slopes of the slopes? "
            "A formula without a seam needs none of these questions.",
        )


def expect_monotonic(table: Mapping[str, Row], *names: str) -> None:
    """Expect the right answer whether each function named is monotonic; the message does not say which is wrong."""
    if any(table[name].monotonic != TABLE[name].monotonic for name in names):
        raise CheckFailed(
            f"`ACTIVATIONS` is wrong about at least one of {', '.join(names)} being monotonic.",
            "Print the signs of your derivative on a fine grid: does the slope ever change its sign?",
        )
