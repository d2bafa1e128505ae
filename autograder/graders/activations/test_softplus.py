"""Hidden checks of the question `softplus`: textbook formulas pass all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL

pytestmark = question("softplus")


@basic(weight=4, draws="softplus")
def test_values(student, rng):
    """The values of `softplus` are those of log(1 + exp(x))."""
    expect_values(student.softplus, references.softplus, inputs.moderate(rng))


@check(weight=4, draws="softplus_derivative")
def test_derivative_values(student, rng):
    """`softplus_derivative` gives the slope of softplus at its input."""
    expect_values(student.softplus_derivative, references.softplus_derivative, inputs.moderate(rng))


@check()
def test_shapes(student, rng):
    """`softplus` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.softplus, references.softplus, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`softplus` takes lists, single numbers and whole numbers."""
    expect_each(student.softplus, references.softplus, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`softplus` leaves its input as it was."""
    expect_input_unchanged(student.softplus, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`softplus` is right to twelve digits."""
    expect_values(student.softplus, references.softplus, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`softplus_derivative` takes what `softplus` takes, and leaves it as it was."""
    expect_each(student.softplus_derivative, references.softplus_derivative, inputs.forms(rng))
    expect_input_unchanged(student.softplus_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`softplus_derivative` is right to twelve digits."""
    expect_values(student.softplus_derivative, references.softplus_derivative, inputs.moderate(rng), tolerance=STRICT)


@check()
def test_tails(student, rng):
    """Far from 0, `softplus` is neither infinite nor 0."""
    expect_values(student.softplus, references.softplus, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `softplus_derivative` keeps the digits of its small values."""
    expect_values(student.softplus_derivative, references.softplus_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`softplus` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.softplus, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`softplus_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.softplus_derivative, inputs.everywhere(rng))
