"""Hidden checks of the home-page model."""

from autograder.checks import CheckFailed, basic, check, question
from autograder.checks.architecture import RELU, SOFTMAX, Part
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

pytestmark = question("model")

NAME = "build_model"
OTHERS = ("tanh", "sigmoid", "gelu", "softplus", "selu")


@basic(weight=2)
def test_layers(student):
    """`build_model` returns a Keras model with the layers of the home-page model."""
    expect_layers(NAME, declared(student.build_model))


@check(weight=2)
def test_hidden_activation(student):
    """The hidden layer has ReLU where nothing else is asked for."""
    expect_hidden(NAME, declared(student.build_model), RELU)


@check(weight=2)
def test_activation_argument(student, rng):
    """`build_model(activation=...)` puts that activation into the hidden layer, and only there."""
    usual_output = expect_layers(NAME, declared(student.build_model))[1]
    for activation in rng.choice(OTHERS, 2, replace=False).tolist():
        model = declared(student.build_model, activation=activation)
        hidden, output = expect_layers(NAME, model)
        if hidden.activation == RELU:
            raise CheckFailed(
                "`build_model(activation=...)` has ReLU in its hidden layer, whatever is asked for.",
                "Where does your function use its argument?",
            )
        if output.activation != usual_output.activation:
            raise CheckFailed(
                "`build_model(activation=...)` changes the activation of the last layer.",
                "Which layer's activation is the argument meant for?",
            )
        expect_hidden(NAME, model, Part(activation))


@check(weight=2)
def test_output_activation(student):
    """The last layer has softmax, so that its outputs are probabilities."""
    expect_output(NAME, declared(student.build_model), SOFTMAX)


@check(weight=1)
def test_dropout(student):
    """Between the two Dense layers there is dropout at the rate of the home page."""
    expect_dropout(NAME, declared(student.build_model))


@check(weight=2)
def test_optimizer(student):
    """The model is compiled with Adam."""
    expect_optimizer(NAME, declared(student.build_model))


@check(weight=2)
def test_loss(student):
    """The loss is sparse categorical cross-entropy and fits the outputs."""
    expect_loss(NAME, declared(student.build_model), outputs_judged_elsewhere=True)


@check(weight=1)
def test_metrics(student):
    """Accuracy is among the metrics."""
    expect_accuracy_metric(NAME, declared(student.build_model))
