"""Reads the declaration of a model, which comes from the untrusted side, into its canonical form or rejects it.

Nothing in the tree is believed: types are compared exactly, numbers must be finite and in bounds, names must stand in
the allow-lists. What is rejected is never repaired.
"""

from __future__ import annotations

from typing import Final, Protocol

from autograder.checks import allowed, describe
from autograder.checks.architecture import Layer, Model
from autograder.checks.declared_compilation import read_compilation
from autograder.checks.declared_layers import read_layer
from autograder.checks.failure import CheckFailed
from autograder.checks.untrusted import DeclarationRejected, Tree, check_plain, field, unreadable
from autograder.wire.values import Opaque

IMAGE_SHAPE: Final = (28, 28)


class DeclaringFunction(Protocol):
    """A student's function that returns a model."""

    @property
    def name(self) -> str:
        """The function's name in the notebook."""

    def declare(self, *args: object, **kwargs: object) -> Tree:
        """Call it and return the declaration of the model, or an `Opaque` for anything else."""


def declared(function: DeclaringFunction, *args: object, **kwargs: object) -> Model:
    """Call a student's function and read the model that it returns; raises CheckFailed where there is none."""
    tree = function.declare(*args, **kwargs)
    if tree is None or type(tree) is Opaque:
        came = describe.what_came(None if tree == Opaque("NoneType") else tree)
        raise CheckFailed(
            f"`{function.name}` returned {came} in place of a Keras model.",
            "Does every way through your function end in `return model`? (`compile` and `fit` don't return the model.)",
        )
    return read_model(tree)


def read_model(tree: Tree) -> Model:
    """Turn a declaration into its canonical model; raises DeclarationRejected."""
    check_plain(tree)
    if type(tree) is not dict or type(tree.get("layers")) is not list:
        raise unreadable()
    problem = tree.get("problem")
    if problem != "":
        raise DeclarationRejected(*PROBLEMS[problem]) if type(problem) is str and problem in PROBLEMS else unreadable()
    if len(tree["layers"]) > allowed.MAX_LAYERS:
        raise DeclarationRejected(*PROBLEMS["too_many_layers"])
    _check_input(tree.get("input"))
    layers: list[Layer] = []
    for position, node in enumerate(tree["layers"], 1):
        layer = read_layer(position, node, Model(IMAGE_SHAPE, tuple(layers)).output_shape())
        if layer is not None:
            layers.append(layer)
    model = Model(IMAGE_SHAPE, tuple(layers), read_compilation(tree.get("compiled")))
    if model.parameter_count() > allowed.MAX_PARAMETERS:
        raise DeclarationRejected(
            "The model has far more parameters than this data needs.", "`model.summary()` counts them for each layer."
        )
    if model.work() > allowed.MAX_WORK:
        raise DeclarationRejected(
            "The model takes far more computing for each image than this data needs.",
            "Which output shapes does `model.summary()` show? A layer before `Flatten` works on each row of an image.",
        )
    return model


PROBLEMS: Final = {
    "too_deep": ("Models are nested too deeply in the model.", "Can you list all layers in one Sequential model?"),
    "too_many_layers": ("The model has far more layers than was asked for.", "`model.summary()` lists them."),
    "shared_layer": (
        "The model uses one and the same layer more than once.",
        "Two uses of one layer share their weights. Did you mean to make a second layer?",
    ),
    "own_model_class": (
        "The model is of a class of its own, whose `call` the grader can't see into.",
        "Can you build it as `keras.Sequential` or `keras.Model(inputs, outputs)`?",
    ),
    "not_a_chain": (
        "The model is no chain of layers from one input to one output.",
        "`model.summary()` shows for each layer what it is connected to.",
    ),
}


def _check_input(node: Tree) -> None:
    """Accept the shape of one image, with or without an axis for its one channel, or no shape at all."""
    if node is None:
        return
    shape, dtype = field(node, "shape"), field(node, "dtype")
    if type(shape) is not list or (tuple(shape) != IMAGE_SHAPE and tuple(shape) != (*IMAGE_SHAPE, 1)):
        raise DeclarationRejected(
            "The input shape of the model is not that of one image.",
            "The number of images is no part of the shape. What does `images[0].shape` say?",
        )
    if type(dtype) is not str or not dtype.startswith("float"):
        raise DeclarationRejected(
            "The model's input is not of a floating-point type.", "What is the dtype of the images after `preprocess`?"
        )
