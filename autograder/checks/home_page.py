"""What checks expect of a variant of the home-page model; each expectation raises CheckFailed with words and a hint.

The expectations look at the canonical model with its activations merged, so they do not care how it was written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from autograder.checks.architecture import ADAM, LINEAR, SOFTMAX, Activation, Dense, Dropout, Flatten, home_page_model
from autograder.checks.failure import CheckFailed

if TYPE_CHECKING:
    from autograder.checks.architecture import Compilation, Layer, Model, Part

_FLATTEN, HIDDEN, DROPOUT, OUTPUT = home_page_model().layers
LABELS_HINT: Final = "Print `y_train[:3]`: is a label one number or a row of ten? Which cross-entropy takes that form?"


def expect_layers(name: str, model: Model) -> tuple[Dense, Dense]:
    """Expect the home-page model's layers, whatever their activations; returns the hidden and the output layer."""
    chain = [layer for layer in model.fused().layers if not isinstance(layer, Dropout | Activation)]
    found = [layer for layer in chain if isinstance(layer, Dense)]
    if not chain or not isinstance(chain[0], Flatten):
        raise CheckFailed(
            f"The model of `{name}` does not turn each image into a vector first.",
            "What shape does one image have, and what shape does a Dense layer work on?",
        )
    if chain[1:] != found or len(found) != 2:  # noqa: PLR2004 - a hidden and an output layer
        count = {0: "no Dense layer", 1: "one Dense layer"}.get(len(found), "more than two Dense layers")
        raise CheckFailed(
            f"The model of `{name}` has {count if len(found) != 2 else 'other layers than asked for'}.",  # noqa: PLR2004
            "Compare `model.summary()` with the layers that the question lists.",
        )
    for layer, wanted, place in zip(found, (HIDDEN, OUTPUT), ("hidden", "last"), strict=True):
        _expect_dense(name, layer, wanted, place)
    return found[0], found[1]


def _expect_dense(name: str, layer: Dense, wanted: Layer, place: str) -> None:
    assert isinstance(wanted, Dense)
    if layer.units != wanted.units:
        raise CheckFailed(
            f"The {place} Dense layer of `{name}` has another number of units than the question names.",
            "For the last layer: how many classes are there? For the hidden one: what does the question say?",
        )
    if replace(layer, activation=LINEAR) != replace(wanted, activation=LINEAR):
        raise CheckFailed(
            f"The {place} Dense layer of `{name}` has another bias, initializer or regularizer than Keras' default.",
            "Which arguments of that layer does the question ask for?",
        )


def expect_hidden(name: str, model: Model, activation: Part) -> None:
    """Expect this activation of the hidden layer and no other one before the last layer."""
    hidden, output = expect_layers(name, model)
    layers = model.fused().layers
    before = layers[: layers.index(output, layers.index(hidden) + 1)]
    stray = any(isinstance(layer, Activation) for layer in before)
    if hidden.activation == activation and not stray:
        return
    if activation == LINEAR:
        raise CheckFailed(
            f"The model of `{name}` still has an activation before its last layer.",
            "Which layer bends its input? Look at each `activation=` and activation layer before the last Dense.",
        )
    if hidden.activation == LINEAR and not stray:
        raise CheckFailed(
            f"The hidden layer of `{name}` has no activation.",
            "Without one, what do two Dense layers in a row amount to?",
        )
    if hidden.activation == SOFTMAX:
        raise CheckFailed(
            f"The hidden layer of `{name}` has a softmax.",
            "Softmax makes the units of a layer share a total of 1. Which layer is meant to give probabilities?",
        )
    raise CheckFailed(
        f"The hidden layer of `{name}` has another activation than asked for, or one at another place.",
        "Which activation does the question name, and right after which layer does it stand?",
    )


def expect_output(name: str, model: Model, activation: Part) -> None:
    """Expect this activation after the last Dense layer and no other."""
    expect_layers(name, model)
    layers = model.fused().layers
    last = max(index for index, layer in enumerate(layers) if isinstance(layer, Dense))
    own = layers[last]
    after = [layer for layer in layers[last + 1 :] if not isinstance(layer, Dropout)]  # `expect_dropout` sees those
    if isinstance(own, Dense) and own.activation == activation and not after:
        return
    if activation == LINEAR:
        raise CheckFailed(
            f"The model of `{name}` still has an activation after its last Dense layer.",
            "Logits are the plain sums of the last layer: can they be negative in your model?",
        )
    if isinstance(own, Dense) and own.activation == LINEAR and not after:
        raise CheckFailed(
            f"The model of `{name}` gives logits: nothing turns the last layer's sums into probabilities.",
            "What do the ten outputs of one image sum to?",
        )
    raise CheckFailed(
        f"The outputs of `{name}` are not those of one softmax over the last layer's sums.",
        "Each row should be a probability distribution. What is applied after the last Dense layer, and how often?",
    )


def expect_dropout(name: str, model: Model) -> None:
    """Expect the home-page model's dropout between hidden and output layer, and no other."""
    expect_layers(name, model)
    layers = model.fused().layers
    rates = [layer.rate for layer in layers if isinstance(layer, Dropout)]
    if not rates:
        raise CheckFailed(f"The model of `{name}` has no dropout.", "Which layer of the home-page model is missing?")
    if len(rates) > 1:
        raise CheckFailed(f"The model of `{name}` has more than one dropout layer.", "Which one can go?")
    if rates != [DROPOUT.rate]:  # type: ignore[union-attr]  # the third layer of four
        raise CheckFailed(
            f"The dropout rate of `{name}` is another than the question names.",
            "The rate is the share of values that is set to zero. Is yours the share that is kept?",
        )
    dense = [index for index, layer in enumerate(layers) if isinstance(layer, Dense)]
    if not dense[0] < layers.index(DROPOUT) < dense[1]:
        raise CheckFailed(
            f"The dropout of `{name}` stands at another place than between the hidden and the last layer.",
            "What would dropout do to pixels, or to the ten outputs?",
        )


def expect_compiled(name: str, model: Model) -> Compilation:
    """Expect a model that is compiled."""
    if model.compilation is None:
        raise CheckFailed(f"The model of `{name}` is not compiled.", "Where does your function call `compile`?")
    return model.compilation


def expect_optimizer(name: str, model: Model) -> None:
    """Expect Adam with its default settings."""
    found = expect_compiled(name, model).optimizer
    if found.name != ADAM.name:
        raise CheckFailed(
            f"The model of `{name}` is compiled with {found.name}.", "Which optimizer does the question name?"
        )
    if found != ADAM:
        raise CheckFailed(
            f"The model of `{name}` is compiled with Adam, but not with its default settings.",
            "Which learning rate and other settings does `keras.optimizers.Adam()` have?",
        )


def expect_loss(name: str, model: Model, *, outputs_judged_elsewhere: bool = False) -> None:
    """Expect sparse categorical cross-entropy, told rightly whether the outputs are probabilities or logits.

    With `outputs_judged_elsewhere`, outputs that miss their softmax are accepted under a loss for probabilities, so
    that one mistake costs one check.
    """
    wanted = home_page_model().compilation
    loss = expect_compiled(name, model).loss
    assert wanted is not None
    if loss.name == "categorical_crossentropy":
        raise CheckFailed(f"The loss of `{name}` is made for labels that are rows of zeros with a one.", LABELS_HINT)
    if loss.name != wanted.loss.name:
        raise CheckFailed(f"The loss of `{name}` is `{loss.name}`, which compares numbers, not classes.", LABELS_HINT)
    last = [layer for layer in model.fused().layers if not isinstance(layer, Dropout)][-1:]
    logits = not any(isinstance(layer, Dense | Activation) and layer.activation == SOFTMAX for layer in last)
    if logits and not loss.from_logits and not outputs_judged_elsewhere:
        raise CheckFailed(
            f"The outputs of `{name}` are not made by softmax, but its loss takes them for probabilities.",
            "What does cross-entropy do with a negative probability? Which argument of the loss tells it of logits?",
        )
    if loss.from_logits and not logits:
        raise CheckFailed(
            f"The model of `{name}` gives probabilities, but its loss is told that they are logits.",
            "Outputs and loss are a pair: how often is softmax applied if both do it?",
        )


def expect_accuracy_metric(name: str, model: Model) -> None:
    """Expect the accuracy for labels that are whole numbers among the metrics."""
    metrics = expect_compiled(name, model).metrics
    if "accuracy" in metrics:
        return
    if "equality" in metrics:
        raise CheckFailed(
            f"The metric `keras.metrics.Accuracy` of `{name}` counts outputs that equal the label exactly.",
            "Can a probability equal a label? What does Keras make of the plain word `accuracy`?",
        )
    if metrics:
        raise CheckFailed(
            f"The metrics of `{name}` are not the accuracy for labels that are whole numbers.",
            "What does Keras make of the plain word `accuracy`?",
        )
    raise CheckFailed(f"`{name}` compiles without the accuracy metric.", "What does `fit` print besides the loss?")
