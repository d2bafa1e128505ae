"""A data set of labelled 28 x 28 images, split into training and test, as an immutable value."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Array = np.ndarray[Any, np.dtype[np.uint8]]

NAMES = ("x_train", "y_train", "x_test", "y_test")
SIDE = 28
CLASSES = 10


def sha256(array: np.ndarray[Any, Any]) -> str:
    """Digest of an array's bytes in C order, without its shape and dtype."""
    return hashlib.sha256(np.ascontiguousarray(array).data).hexdigest()


@dataclass(frozen=True, eq=False)
class Digits:
    """Images, uint8 of shape (n, 28, 28), and labels 0 to 9, uint8 of shape (n,); the arrays can't be written to.

    `digest` names the data: it is the SHA-256 of the shapes and bytes of all four arrays. Raises DataError where the
    arrays are of another form.
    """

    name: str
    x_train: Array = field(repr=False)
    y_train: Array = field(repr=False)
    x_test: Array = field(repr=False)
    y_test: Array = field(repr=False)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        """Check the arrays' form, make them read-only and take their digest."""
        whole = hashlib.sha256()
        for name in NAMES:
            array = np.ascontiguousarray(getattr(self, name)).view()
            self._check(name, array)
            array.flags.writeable = False
            object.__setattr__(self, name, array)
            whole.update(f"{name}{array.shape}".encode())
            whole.update(array.data)
        object.__setattr__(self, "digest", whole.hexdigest())

    def _check(self, name: str, array: Array) -> None:
        inner = (SIDE, SIDE) if name.startswith("x") else ()
        partner = getattr(self, "y" + name[1:])
        if array.dtype != np.uint8 or array.shape != (len(partner), *inner) or not array.size:
            raise DataError(
                f"The array {name} of the data profile {self.name} is {array.dtype} of shape {array.shape}; wanted is "
                f"uint8 of shape {('n', *inner)}. Replace the data file by an intact one."
            )
        if not inner and array.max() >= CLASSES:
            raise DataError(f"The labels {name} of the data profile {self.name} are not all digits from 0 to 9.")


def digits_from(name: str, arrays: Mapping[str, Any]) -> Digits:
    """Make digits of arrays by their names; raises DataError where one is missing."""
    missing = [key for key in NAMES if key not in arrays]
    if missing:
        raise DataError(f"The data file of the profile {name} lacks the arrays {', '.join(missing)}.")
    return Digits(name, *(arrays[key] for key in NAMES))
