"""Hidden checks of the question `gaussian`: textbook formulas pass all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL

pytestmark = question("gaussian")


@basic(weight=4, draws="gaussian")
def test_values(student, rng):
    """The values of `gaussian` are those of exp(-x**2)."""
    expect_values(student.gaussian, references.gaussian, inputs.moderate(rng))


@check(weight=4, draws="gaussian_derivative")
def test_derivative_values(student, rng):
    """`gaussian_derivative` gives the slope of the bell at its input."""
    expect_values(student.gaussian_derivative, references.gaussian_derivative, inputs.moderate(rng))


@check()
def test_shapes(student, rng):
    """`gaussian` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.gaussian, references.gaussian, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`gaussian` takes lists, single numbers and whole numbers."""
    expect_each(student.gaussian, references.gaussian, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`gaussian` leaves its input as it was."""
    expect_input_unchanged(student.gaussian, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`gaussian` is right to twelve digits."""
    expect_values(student.gaussian, references.gaussian, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`gaussian_derivative` takes what `gaussian` takes, and leaves it as it was."""
    expect_each(student.gaussian_derivative, references.gaussian_derivative, inputs.forms(rng))
    expect_input_unchanged(student.gaussian_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`gaussian_derivative` is right to twelve digits."""
    expect_values(student.gaussian_derivative, references.gaussian_derivative, inputs.moderate(rng), tolerance=STRICT)


@check()
def test_tails(student, rng):
    """Far from 0, `gaussian` keeps the digits of its small values."""
    expect_values(student.gaussian, references.gaussian, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `gaussian_derivative` keeps the digits of its small values."""
    expect_values(student.gaussian_derivative, references.gaussian_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`gaussian` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.gaussian, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`gaussian_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.gaussian_derivative, inputs.everywhere(rng))
