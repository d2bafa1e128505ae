"""Words for what went into a call and what came out, without any value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autograder.wire.values import FunctionRef, Opaque

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KNOWN_TYPES: Final = frozenset(
    {
        "set", "frozenset", "bytes", "bytearray", "range", "generator", "map", "filter", "zip", "function", "method",
        "type", "module", "builtin_function_or_method", "property", "object", "int", "list", "tuple", "dict",
        "decimal.Decimal", "fractions.Fraction", "collections.OrderedDict", "collections.defaultdict",
        "numpy.ma.MaskedArray", "numpy.matrix", "numpy.ufunc", "numpy.vectorize", "numpy.poly1d",
        "pandas.core.series.Series", "pandas.core.frame.DataFrame",
        "keras.src.backend.common.keras_tensor.KerasTensor", "keras.src.models.sequential.Sequential",
        "keras.src.models.functional.Functional", "keras.src.callbacks.history.History",
    }
)  # fmt: skip
"""Types that a message may name. Any other name is the student's choice, and could carry a hidden input out."""


def call(name: str, args: Iterable[object], kwargs: Mapping[str, object]) -> str:
    """Say what was called with what: "`elu`, called with a list of whole numbers and `alpha` by keyword"."""
    parts = [*(argument(value) for value in args), *(f"`{key}` by keyword" for key in kwargs)]
    return f"`{name}`, called with {_join(parts)},"


def _join(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def argument(value: object) -> str:  # noqa: PLR0911 - one case a kind
    """Describe one argument by kind, dtype and shape."""
    match value:
        case np.ndarray():
            return _array(value)
        case np.generic():
            return f"a NumPy scalar of {value.dtype.name}"
        case list():
            if any(isinstance(item, list) for item in value):
                return "a nested list"
            whole = all(isinstance(item, int) for item in value)
            return "a list of whole numbers" if whole else "a list of numbers"
        case int():
            return "a whole number"
        case float():
            return "a number"
        case FunctionRef():
            return f"`{value.name}`"
        case _:
            return f"a {type(value).__name__}"


def _array(value: np.ndarray[Any, Any]) -> str:
    if not value.ndim:
        return "a 0-d array"
    kind = {"i": "an integer array", "f": "an array"}.get(value.dtype.kind, f"an array of {value.dtype.name}")
    if value.dtype == np.float32:
        kind = "a float32 array"
    return f"{kind} of shape {value.shape}"


def what_came(value: object) -> str:  # noqa: PLR0911 - one case a kind
    """Describe something that is not a result: "None", "a list", "text", "an object of type Tensor"."""
    match value:
        case None:
            return "None"
        case str():
            return "text"
        case Opaque():
            return _opaque(value.type_name)
        case list() | tuple() | dict():
            return f"a {type(value).__name__}"
        case complex() | np.complexfloating():
            return "a complex number"
        case np.ndarray():
            return f"an array of {value.dtype.name}"
        case _:
            return f"an object of type `{type(value).__name__}`"


def _opaque(type_name: str) -> str:
    """Describe what could not cross the wire; only well-known names are repeated."""
    if type_name.startswith("numpy array"):
        return "an array of something else than numbers"
    return f"an object of type `{type_name}`" if type_name in KNOWN_TYPES else "an object of a class of its own"


def flags(names: Iterable[str]) -> str:
    """Name floating-point events as NumPy's warnings do."""
    words = {"overflow": "an overflow", "invalid": "an invalid value", "divide": "a division by zero"}
    return _join([words[name] for name in ("overflow", "divide", "invalid") if name in set(names)])
