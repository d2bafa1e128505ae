"""Loading a data profile by its name in `course.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.data import archive, embedded, idx
from autograder.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.data.digits import Digits


def load(profile: str, path: Path | None = None) -> Digits:
    """Load the digits of a profile; `path` is the file or folder that `course.yml` names, if it names one.

    Nothing is downloaded. Raises DataError, naming the file and the remedy.
    """
    match profile:
        case embedded.NAME:
            if path is not None:
                raise DataError("The data profile mnist-5k comes with the package: remove its `path` from course.yml.")
            return embedded.embedded_digits()
        case archive.NAME:
            return archive.mnist(path)
        case idx.NAME:
            return idx.fashion_mnist(path)
        case _:
            known = f"{embedded.NAME}, {archive.NAME}, {idx.NAME}"
            raise DataError(f"There is no data profile {profile}. The profiles are {known}.")
