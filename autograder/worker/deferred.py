"""Has Keras make the values of variables when they are first used, as most models are built to be looked at.

Building a model without them takes a third of the time, and TensorFlow itself need not be started for it. Whoever uses
a value finds it as if it had been there all along, since Keras draws an initializer's seed when it makes the
initializer; what is asked of a variable's shape, type or name needs no value.
"""

from __future__ import annotations

import os
import sys
import threading
import warnings
from typing import Any, Final

import numpy as np

from autograder.worker.declare import declaration

NUMBERS: Final = (int, float)


def defer_variables() -> None:
    """Defer the values of all variables that are made from now on, where Keras is imported and runs on TensorFlow."""
    keras = sys.modules.get("keras")
    if keras is not None and keras.config.backend() == "tensorflow":
        for name, value in _methods(keras.Variable.__base__).items():
            setattr(keras.Variable, name, value)


def prepare_before_fork() -> None:
    """Build a model once for all workers that are forked from this process, as Keras looks much up only once.

    No variable of it gets a value, and Keras counts names for each thread, so that no worker sees a trace of it. With a
    version of Keras that starts TensorFlow all the same, nothing is built, as no fork would outlive that.
    """
    child = os.fork()
    if child == 0:
        try:
            _build_deferred()
            os._exit(_tensorflow_is_running())
        finally:
            os._exit(1)
    if os.waitpid(child, 0)[1] == 0:
        thread = threading.Thread(target=_build_deferred)
        thread.start()
        thread.join()


def _tensorflow_is_running() -> bool:
    state = getattr(sys.modules.get("tensorflow.python.eager.context"), "_context", None)
    return state is not None and state._initialized  # noqa: SLF001 - TensorFlow has no public way to ask


def _build_deferred() -> None:
    keras = sys.modules["keras"]
    defer_variables()
    try:
        with warnings.catch_warnings(action="ignore"):
            declaration(_model(keras))
    finally:
        for name in _methods(object):
            delattr(keras.Variable, name)


def _model(keras: Any) -> object:  # noqa: ANN401 - a module
    """Build a model of what notebooks of this course use."""
    layers = keras.layers
    model = keras.Sequential(
        [
            layers.Flatten(input_shape=(4, 4)),
            layers.Dense(4, activation="relu"),
            layers.Activation("tanh"),
            layers.Dropout(0.5),
            layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


class _Number:
    """An initializer that brings one number."""

    def __init__(self, number: float, convert: Any) -> None:  # noqa: ANN401 - a function of Keras
        self.number = number
        self._convert = convert

    def __call__(self, shape: tuple[int, ...], dtype: str) -> object:
        del shape  # as Keras asks an initializer; a number has none
        return self._convert(self.number, dtype=dtype)


def _methods(plain: Any) -> dict[str, object]:  # noqa: ANN401 - a class of Keras
    """Make the methods with which variables wait with their values; `plain` is the class that has Keras' own ones."""
    tensorflow = sys.modules["tensorflow"]

    def make(self: Any, initializer: Any, shape: Any = None, dtype: Any = None, *rest: Any, **options: Any) -> None:  # noqa: ANN401
        if type(initializer) in NUMBERS and shape is None and dtype is not None:
            initializer, shape = _Number(initializer, self._convert_to_tensor), ()
        plain.__init__(self, initializer, shape, dtype, *rest, **options)

    def initialize(self: Any, initializer: Any) -> None:  # noqa: ANN401
        if tensorflow.executing_eagerly() and not tensorflow.distribute.has_strategy():
            self._waiting = initializer
        else:
            plain._initialize_with_initializer(self, initializer)  # noqa: SLF001

    def get_value(self: Any) -> Any:  # noqa: ANN401
        initializer = self.__dict__.get("_waiting")
        if initializer is not None:
            with tensorflow.init_scope():
                plain._initialize_with_initializer(self, initializer)  # noqa: SLF001
        return self._made

    def set_value(self: Any, value: Any) -> None:  # noqa: ANN401
        self._made, self._waiting = value, None

    def numpy(self: Any) -> Any:  # noqa: ANN401
        initializer = self.__dict__.get("_waiting")
        if type(initializer) is _Number:
            return np.array(initializer.number, self._dtype)
        return plain.numpy(self)

    return {
        "__init__": make,
        "_initialize_with_initializer": initialize,
        "_value": property(get_value, set_value),
        "numpy": numpy,
    }
