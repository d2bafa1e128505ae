"""The operations that a trainer answers: take the data, train a model and return its outputs for the test images."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.trainer.build import build

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Images = np.ndarray[Any, np.dtype[Any]]

PREDICTION_BATCH = 1000


def operations() -> Mapping[str, Callable[[Any], Any]]:
    """Make the operations of one trainer; must be called before TensorFlow has run anything."""
    _settle_tensorflow()
    return Trainer().operations()


def _settle_tensorflow() -> None:
    """One thread, no reordered sums: the same bits every time on one machine."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    import tensorflow as tf  # noqa: PLC0415 - after its environment is set

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)


class Trainer:
    """Holds the training data and the test images of one connection. It is never told a test label."""

    def __init__(self) -> None:
        self._data: tuple[Images, Images, Images] | None = None

    def operations(self) -> Mapping[str, Callable[[Any], Any]]:
        """Name the operations."""
        return {"training_data": self._take_training_data, "test_images": self._take_test_images, "train": self._train}

    def _take_training_data(self, request: dict[str, Any]) -> None:
        self._data = (_scaled(request["images"]), request["labels"].astype(np.int32), np.zeros((0, 28, 28)))

    def _take_test_images(self, images: Images) -> None:
        assert self._data is not None
        self._data = (*self._data[:2], _scaled(images))

    def _train(self, request: dict[str, Any]) -> dict[str, Any]:
        """Train the model of a plan from a seed; returns its outputs, float32 of shape (n, classes), or the problem."""
        import keras  # noqa: PLC0415 - slow

        assert self._data is not None
        images, labels, test_images = self._data
        try:
            keras.utils.set_random_seed(request["seed"])
            model = build(request["plan"])
            model.fit(images, labels, epochs=request["epochs"], batch_size=request["batch_size"], verbose=0)
            outputs = model.predict(test_images, batch_size=PREDICTION_BATCH, verbose=0)
            return {"outputs": np.asarray(outputs, np.float32)}
        except Exception as error:  # noqa: BLE001 - reported to staff; the next model can be trained all the same
            return {"problem": f"{type(error).__name__}: {str(error)[:1000]}"}
        finally:
            keras.backend.clear_session()


def _scaled(images: Images) -> Images:
    """Grade with the grader's own preprocessing, whatever the student's does: float32 in [0, 1]."""
    return images.astype(np.float32) / np.float32(255)
