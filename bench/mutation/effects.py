"""What a mutant does otherwise than the solution, told from two observations of the same call."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autograder.checks.declaration import read_model
from autograder.checks.failure import CheckFailed
from autograder.checks.tolerance import BASIC, FLOAT64_BYTES

if TYPE_CHECKING:
    from mutation.domain import Call

CHANGE: Final = 1e-9
"""A value that differs by no more is the same."""

TABLE_DECIMALS: Final = 5e-4
"""The notebook asks for three decimals of a bound that is no whole number."""


class Effect(StrEnum):
    """How a mutant differs from the solution where it does."""

    VALUE = "value"
    SHAPE = "shape"
    WARNING = "warning"
    INPUT = "input changed"
    MODEL = "model"
    TABLE = "table"
    RAISES = "raises"


@dataclass(frozen=True)
class Observation:
    """What one call did: a worker's reply, or None where it brought no value."""

    reply: dict[str, Any] | None


def effect(call: Call, solution: Observation, mutant: Observation) -> Effect | None:
    """Name the difference between two observations of a call; None where there is none that counts."""
    right, other = solution.reply, mutant.reply
    assert right is not None
    if other is None:
        return Effect.RAISES
    if call.variable:
        return None if _same_data(right["value"], other["value"]) else Effect.TABLE
    if call.model:
        return None if _same_model(right["value"], other["value"]) else Effect.MODEL
    return _effect_on_values(call, right, other)


def _effect_on_values(call: Call, right: dict[str, Any], other: dict[str, Any]) -> Effect | None:
    wanted, got = np.asarray(right["value"]), _numbers(other["value"])
    if (
        got is None
        or got.shape != wanted.shape
        or (call.dtype and got.dtype != wanted.dtype and not _both_whole(got, wanted))
    ):
        return Effect.SHAPE
    single = any(_is_single(value) for value in (got, *call.arguments))
    with np.errstate(all="ignore"):
        gap = np.abs(got.astype(np.float64) - wanted.astype(np.float64))
        rtol, atol = BASIC.bounds(np.dtype(np.float32)) if single else (0.0, CHANGE)
        near = gap <= atol + rtol * np.abs(wanted)
    if not np.all(near):
        return Effect.VALUE
    if set(other["floating_point"]) - set(right["floating_point"]):
        return Effect.WARNING
    kept = zip(right["arguments"], other["arguments"], strict=True)
    if not all(np.array_equal(*pair) for pair in kept if isinstance(pair[0], np.ndarray)):
        return Effect.INPUT
    return None


def _is_single(value: object) -> bool:
    """Whether numbers are of less than double precision: the course takes these as right to that precision."""
    return isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.dtype.itemsize < FLOAT64_BYTES


def _numbers(value: object) -> np.ndarray[Any, Any] | None:
    array = np.asarray(value) if isinstance(value, np.ndarray | np.generic | int | float) else None
    return array if array is not None and array.dtype.kind in "biuf" else None


def _both_whole(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    return one.dtype.kind in "iu" and other.dtype.kind in "iu"


def _same_model(right: object, other: object) -> bool:
    """Whether two declarations are one model: the same training, and the same metrics."""
    try:
        model = read_model(other)
    except CheckFailed:
        return False
    wanted = read_model(right)
    if wanted.compilation is None or model.compilation is None:
        return False
    return wanted.digest() == model.digest() and wanted.compilation.metrics == model.compilation.metrics


def _same_data(right: Any, other: Any) -> bool:  # noqa: ANN401 - any wire value
    if isinstance(right, dict):
        return isinstance(other, dict) and all(key in other and _same_data(right[key], other[key]) for key in right)
    if isinstance(right, tuple):
        pairs = zip(right, other, strict=False) if isinstance(other, tuple) else ()
        return isinstance(other, tuple) and len(other) == len(right) and all(_same_data(*pair) for pair in pairs)
    if isinstance(right, float) and isinstance(other, int | float) and not isinstance(other, bool):
        return right == other or abs(right - other) <= (CHANGE if right.is_integer() else TABLE_DECIMALS)
    return type(right) is type(other) and bool(right == other)
