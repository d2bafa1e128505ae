"""The files that stand beside a released notebook, named by an assignment's `files` in `course.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _training_file() -> bytes:
    from autograder.data import training_file  # noqa: PLC0415 - reads the digits; most releases don't need them

    return training_file()


EXTRA_FILES: Mapping[str, Callable[[], bytes]] = {"digits.npz": _training_file}
