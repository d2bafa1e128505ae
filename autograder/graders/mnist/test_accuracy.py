"""Hidden check of what the student's model learns when the grader trains it."""

from autograder.checks import basic, question
from autograder.checks.accuracies import expect_accuracy
from autograder.checks.declaration import declared

pytestmark = question("accuracy")


@basic(weight=1)
def test_accuracy(student, training, thresholds):
    """Trained by the grader, `build_model()` names as many unseen digits as a model with an activation should."""
    model = declared(student.build_model)
    expect_accuracy("build_model", training, model, thresholds.accuracy_min, thresholds.accuracy_max)
