"""The full MNIST from an npz file as Keras caches it, its arrays verified by digest."""

from __future__ import annotations

import os
import zipfile
import zlib
from pathlib import Path

import numpy as np

from autograder.data.digits import NAMES, Digits, digits_from, sha256
from autograder.errors import DataError

NAME = "mnist"
SHA256 = {
    "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}
REMEDY = (
    "Fetch it with `python -c 'import keras; keras.datasets.mnist.load_data()'`, or name an intact file as "
    "`data.profiles.mnist.path` in course.yml, or use the profile mnist-5k, which needs no file."
)


def keras_cache() -> Path:
    """Where Keras keeps the file that its `datasets.mnist.load_data()` fetched."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "datasets" / "mnist.npz"


def mnist(path: Path | None) -> Digits:
    """Load the profile mnist: 60,000 training and 10,000 test images, from a file or else from Keras' cache.

    Raises DataError where the file is missing, unreadable or holds other arrays.
    """
    file = path or keras_cache()
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in NAMES if name in archive}
    except FileNotFoundError:
        raise DataError(f"The data profile mnist needs the file {file}, which is not there. {REMEDY}") from None
    except (OSError, ValueError, AttributeError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise DataError(f"The file {file} of the data profile mnist can't be read. {REMEDY}") from error
    digits = digits_from(NAME, arrays)
    for name, digest in SHA256.items():
        if sha256(arrays[name]) != digest:
            raise DataError(f"The array {name} in {file} is not that of MNIST. {REMEDY}")
    return digits
