"""Hidden checks of the question `gelu`: textbook formulas pass all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL

pytestmark = question("gelu")


@basic(weight=4, draws="gelu")
def test_values(student, rng):
    """The values of `gelu` are those of x times the normal distribution function."""
    expect_values(student.gelu, references.gelu, inputs.moderate(rng))


@check(weight=4, draws="gelu_derivative")
def test_derivative_values(student, rng):
    """`gelu_derivative` gives the slope of GELU at its input."""
    expect_values(student.gelu_derivative, references.gelu_derivative, inputs.moderate(rng))


@check()
def test_shapes(student, rng):
    """`gelu` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.gelu, references.gelu, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`gelu` takes lists, single numbers and whole numbers."""
    expect_each(student.gelu, references.gelu, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`gelu` leaves its input as it was."""
    expect_input_unchanged(student.gelu, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`gelu` is right to twelve digits."""
    expect_values(student.gelu, references.gelu, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`gelu_derivative` takes what `gelu` takes, and leaves it as it was."""
    expect_each(student.gelu_derivative, references.gelu_derivative, inputs.forms(rng))
    expect_input_unchanged(student.gelu_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`gelu_derivative` is right to twelve digits."""
    expect_values(student.gelu_derivative, references.gelu_derivative, inputs.moderate(rng), tolerance=STRICT)


@check()
def test_tails(student, rng):
    """Far from 0, `gelu` keeps the digits of its small values."""
    expect_values(student.gelu, references.gelu, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `gelu_derivative` keeps the digits of its small values."""
    expect_values(student.gelu_derivative, references.gelu_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`gelu` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.gelu, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`gelu_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.gelu_derivative, inputs.everywhere(rng))
