"""Builds a Keras model from a plan by our own code: nothing that Keras could load or look up by name comes in."""

from __future__ import annotations

import functools
from typing import Any

Plan = dict[str, Any]
"""What `autograder.checks.architecture.Model.plan` writes."""


def build(plan: Plan) -> Any:  # noqa: ANN401 - a Keras model
    """Build and compile the model of a plan, with weights as the global random seed makes them."""
    import keras  # noqa: PLC0415 - slow, and not before the threads are set

    model = keras.Sequential(
        [keras.Input(tuple(plan["input_shape"])), *(_layer(keras, layer) for layer in plan["layers"])]
    )
    loss = _loss(keras, plan["loss"])
    # Several batches a call save most of the time and change no bit of the result.
    model.compile(optimizer=_part(keras.optimizers, plan["optimizer"]), loss=loss, steps_per_execution=50)
    return model


def _layer(keras: Any, layer: Plan) -> Any:  # noqa: ANN401 - Keras' module and layer
    match layer["kind"]:
        case "Flatten":
            return keras.layers.Flatten()
        case "Dropout":
            return keras.layers.Dropout(layer["rate"])
        case "Activation":
            return keras.layers.Activation(_activation(keras, layer["activation"]))
        case "Dense":
            return keras.layers.Dense(
                layer["units"],
                activation=_activation(keras, layer["activation"]),
                use_bias=layer["use_bias"],
                kernel_initializer=_part(keras.initializers, layer["kernel_initializer"]),
                bias_initializer=_part(keras.initializers, layer["bias_initializer"]),
                kernel_regularizer=_part(keras.regularizers, layer["kernel_regularizer"]),
                bias_regularizer=_part(keras.regularizers, layer["bias_regularizer"]),
            )
    raise ValueError(layer["kind"])


def _part(module: Any, part: Plan | None) -> Any:  # noqa: ANN401 - an object of Keras
    return None if part is None else getattr(module, part["name"])(**part["parameters"])


def _activation(keras: Any, part: Plan) -> Any:  # noqa: ANN401 - Keras' module
    function = getattr(keras.activations, part["name"])
    return functools.partial(function, **part["parameters"]) if part["parameters"] else function


def _loss(keras: Any, loss: Plan) -> Any:  # noqa: ANN401 - Keras' module and loss
    if loss["name"] != "sparse_categorical_crossentropy":
        raise ValueError(loss["name"])
    return keras.losses.SparseCategoricalCrossentropy(from_logits=loss["from_logits"])
