"""Hidden checks of the second experiment: the model without softmax."""

from autograder.checks import basic, check, question
from autograder.checks.accuracies import expect_gap
from autograder.checks.architecture import LINEAR, RELU
from autograder.checks.declaration import declared
from autograder.checks.home_page import (
    expect_accuracy_metric,
    expect_dropout,
    expect_hidden,
    expect_loss,
    expect_optimizer,
    expect_output,
)

pytestmark = question("without_softmax")

NAME = "build_model_without_softmax"


@basic(weight=2)
def test_output_is_linear(student):
    """The last layer gives logits: no softmax and no other activation stands at the end."""
    expect_output(NAME, declared(student.build_model_without_softmax), LINEAR)


@check(weight=3)
def test_loss_takes_logits(student):
    """The loss is sparse categorical cross-entropy and knows that it gets logits."""
    expect_loss(NAME, declared(student.build_model_without_softmax))


@check(weight=2)
def test_hidden_activation_is_kept(student):
    """Only the softmax is gone: the hidden layer keeps its ReLU."""
    expect_hidden(NAME, declared(student.build_model_without_softmax), RELU)


@check(weight=1)
def test_dropout_is_kept(student):
    """Dropout is kept as in `build_model`."""
    expect_dropout(NAME, declared(student.build_model_without_softmax))


@check(weight=1)
def test_optimizer_is_kept(student):
    """The model is compiled with Adam and the accuracy metric, as in `build_model`."""
    model = declared(student.build_model_without_softmax)
    expect_optimizer(NAME, model)
    expect_accuracy_metric(NAME, model)


@check(weight=3)
def test_accuracy_is_kept(student, training, thresholds):
    """Trained by the grader, the largest logit names the digit as well as the largest probability does."""
    model = declared(student.build_model_without_softmax)
    expect_gap(NAME, training, model, at_most=thresholds.gap_min)
