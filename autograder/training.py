"""Trains declared models on our side of the boundary, each distinct one once, in a cache keyed by content.

The trainer, a process of its own, gets training data and test images; the accuracy is computed here, where the test
labels are. A cache folder may have many writers, on one machine or several.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import json
import sys
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from filelock import FileLock

from autograder import atomic
from autograder.checks.architecture import Loss, Model, home_page_model
from autograder.checks.failure import CheckFailed
from autograder.data.digits import CLASSES
from autograder.errors import AutograderError
from autograder.wire.frames import DeadlineError, PeerDiedError
from autograder.wire.values import WireError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from autograder.data.digits import Digits

    Outputs = np.ndarray[Any, np.dtype[np.float32]]

SCHEME: Final = 1
"""Raised when the trainer changes so that the same plan gives other outputs."""

START_SECONDS: Final = 300.0
TRAINING_SECONDS: Final = 600.0
"""More than ten times what any allowed model takes, as the bounds on size and work keep training short."""

MOST_TRAINERS: Final = 2
"""How many trainers may be killed under one training."""

DIGEST_BYTES: Final = 32
LOCK_MODE: Final = 0o666
"""Everybody who shares a cache folder takes the same locks, whatever the umask of who came first; they are empty."""


class TrainingError(AutograderError):
    """The trainer failed, which is never the student's fault."""


class Client(Protocol):
    """The asking side of a connection to a trainer."""

    def ask(self, operation: str, arguments: object, seconds: float) -> Any:  # noqa: ANN401 - any wire value
        """Send a request and return the reply."""

    def close(self) -> None:
        """Close the connection."""


class Schedule(Protocol):
    """How models are trained; a profile of `course.yml` is one."""

    @property
    def epochs(self) -> int:
        """How often training goes through the training data."""

    @property
    def batch_size(self) -> int:
        """How many images make one step."""

    @property
    def seed(self) -> int:
        """The seed of initial weights, dropout and the order of the images."""


@dataclass(frozen=True)
class Trained:
    """One training that took place, since its outputs were not in the cache."""

    digest: str
    model: Model


class Training:
    """Answers with the outputs and accuracies of models; trains what is not in the cache folder yet.

    `connect` starts a trainer; it is not called until a model has to be trained. `trainings` lists those done here.
    """

    def __init__(self, connect: Callable[[], Client], cache: Path, digits: Digits, schedule: Schedule) -> None:
        self._connect = connect
        self._cache = cache
        self._digits = digits
        self._schedule = schedule
        self._client: Client | None = None
        self._has_complained = False
        self.trainings: list[Trained] = []

    def outputs(self, model: Model, seed: int | None = None) -> Outputs:
        """Give the outputs of the trained model for the test images, float32 of shape (n, 10).

        The seed is the schedule's unless another is given. Raises CheckFailed for a model that can't be trained on
        these data, and TrainingError where we failed.
        """
        require_trainable(model)
        file = self._cache / f"{self.key(model, seed)}.outputs"
        found = self._read(file)
        if found is not None:
            return found
        with contextlib.ExitStack() as held:
            with contextlib.suppress(OSError):  # without the lock, another process may train the same model: no harm
                self._cache.mkdir(parents=True, exist_ok=True)
                held.enter_context(FileLock(file.with_suffix(".lock"), mode=LOCK_MODE))
            found = self._read(file)  # another process may have trained it while this one waited
            if found is None:
                found = self._train(model, seed)
                self._keep(file, found)
        return found

    def accuracy(self, model: Model, seed: int | None = None) -> float:
        """Share of the test images that the trained model names rightly; rows that are not finite count as wrong."""
        outputs = self.outputs(model, seed)
        finite = np.isfinite(outputs).all(axis=1)
        right = outputs.argmax(axis=1) == self._digits.y_test
        return float(np.mean(right & finite))

    def reference_accuracy(self) -> float:
        """Accuracy of the grader's own home-page model, with its hidden activation."""
        return self.accuracy(home_page_model())

    def key(self, model: Model, seed: int | None = None) -> str:
        """Name in the cache: a digest of all that the outputs depend on, but for the machine's instruction set."""
        parts = {
            "scheme": SCHEME,
            "model": model.digest(),
            "data": self._digits.digest,
            "seed": self._schedule.seed if seed is None else seed,
            "epochs": self._schedule.epochs,
            "batch_size": self._schedule.batch_size,
            "versions": versions(),
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def close(self) -> None:
        """End the trainer, if one was started."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _train(self, model: Model, seed: int | None) -> Outputs:
        request = {
            "plan": model.plan(),
            "seed": self._schedule.seed if seed is None else seed,
            "epochs": self._schedule.epochs,
            "batch_size": self._schedule.batch_size,
        }
        reply = self._ask(model, request)
        outputs = reply.get("outputs") if type(reply) is dict else None
        if type(outputs) is not np.ndarray or not self._fits(outputs):
            problem = reply.get("problem") if type(reply) is dict else None
            raise TrainingError(f"The trainer could not train a model: {problem}.")
        self.trainings.append(Trained(self.key(model, seed), model))
        return outputs

    def _ask(self, model: Model, request: dict[str, Any]) -> Any:  # noqa: ANN401 - any wire value
        """Ask the trainer, and another one where it was killed under way.

        Raises TrainingError, and CheckFailed at the deadline of a model that is more work than the home page's: as a
        verdict it stands, where a fault of ours would have later runs train the model again.
        """
        for again in reversed(range(MOST_TRAINERS)):
            client = None
            try:
                client = self._connected()
                return client.ask("train", request, TRAINING_SECONDS)
            except (DeadlineError, PeerDiedError, WireError) as error:
                self.close()
                if client and isinstance(error, DeadlineError) and model.work() > home_page_model().work():
                    raise CheckFailed(
                        "The model takes too long to train.", "What does it have that the question does not ask for?"
                    ) from error
                if not again or not isinstance(error, PeerDiedError):
                    raise TrainingError(f"The trainer broke off ({type(error).__name__}). Grade again.") from error
        raise AssertionError

    def _connected(self) -> Client:
        if self._client is None:
            self._client = self._connect()
            data = {"images": self._digits.x_train, "labels": self._digits.y_train}
            self._client.ask("training_data", data, START_SECONDS)
            self._client.ask("test_images", self._digits.x_test, START_SECONDS)
        return self._client

    def _read(self, file: Path) -> Outputs | None:
        """Read outputs from the cache; None where there are none, or the file is damaged or can't be read."""
        try:
            content = file.read_bytes()
        except OSError:
            return None
        digest, body = content[:DIGEST_BYTES], content[DIGEST_BYTES:]
        if hashlib.sha256(body).digest() != digest:
            return None
        outputs = np.load(io.BytesIO(body), allow_pickle=False)
        return outputs if self._fits(outputs) else None

    def _keep(self, file: Path, outputs: Outputs) -> None:
        """Put outputs into the cache; where that can't be done, do without it and say so once."""
        try:
            _write(file, outputs)
        except OSError as error:
            if not self._has_complained:
                self._complain(error.strerror or type(error).__name__)

    def _complain(self, reason: str) -> None:
        self._has_complained = True
        if sys.__stderr__ is not None:  # `sys.stderr` itself is silent while checks run
            sys.__stderr__.write(
                f"note: Trained models can't be kept in {self._cache} ({reason}), so they are trained again whenever "
                "they are asked for. Make the folder writable.\n"
            )
            sys.__stderr__.flush()

    def _fits(self, outputs: np.ndarray[Any, Any]) -> bool:
        return bool(outputs.dtype == np.float32) and outputs.shape == (len(self._digits.x_test), CLASSES)


def require_trainable(model: Model) -> None:
    """Raise CheckFailed for a model that can't be trained on images of digits with whole-number labels."""
    if model.compilation is None:
        raise CheckFailed(
            "The model is not compiled, so it can't be trained.", "Where does your function call `compile`?"
        )
    if model.compilation.loss.name != Loss("sparse_categorical_crossentropy").name:
        raise CheckFailed(
            f"The loss `{model.compilation.loss.name}` does not fit labels that are whole numbers.",
            "Print `y_train[:3]`: one number for each image, or ten? Which cross-entropy takes that form?",
        )
    if model.output_shape() != (CLASSES,):
        raise CheckFailed(
            "The model does not give ten numbers for each image.",
            "What does `model.output_shape` say? Is every image flattened before the first Dense layer?",
        )


def _write(file: Path, outputs: Outputs) -> None:
    """Write with a checksum; raises OSError."""
    buffer = io.BytesIO()
    np.save(buffer, outputs, allow_pickle=False)
    body = buffer.getvalue()
    atomic.write(file, hashlib.sha256(body).digest() + body)


@functools.cache
def versions() -> dict[str, str]:
    """Versions of what the outputs come from, without importing any of it."""
    found = {name: metadata.version(name) for name in ("keras", "numpy")}
    for name in ("tensorflow-cpu", "tensorflow"):
        try:
            found["tensorflow"] = metadata.version(name)
            break
        except metadata.PackageNotFoundError:
            continue
    return found
