"""Decides whether variables of Keras wait with their values: where a rehearsal has shown that nobody can tell.

Building a model without values takes a fifth of the time, as TensorFlow need not be started for it. A version of Keras
in which any of this is otherwise costs that time and nothing else. Where a process is launched by itself, Keras is not
imported yet when this is decided, so that nothing waits: a rehearsal of its own would take longer than it saves.
"""

from __future__ import annotations

import functools
import os
import sys
import threading
import warnings
from typing import Any

from autograder.worker import waiting
from autograder.worker.declare import declaration
from autograder.worker.running import tensorflow_is_running


def defer_variables() -> None:
    """Let all variables that are made from now on wait, where Keras was imported and this was rehearsed."""
    if "keras" in sys.modules and _is_unseen():
        waiting.begin(*_libraries())


def prepare_before_fork() -> None:
    """Rehearse, then build a model once for all workers that are forked from this process: Keras looks much up once.

    No variable of it gets a value, and Keras counts names for each thread, so that no worker sees a trace of it.
    """
    if _is_unseen():
        thread = threading.Thread(target=_build_for_declaration)
        thread.start()
        thread.join()


@functools.cache
def _is_unseen() -> bool:
    """Say whether values that waited are the same, and TensorFlow is not started before; tried in a process apart."""
    if sys.modules["keras"].config.backend() != "tensorflow" or tensorflow_is_running():
        return False
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if _rehearse() else 1)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def _rehearse() -> bool:
    keras, tensorflow = _libraries()
    with warnings.catch_warnings(action="ignore"):
        waiting.begin(keras, tensorflow)
        late = _model(keras)
        declared = declaration(late)
        if tensorflow_is_running():
            return False
        values = _values(late)
        waiting.end(keras)
        at_once = _model(keras)
        return declared == declaration(at_once) and values == _values(at_once)


def _build_for_declaration() -> None:
    keras, tensorflow = _libraries()
    waiting.begin(keras, tensorflow)
    try:
        with warnings.catch_warnings(action="ignore"):
            declaration(_model(keras))
    finally:
        waiting.end(keras)


def _libraries() -> tuple[Any, Any]:
    return sys.modules["keras"], sys.modules["tensorflow"]


def _model(keras: Any) -> Any:  # noqa: ANN401 - a module, and an object of it
    """Build a model of what notebooks of this course use."""
    layers, seeded = keras.layers, keras.initializers.HeNormal(seed=1)
    model = keras.Sequential(
        [
            layers.Flatten(input_shape=(4, 4)),
            layers.Dense(4, activation="relu", kernel_initializer=keras.initializers.GlorotUniform(seed=2)),
            layers.Activation("tanh"),
            layers.Dropout(0.5, seed=3),
            layers.Dense(2, activation="softmax", kernel_initializer=seeded),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def _values(model: Any) -> list[str]:  # noqa: ANN401 - an object of Keras
    """Write down all values of a model, as they are shown and as they are, with their types."""
    variables = [*model.variables, *model.optimizer.variables]
    return [f"{variable.numpy()!r} {variable.value.numpy()!r}" for variable in variables]
