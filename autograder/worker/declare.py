"""Describes a Keras model as plain data: what it consists of and how it was compiled, never the model itself.

Keras' own configuration is not used: it writes a function of the student's named `relu` as `"relu"`, and
`tf.nn.softmax` as `"softmax_v2"`. So each setting is read from the layer itself, and functions and classes are
named by what they *are*: by the public name under which Keras or TensorFlow has that very object.
"""

from __future__ import annotations

import functools
import inspect
import sys
from typing import Any

Tree = Any
"""A dict, list, str, int, float, bool or None, nested."""

MAX_LAYERS = 64
MAX_DEPTH = 6
MAX_ITEMS = 32
MAX_TEXT = 100

FUNCTION_SPACES = ("keras.activations", "keras.losses", "keras.metrics", "keras.ops", "tensorflow.nn", "tensorflow")
CLASS_SPACES = (
    "keras.layers",
    "keras.optimizers",
    "keras.optimizers.schedules",
    "keras.losses",
    "keras.metrics",
    "keras.initializers",
    "keras.regularizers",
    "keras.constraints",
)
OPERATION_MODULES = ("keras.src.ops.", "keras.src.activations.")
"""Where Keras keeps the operations that a functional model records when it calls `keras.activations.relu(x)`."""


class _OddModelError(Exception):
    """The model has no form that a declaration can describe; the argument says why, in one of a few words."""


def prepare_before_fork() -> None:
    """Make the tables of known functions and classes once for all workers that are forked from this process."""
    _known_functions()


def declaration(model: object) -> Tree | None:
    """Describe a Keras model; None for anything else.

    The tree has the keys `model` (its class), `problem` (empty where the description is whole), `input` (shape and
    dtype, or None), `layers` (in order) and `compiled` (None or the settings of `compile`).
    """
    keras = sys.modules.get("keras")
    if keras is None or not isinstance(model, keras.Model):
        return None
    tree: dict[str, Tree] = {"model": _class_name(type(model)), "problem": "", "input": None, "layers": []}
    tree["compiled"] = None
    try:
        steps = _chain(model, keras, 0)
        tree["layers"] = [_step(step) for step in steps]
        tree["input"] = _input(model)
        tree["compiled"] = _compiled(model, keras)
    except _OddModelError as odd:
        tree["problem"] = str(odd)
    except Exception:  # noqa: BLE001 - a model of a student's may misbehave in any way
        tree["problem"] = "unreadable"
    return tree


def _chain(model: Any, keras: Any, depth: int) -> list[tuple[Any, dict[str, Any]]]:  # noqa: ANN401 - objects of Keras
    """List the layers in the order of the data, each with the extra arguments of its call; nested models inlined."""
    if depth > MAX_DEPTH:
        raise _OddModelError("too_deep")
    steps: list[tuple[Any, dict[str, Any]]] = []
    for layer, arguments in _own_steps(model, keras):
        if isinstance(layer, keras.Model):
            steps += [(inner, {**own, **arguments}) for inner, own in _chain(layer, keras, depth + 1)]
        elif type(layer) is not keras.layers.InputLayer:
            steps.append((layer, arguments))
    if len(steps) > MAX_LAYERS:
        raise _OddModelError("too_many_layers")
    if len({id(layer) for layer, _ in steps}) < len(steps):
        raise _OddModelError("shared_layer")
    return steps


def _own_steps(model: Any, keras: Any) -> list[tuple[Any, dict[str, Any]]]:  # noqa: ANN401 - objects of Keras
    from keras.src.models.functional import Functional  # noqa: PLC0415 - not before a model exists

    if type(model) is keras.Sequential:
        return [(layer, {}) for layer in model.layers]
    if type(model) is not Functional:
        raise _OddModelError("own_model_class")
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise _OddModelError("not_a_chain")
    steps: list[tuple[Any, dict[str, Any]]] = []
    tensor = model.outputs[0]
    while tensor is not model.inputs[0]:
        history = tensor._keras_history  # noqa: SLF001 - Keras has no public way to walk a model
        node = history.operation._inbound_nodes[history.node_index]  # noqa: SLF001 - likewise
        if len(node.input_tensors) != 1 or len(steps) > MAX_LAYERS:
            raise _OddModelError("not_a_chain")
        extra = {str(number): value for number, value in enumerate(node.arguments.args[1:])}
        steps.append((history.operation, {**extra, **node.arguments.kwargs}))
        tensor = node.input_tensors[0]
    return steps[::-1]


def _step(step: tuple[Any, dict[str, Any]]) -> Tree:
    layer, arguments = step
    tree = describe(layer)
    given = {name: value for name, value in arguments.items() if value is not None and value is not False}
    if type(tree) is dict and given:
        tree["arguments"] = {_cut(name): describe(value) for name, value in given.items()}
    return tree


def _input(model: Any) -> Tree:  # noqa: ANN401 - an object of Keras
    inputs = getattr(model, "inputs", None)
    if not inputs:
        return None
    return {"shape": list(inputs[0].shape)[1:], "dtype": _cut(str(inputs[0].dtype))}


def _compiled(model: Any, keras: Any) -> Tree:  # noqa: ANN401 - objects of Keras
    if not model.compiled:
        return None
    settings = dict(model._compile_config.config)  # noqa: SLF001 - Keras has no public way to read the objects
    return {
        "optimizer": describe(model.optimizer),
        "loss": describe(_resolved_loss(settings.get("loss"), keras)),
        "loss_weights": describe(settings.get("loss_weights")),
        "metrics": describe([settings.get("metrics"), settings.get("weighted_metrics")]),
    }


def _resolved_loss(loss: Any, keras: Any) -> object:  # noqa: ANN401 - whatever `compile` was given
    """Look up a loss by its name, as training would; a name that Keras does not know stays a text."""
    if type(loss) in (list, tuple) and len(loss) == 1:
        loss = loss[0]
    if type(loss) is not str:
        return loss
    try:
        return keras.losses.get(loss)
    except ValueError:
        return loss


def describe(value: Any, depth: int = 0) -> Tree:  # noqa: ANN401, C901, PLR0911 - one case a kind of value
    """Describe a value of a setting as plain data.

    Plain values stay; a known function becomes `{"kind": "function", "name": "keras.activations.relu"}`, an object of a
    known class `{"kind": "object", "name": "keras.layers.ReLU", "settings": {...}}`, everything else
    `{"kind": "custom", "name": "module.name"}`.
    """
    kind = type(value)
    if value is None or kind in (bool, float):
        return value
    if kind is int:
        return value if abs(value) < 2**53 else float("inf")
    if kind is str:
        return _cut(value)
    if depth > MAX_DEPTH:
        return {"kind": "custom", "name": "..."}
    if kind in (list, tuple):
        return [describe(item, depth + 1) for item in list(value)[:MAX_ITEMS]]
    if kind is dict:
        items = list(value.items())[:MAX_ITEMS]
        return {"kind": "dict", "settings": {_cut(str(key)): describe(item, depth + 1) for key, item in items}}
    if kind.__module__ == "numpy" and hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        return describe(value.item(), depth + 1)
    if kind is functools.partial:
        settings = {**dict(enumerate(value.args)), **value.keywords}
        described = {_cut(str(key)): describe(item, depth + 1) for key, item in settings.items()}
        return {"kind": "partial", "function": describe(value.func, depth + 1), "settings": described}
    name = _known_functions().get(id(value))
    if name is not None:
        return {"kind": "function", "name": name}
    name = _known_class(kind)
    if name is not None:
        return {"kind": "object", "name": name, "settings": _settings(value, name, depth)}
    named = value if inspect.isroutine(value) or inspect.isclass(value) else kind
    return {"kind": "custom", "name": _class_name(named)}


@functools.cache
def _known_functions() -> dict[int, str]:
    """Name every public function of Keras and TensorFlow that may be a setting, by its identity.

    A module earlier in the list gives the name to an object that several have.
    """
    known: dict[int, str] = {}
    for space in FUNCTION_SPACES:
        module = sys.modules.get(space) or _attribute(space)
        for name in dir(module):
            function = vars(module).get(name)  # a lazy attribute of TensorFlow's must not be loaded for this
            if inspect.isroutine(function):
                known.setdefault(id(function), f"{space}.{name}")
    return known


def _known_class(kind: type) -> str | None:
    for space in CLASS_SPACES:
        if getattr(_attribute(space), kind.__name__, None) is kind:
            return f"{space}.{kind.__name__}"
    if kind.__module__.startswith(OPERATION_MODULES):
        module = sys.modules.get(kind.__module__)
        if getattr(module, kind.__name__, None) is kind:
            return f"keras.ops.{kind.__name__}"
    return None


def _attribute(path: str) -> object:
    root, *rest = path.split(".")
    value: object = sys.modules.get(root)
    for name in rest:
        value = getattr(value, name, None)
    return value


def _settings(value: Any, name: str, depth: int) -> dict[str, Tree]:  # noqa: ANN401 - an object of Keras
    """Read an object's settings: a layer's as the objects that it holds, anything else's as Keras writes them."""
    if name.startswith(("keras.layers.", "keras.ops.")):
        names = [parameter for parameter in inspect.signature(type(value).__init__).parameters if parameter != "name"]
        found = {key: getattr(value, key) for key in names if hasattr(value, key)}
        if name.startswith("keras.layers."):
            found |= {"trainable": value.trainable, "dtype": value.dtype_policy.name}
    else:
        found = {key: setting for key, setting in value.get_config().items() if key != "name"}
        schedule = getattr(value, "_learning_rate", None)
        if name.startswith("keras.optimizers.") and (_known_class(type(schedule)) or "").startswith("keras.optim"):
            found["learning_rate"] = schedule
    return {_cut(key): describe(setting, depth + 1) for key, setting in found.items()}


def _class_name(named: object) -> str:
    module, name = getattr(named, "__module__", "?"), getattr(named, "__qualname__", "?")
    return _cut(f"{module}.{name}")


def _cut(text: str) -> str:
    return text[:MAX_TEXT]
