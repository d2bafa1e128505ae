"""Opening a course's training: its digits, its model cache and the process that trains."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from autograder import data
from autograder.errors import UsageError
from autograder.sandbox.inside.limits import ProcessLimits
from autograder.training import Training

if TYPE_CHECKING:
    from autograder.course.schema import Course
    from autograder.sandbox.launch import Sandbox

TRAINER: Final = "autograder.trainer.serve"
LIMITS: Final = ProcessLimits(memory_bytes=4_000_000_000, file_bytes=1 << 20, processes=64)
CACHE: Final = Path(".autograder", "models")


class TrainerProcess:
    """A running trainer in the sandbox; it sees images and training labels, never a test label."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._peer = sandbox.start(TRAINER, LIMITS, ["tensorflow"])

    def ask(self, operation: str, arguments: object, seconds: float) -> Any:  # noqa: ANN401 - any wire value
        """Send a request and return the reply."""
        return self._peer.client.ask(operation, arguments, seconds)

    def close(self) -> None:
        """End the process."""
        self._peer.discard()


def open_training(
    course: Course, root: Path, sandbox: Sandbox, name: str | None = None, file: Path | None = None
) -> Training:
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
    return Training(lambda: TrainerProcess(sandbox), root / CACHE, data.load(name, file), profile)
