"""The one canonical form of a declared model, as written and with its activations merged into their layers.

Names, spellings and ways of building are gone from it, so that two models that train alike are equal and have one
digest. Nothing here knows Keras: it is plain data that the trainer builds from.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, field, replace
from typing import Any, Final

from autograder.checks.allowed import ELEMENT_WORK, SLOW_ACTIVATIONS, SLOW_ELEMENT_WORK


@dataclass(frozen=True)
class Part:
    """A thing of Keras known by its name and numbers: an activation, initializer, regularizer or optimizer."""

    name: str
    parameters: tuple[tuple[str, float | bool], ...] = ()


LINEAR: Final = Part("linear")
RELU: Final = Part("relu")
SOFTMAX: Final = Part("softmax")
GLOROT_UNIFORM: Final = Part("GlorotUniform")
ZEROS: Final = Part("Zeros")

ADAM: Final = Part(
    "Adam", (("amsgrad", False), ("beta_1", 0.9), ("beta_2", 0.999), ("epsilon", 1e-7), ("learning_rate", 0.001))
)
"""With the settings that it has by default."""

COMMUTES_WITH_DROPOUT: Final = frozenset({"linear", "relu", "leaky_relu"})
"""f(c z) = c f(z) for c >= 0, so it does not matter whether dropout scales before or after."""


@dataclass(frozen=True)
class Flatten:
    """Turns each example into a vector."""


@dataclass(frozen=True)
class Dense:
    """A fully connected layer, with its activation where it has one."""

    units: int
    activation: Part = LINEAR
    use_bias: bool = True
    kernel_initializer: Part = GLOROT_UNIFORM
    bias_initializer: Part = ZEROS
    kernel_regularizer: Part | None = None
    bias_regularizer: Part | None = None


@dataclass(frozen=True)
class Dropout:
    """Sets a share of its inputs to zero while training."""

    rate: float


@dataclass(frozen=True)
class Activation:
    """An activation as a layer of its own."""

    activation: Part


Layer = Flatten | Dense | Dropout | Activation


@dataclass(frozen=True)
class Loss:
    """A loss by the name of its function in `keras.losses`; `from_logits` is False where it has no such setting."""

    name: str
    from_logits: bool = False


@dataclass(frozen=True)
class Compilation:
    """What `compile` was told. Metrics do not affect training; they are names, with `custom` for a student's own."""

    optimizer: Part
    loss: Loss
    metrics: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Model:
    """A chain of layers and what it was compiled with; `input_shape` is that of one example."""

    input_shape: tuple[int, ...]
    layers: tuple[Layer, ...]
    compilation: Compilation | None = None

    def fused(self) -> Model:
        """Make the same function with activations in the Dense layers before them and without no-ops."""
        layers: list[Layer] = []
        for layer in self.layers:
            if not isinstance(layer, Activation):
                layers.append(layer)
                continue
            if layer.activation == LINEAR:
                continue
            at = len(layers) - 1
            if layer.activation.name in COMMUTES_WITH_DROPOUT:
                while at >= 0 and isinstance(layers[at], Dropout):
                    at -= 1
            before = layers[at] if at >= 0 else None
            if isinstance(before, Dense) and before.activation == LINEAR:
                layers[at] = replace(before, activation=layer.activation)
            else:
                layers.append(layer)
        return replace(self, layers=tuple(layers))

    def output_shape(self) -> tuple[int, ...]:
        """Work out the shape of one example's output."""
        shape = self.input_shape
        for layer in self.layers:
            if isinstance(layer, Flatten):
                shape = (math.prod(shape),)
            elif isinstance(layer, Dense):
                shape = (*shape[:-1], layer.units)
        return shape

    def parameter_count(self) -> int:
        """How many numbers training adjusts."""
        shape, count = self.input_shape, 0
        for layer in self.layers:
            if isinstance(layer, Dense):
                count += (shape[-1] + layer.use_bias) * layer.units
            shape = Model(shape, (layer,)).output_shape()
        return count

    def work(self) -> int:
        """How much training on one example takes, in multiply-adds: those of Dense layers, and what elements cost.

        A Dense layer before `Flatten` works on every row, so that a few parameters can make much work.
        """
        shape, work = self.input_shape, 0
        for layer in self.fused().layers:
            inputs = shape[-1]
            shape = Model(shape, (layer,)).output_shape()
            elements = math.prod(shape)
            match layer:
                case Dense(activation=activation):
                    work += elements * (inputs + _element_work(activation))
                case Activation(activation=activation):
                    work += elements * _element_work(activation)
                case Dropout():  # drawing a random number takes as long as the slowest activations
                    work += elements * SLOW_ELEMENT_WORK
        return work

    def plan(self) -> dict[str, Any]:
        """Write down what the trainer needs, as JSON-able data: two models with one plan have one training."""
        model = self.fused()
        return {
            "input_shape": list(model.input_shape),
            "layers": [_plan(layer) for layer in model.layers],
            "optimizer": None if model.compilation is None else _plan(model.compilation.optimizer),
            "loss": None if model.compilation is None else _plan(model.compilation.loss),
        }

    def digest(self) -> str:
        """SHA-256 of the plan."""
        return hashlib.sha256(json.dumps(self.plan(), sort_keys=True, allow_nan=False).encode()).hexdigest()


def _element_work(activation: Part) -> int:
    return SLOW_ELEMENT_WORK if activation.name in SLOW_ACTIVATIONS else ELEMENT_WORK


def _plan(item: object) -> dict[str, Any]:
    """Write one dataclass as a dict that names its kind."""
    if isinstance(item, Part):
        return {"name": item.name, "parameters": dict(item.parameters)}
    fields = {name: _plan(value) if isinstance(value, Part) else value for name, value in vars(item).items()}
    return {"kind": type(item).__name__, **fields}


def home_page_model(activation: Part = RELU, output: Part = SOFTMAX) -> Model:
    """Make the model of TensorFlow's home page, with the hidden and the output activation to choose.

    With a linear output the loss is told that it gets logits.
    """
    layers = (Flatten(), Dense(128, activation), Dropout(0.2), Dense(10, output))
    loss = Loss("sparse_categorical_crossentropy", from_logits=output == LINEAR)
    return Model((28, 28), layers, Compilation(ADAM, loss, ("accuracy",)))
