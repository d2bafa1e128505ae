"""Reads the layers of a declared model into their canonical form; its messages name a layer by position and class."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from autograder.checks import allowed
from autograder.checks.architecture import LINEAR, Activation, Dense, Dropout, Flatten, Layer, Part
from autograder.checks.untrusted import (
    DeclarationRejected,
    Tree,
    plain_number,
    public_name,
    sayable,
    settings_of,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_layer(position: int, node: Tree, shape: tuple[int, ...]) -> Layer | None:
    """Read the layer at a position, counted from 1, to which examples of `shape` come; None where it does nothing.

    Raises DeclarationRejected.
    """
    return _LayerReader(position, node).read(shape)


_FOR_VECTORS: Final = {name: keys for name, keys in allowed.INITIALIZERS.items() if name not in allowed.NOT_FOR_VECTORS}


class _LayerReader:
    """Reads one layer's node; its messages name the layer by position and class."""

    def __init__(self, position: int, node: Tree) -> None:
        self._node = node
        kind, space, name = public_name(node)
        self._known = kind == "object"
        self._name = f"{space}.{name}"
        self._label = f"Layer {position} ({sayable(name)})"

    def read(self, shape: tuple[int, ...]) -> Layer | None:  # noqa: C901, PLR0911 - one case a layer
        """Read the layer, to which examples of `shape` come; None for one that does nothing."""
        if not self._known:
            raise self._rejected(
                "is not one of Keras' own layers", "Which layer of `keras.layers` does what yours is meant to do?"
            )
        settings = settings_of(self._node)
        self._check_common(settings)
        match self._name:
            case "keras.layers.Identity":
                return None
            case "keras.layers.Flatten":
                return Flatten()
            case "keras.layers.Reshape":
                target = settings.get("target_shape")
                if type(target) is list and len(target) == 1 and target[0] in (-1, math.prod(shape)):
                    return Flatten()
                raise self._rejected("turns images into something else than vectors", "Try `Flatten` in its place.")
            case "keras.layers.Dense":
                return self._dense(settings)
            case "keras.layers.Dropout":
                if settings.get("noise_shape") is not None:
                    raise self._rejected("has a `noise_shape`", "The rate is all that is asked for.")
                return Dropout(self._number(settings, "rate", 0, 1))
            case "keras.layers.Activation":
                return Activation(self._activation(settings.get("activation"), len(shape)))
            case name if name in allowed.ACTIVATION_LAYERS or name in allowed.OPERATIONS:
                return Activation(self._activation(self._node, len(shape)))
        raise self._rejected("is of a kind that this question does not call for", "Which layers does it ask for?")

    def _check_common(self, settings: Mapping[str, Tree]) -> None:
        if self._node.get("arguments"):
            raise self._rejected(
                "is called with extra arguments, which would hold at all times",
                "`training=True` leaves dropout on for predictions. Keras sets it when it has to be: can it go?",
            )
        if settings.get("trainable", True) is not True:
            raise self._rejected("is frozen: its `trainable` is off", "Can a frozen layer learn?")
        if settings.get("dtype", "float32") != "float32":
            raise self._rejected("does not compute in float32", "Is its `dtype`, or Keras' dtype policy, set anywhere?")

    def _dense(self, settings: Mapping[str, Tree]) -> Dense:
        units = settings.get("units")
        if type(units) is not int or not 0 < units <= allowed.MAX_UNITS:
            raise self._rejected("has too many units", "How many does the question ask for?")
        if type(settings.get("use_bias")) is not bool:
            raise unreadable()
        for name in (
            "activity_regularizer",
            "kernel_constraint",
            "bias_constraint",
            "lora_rank",
            "quantization_config",
        ):
            if settings.get(name) is not None:
                raise self._rejected(f"has a `{name}`, which the question does not call for", "Can it go?")
        return Dense(
            units=units,
            activation=self._activation(settings.get("activation"), 1),
            use_bias=settings["use_bias"],
            kernel_initializer=self._part(settings.get("kernel_initializer"), "initializer", allowed.INITIALIZERS),
            bias_initializer=self._part(settings.get("bias_initializer"), "initializer", _FOR_VECTORS),
            kernel_regularizer=self._regularizer(settings.get("kernel_regularizer")),
            bias_regularizer=self._regularizer(settings.get("bias_regularizer")),
        )

    def _regularizer(self, node: Tree) -> Part | None:
        return None if node is None else self._part(node, "regularizer", allowed.REGULARIZERS)

    def _part(self, node: Tree, what: str, known: Mapping[str, tuple[str, ...]]) -> Part:
        kind, space, name = public_name(node)
        if kind != "object" or space != f"keras.{what}s" or name not in known:
            raise self._rejected(f"has the {what} `{sayable(name)}`, which the grader does not rebuild", "Can it go?")
        settings = settings_of(node)
        low = 0.0 if what == "regularizer" else -math.inf
        return Part(name, tuple((key, self._number(settings, key, low)) for key in known[name]))

    def _activation(self, node: Tree, axes: int) -> Part:
        """Read an activation that is given as a function, as a layer or as an operation on `axes` axes."""
        if node is None:
            return LINEAR
        kind, space, last = public_name(node)
        name, last = f"{space}.{last}", sayable(last)
        if kind == "function" and name in allowed.FUNCTIONS:
            canonical = allowed.FUNCTIONS[name]
            return Part(canonical, allowed.DEFAULTS.get(canonical, ()))
        if kind == "object" and name == "keras.layers.Activation":
            return self._activation(settings_of(node).get("activation"), axes)
        canonical = allowed.ACTIVATION_LAYERS.get(name) or allowed.OPERATIONS.get(name, "")
        if kind == "object" and canonical:
            return self._parametric(canonical, settings_of(node), axes)
        if kind == "custom":
            raise self._rejected(
                f"has the activation `{last}`, which is none of TensorFlow's own functions",
                "Is it a function of your own, or another library's? Which name in `keras.activations` does the same?",
            )
        raise self._rejected(
            f"has `{last}` for an activation, which the grader does not rebuild",
            "Which name in `keras.activations` does the same?",
        )

    def _parametric(self, name: str, settings: Mapping[str, Tree], axes: int) -> Part:
        """Bring an activation with settings to the form that a function of `keras.activations` has."""
        numbers = {
            key: self._number(settings, key) for key in ("negative_slope", "alpha") if settings.get(key) is not None
        }
        slope = numbers.get("negative_slope", 0.0)
        if settings.get("threshold", 0) not in (0, 0.0) or settings.get("approximate", False) is not False:
            raise self._rejected("has settings that change the function", "What does it do with its default settings?")
        if settings.get("axis", -1) not in (-1, axes):
            raise self._rejected("works along another axis than that of the classes", "Which axis holds the classes?")
        match name:
            case "relu" if settings.get("max_value") is not None:
                if slope or settings["max_value"] != 6:  # noqa: PLR2004 - the one bound that has a name
                    raise self._rejected("has settings that change the function", "What does ReLU do without any?")
                return Part("relu6")
            case "relu" | "leaky_relu":
                return Part("leaky_relu", (("negative_slope", slope),)) if slope else Part("relu")
            case "elu":
                return Part("elu", (("alpha", numbers.get("alpha", 1.0)),))
        return Part(name)

    def _number(self, settings: Mapping[str, Tree], key: str, low: float = -math.inf, high: float = math.inf) -> float:
        value = plain_number(settings.get(key))
        if value is None or not low <= value <= high:
            raise self._rejected(f"has a `{key}` that is no number in its range", "Which values make sense there?")
        return value

    def _rejected(self, what: str, hint: str) -> DeclarationRejected:
        return DeclarationRejected(f"{self._label} {what}.", hint)
