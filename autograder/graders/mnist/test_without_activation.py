"""Hidden checks of the first experiment: the model without its hidden activation."""

from autograder.checks import basic, check, question
from autograder.checks.accuracies import expect_accuracy, expect_gap
from autograder.checks.architecture import LINEAR, SOFTMAX
from autograder.checks.declaration import declared
from autograder.checks.home_page import (
    expect_accuracy_metric,
    expect_dropout,
    expect_hidden,
    expect_loss,
    expect_optimizer,
    expect_output,
)

pytestmark = question("without_activation")

NAME = "build_model_without_activation"


@basic(weight=3)
def test_hidden_is_linear(student):
    """The hidden layer is there, and nothing before the last layer has an activation."""
    expect_hidden(NAME, declared(student.build_model_without_activation), LINEAR)


@check(weight=2)
def test_softmax_is_kept(student):
    """Only the hidden activation is gone: the softmax at the end is kept."""
    expect_output(NAME, declared(student.build_model_without_activation), SOFTMAX)


@check(weight=1)
def test_dropout_is_kept(student):
    """Dropout, which is no activation, is kept."""
    expect_dropout(NAME, declared(student.build_model_without_activation))


@check(weight=2)
def test_compiled(student):
    """The model is compiled as the one with the activation, so that nothing else differs between the two."""
    model = declared(student.build_model_without_activation)
    expect_optimizer(NAME, model)
    expect_loss(NAME, model, outputs_judged_elsewhere=True)
    expect_accuracy_metric(NAME, model)


@check(weight=3)
def test_accuracy(student, training, thresholds):
    """Trained by the grader, it keeps the accuracy that a linear model has, and clearly misses the one with ReLU."""
    model = declared(student.build_model_without_activation)
    expect_accuracy(NAME, training, model, thresholds.without_activation_min, thresholds.without_activation_max)
    expect_gap(NAME, training, model, at_least=thresholds.gap_min)
