"""Fashion-MNIST from the four IDX files of Debian's package dataset-fashion-mnist, verified by digest."""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from autograder.data.digits import Digits, digits_from, sha256
from autograder.errors import DataError

if TYPE_CHECKING:
    from autograder.data.digits import Array

NAME = "fashion-mnist"
FOLDER = Path("/usr/share/datasets/fashion-mnist")
"""Where the Debian package puts its files."""

FILES = {
    "x_train": ("train-images-idx3-ubyte.gz", "2e487a6c89124f78f2d7521542223cafe96f7123c3ca13d447772ac6ecbb3012"),
    "y_train": ("train-labels-idx1-ubyte.gz", "657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7"),
    "x_test": ("t10k-images-idx3-ubyte.gz", "c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a"),
    "y_test": ("t10k-labels-idx1-ubyte.gz", "3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9"),
}
UNSIGNED_BYTE = 8
REMEDY = (
    "Install the Debian package dataset-fashion-mnist, or name the folder of its four files as "
    "`data.profiles.fashion-mnist.path` in course.yml."
)


def fashion_mnist(folder: Path | None) -> Digits:
    """Load the profile fashion-mnist: 60,000 training and 10,000 test images of ten kinds of clothing.

    Raises DataError where a file is missing, unreadable or holds another array.
    """
    arrays = {}
    for name, (file, digest) in FILES.items():
        array = _read((folder or FOLDER) / file)
        if sha256(array) != digest:
            raise DataError(f"The file {(folder or FOLDER) / file} is not that of Fashion-MNIST. {REMEDY}")
        arrays[name] = array
    return digits_from(NAME, arrays)


def _read(file: Path) -> Array:
    try:
        content = gzip.decompress(file.read_bytes())
    except FileNotFoundError:
        raise DataError(f"The data profile {NAME} needs the file {file}, which is not there. {REMEDY}") from None
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"The file {file} of the data profile {NAME} can't be read. {REMEDY}") from error
    return read_idx(content, file)


def read_idx(content: bytes, file: Path) -> Array:
    """Decode an IDX file of unsigned bytes: two zero bytes, the type, the number of axes, each extent, the values."""
    axes = content[3] if len(content) > 3 else 0  # noqa: PLR2004 - the magic number has four bytes
    start = 4 + 4 * axes
    shape = tuple(int.from_bytes(content[at : at + 4], "big") for at in range(4, start, 4))
    if content[:3] != bytes([0, 0, UNSIGNED_BYTE]) or len(content) - start != math.prod(shape):
        raise DataError(f"The file {file} is not an IDX file of unsigned bytes. {REMEDY}")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)
