"""Hidden checks of the model whose activations are layers of their own."""

from autograder.checks import CheckFailed, basic, check, question
from autograder.checks.architecture import LINEAR, RELU, SOFTMAX, Activation, Dense
from autograder.checks.declaration import declared
from autograder.checks.home_page import (
    expect_accuracy_metric,
    expect_dropout,
    expect_hidden,
    expect_layers,
    expect_loss,
    expect_optimizer,
    expect_output,
)

pytestmark = question("separate_layers")

NAME = "build_model_with_separate_activations"


@basic(weight=3)
def test_separate(student):
    """Each activation is a layer of its own, and no Dense layer has one inside."""
    model = declared(student.build_model_with_separate_activations)
    expect_layers(NAME, model)
    if any(isinstance(layer, Dense) and layer.activation != LINEAR for layer in model.layers):
        raise CheckFailed(
            f"In the model of `{NAME}` a Dense layer has an activation inside.",
            "What is left of `Dense(..., activation=...)` when the activation becomes the next layer?",
        )
    if not any(isinstance(layer, Activation) and layer.activation != LINEAR for layer in model.layers):
        raise CheckFailed(
            f"The model of `{NAME}` has no activation layers.",
            "Which layers of `keras.layers` apply a function to each value, or to each row?",
        )


@check(weight=2)
def test_hidden(student):
    """A ReLU layer belongs to the hidden Dense layer: the same function as in `build_model`."""
    expect_hidden(NAME, declared(student.build_model_with_separate_activations), RELU)


@check(weight=2)
def test_output(student):
    """A softmax layer stands at the end: the same function as in `build_model`."""
    expect_output(NAME, declared(student.build_model_with_separate_activations), SOFTMAX)


@check(weight=1)
def test_dropout(student):
    """Dropout is kept as in `build_model`."""
    expect_dropout(NAME, declared(student.build_model_with_separate_activations))


@check(weight=2)
def test_compiled(student):
    """The model is compiled as in `build_model`, so that the same seed gives the same weights."""
    model = declared(student.build_model_with_separate_activations)
    expect_optimizer(NAME, model)
    expect_loss(NAME, model, outputs_judged_elsewhere=True)
    expect_accuracy_metric(NAME, model)
