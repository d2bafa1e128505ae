"""Hidden checks of the question `sigmoid`: textbook formulas pass all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL

pytestmark = question("sigmoid")


@basic(weight=4, draws="sigmoid")
def test_values(student, rng):
    """The values of `sigmoid` are those of the logistic function."""
    expect_values(student.sigmoid, references.sigmoid, inputs.moderate(rng))


@check(weight=4, draws="sigmoid_derivative")
def test_derivative_values(student, rng):
    """`sigmoid_derivative` gives the slope of the logistic function at its input."""
    expect_values(student.sigmoid_derivative, references.sigmoid_derivative, inputs.moderate(rng))


@check()
def test_shapes(student, rng):
    """`sigmoid` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.sigmoid, references.sigmoid, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`sigmoid` takes lists, single numbers and whole numbers."""
    expect_each(student.sigmoid, references.sigmoid, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`sigmoid` leaves its input as it was."""
    expect_input_unchanged(student.sigmoid, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`sigmoid` is right to twelve digits."""
    expect_values(student.sigmoid, references.sigmoid, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`sigmoid_derivative` takes what `sigmoid` takes, and leaves it as it was."""
    expect_each(student.sigmoid_derivative, references.sigmoid_derivative, inputs.forms(rng))
    expect_input_unchanged(student.sigmoid_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`sigmoid_derivative` is right to twelve digits."""
    expect_values(student.sigmoid_derivative, references.sigmoid_derivative, inputs.moderate(rng), tolerance=STRICT)


@check()
def test_tails(student, rng):
    """Far from 0, `sigmoid` keeps the digits of its small values."""
    expect_values(student.sigmoid, references.sigmoid, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `sigmoid_derivative` is small, not 0."""
    expect_values(student.sigmoid_derivative, references.sigmoid_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`sigmoid` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.sigmoid, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`sigmoid_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.sigmoid_derivative, inputs.everywhere(rng))
