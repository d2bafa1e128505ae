"""The 5,000 MNIST digits that come with the package, and their fixed split into training and test."""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.data.digits import CLASSES, Digits, sha256
from autograder.errors import DataError

if TYPE_CHECKING:
    from autograder.data.digits import Array

NAME = "mnist-5k"
FILE = "mnist_5k.npz"
SHA256 = {
    "x": "2913c6b6527114b7307e1086335a7665e3f94c74aba3d67525e6f116bf5ae20f",
    "y": "41b7b0a9d94690a3a2f54a1d01a9f1cc1b9512e3954fb737ad5ed9f66972403d",
}
TRAINING_PER_CLASS = 400
SPLIT_SALT = "24"
"""Splits of so few images differ in difficulty, by up to .02 in accuracy. This salt was chosen among a few: on its
split, models with and without the hidden activation lie far inside the thresholds of `course.yml`."""

ORDER_SALT = "order"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name: a real one would make every rebuilt file differ."""


def embedded_digits() -> Digits:
    """Load the profile mnist-5k: 4,000 training and 1,000 test images, classes balanced in both.

    Raises DataError where the package's own file is damaged.
    """
    with np.load(io.BytesIO(files("autograder.data").joinpath(FILE).read_bytes()), allow_pickle=False) as archive:
        arrays = {key: archive[key] for key in SHA256}
    if any(sha256(arrays[key]) != digest for key, digest in SHA256.items()):
        raise DataError(f"The package's own data file {FILE} is damaged. Install the package again.")
    return split(arrays["x"], arrays["y"])


def split(images: Array, labels: Array) -> Digits:
    """Split by the rank of each image's SHA-256 within its class, and order both parts by a second digest.

    So the split depends on the images alone: not on their order, nor on a random generator that may change.
    """
    by_rank = sorted(range(len(images)), key=lambda index: _rank(images[index], SPLIT_SALT))
    train: list[int] = []
    test: list[int] = []
    for label in range(CLASSES):
        members = [index for index in by_rank if labels[index] == label]
        train += members[:TRAINING_PER_CLASS]
        test += members[TRAINING_PER_CLASS:]
    for part in (train, test):
        part.sort(key=lambda index: _rank(images[index], ORDER_SALT))
    return Digits(NAME, images[train], labels[train], images[test], labels[test])


def _rank(image: Array, salt: str) -> bytes:
    return hashlib.sha256(salt.encode() + image.tobytes()).digest()


def training_file() -> bytes:
    """Make the file `digits.npz` that is released beside the notebook: only `x_train` and `y_train` of mnist-5k.

    The same bytes on every machine: fixed times, and no compression, since compressors differ between systems.
    """
    digits = embedded_digits()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in ("x_train", "y_train"):
            member = zipfile.ZipInfo(f"{name}.npy", EARLIEST)
            member.create_system = 3  # the value that zipfile writes on Unix, on every system
            member.external_attr = 0o644 << 16
            archive.writestr(member, _npy(getattr(digits, name)))
    return buffer.getvalue()


def _npy(array: np.ndarray[Any, Any]) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()
