"""Opening a course's training: its digits, its model cache and the process that trains."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from autograder import data
from autograder.errors import UsageError
from autograder.sandbox.launch import Peer
from autograder.sandbox.limits import ProcessLimits
from autograder.training import Training

if TYPE_CHECKING:
    from autograder.course.schema import Course

TRAINER: Final = "autograder.trainer.serve"
CACHE: Final = Path(".autograder", "models")


class TrainerProcess:
    """A running trainer; it sees images and training labels, never a test label."""

    def __init__(self) -> None:
        self._peer = Peer(TRAINER, ProcessLimits())

    def ask(self, operation: str, arguments: object, seconds: float) -> Any:  # noqa: ANN401 - any wire value
        """Send a request and return the reply."""
        return self._peer.client.ask(operation, arguments, seconds)

    def close(self) -> None:
        """End the process."""
        with self._peer:
            self._peer.end()


def open_training(course: Course, root: Path, name: str | None = None, file: Path | None = None) -> Training:
    """Open the training of the course in `root`, by its active data profile or the one called `name`.

    `file` is the profile's data file where it is at none of its usual places. Raises UsageError for a profile that
    the course does not have, and DataError.
    """
    name = name or course.data.profile
    profile = dict(course.data.profiles).get(name)  # type: ignore[call-overload]  # any text may be asked for
    if profile is None:
        raise UsageError(f"The course has no data profile {name}. It has: {', '.join(course.data.profiles)}.")
    if file is None and profile.path is not None:
        file = root / profile.path
    return Training(TrainerProcess, root / CACHE, data.load(name, file), profile)
