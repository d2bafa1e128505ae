"""Hidden checks of the question `mish`: textbook formulas pass all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL

pytestmark = question("mish")


@basic(weight=4, draws="mish")
def test_values(student, rng):
    """The values of `mish` are those of x tanh(softplus(x))."""
    expect_values(student.mish, references.mish, inputs.moderate(rng))


@check(weight=4, draws="mish_derivative")
def test_derivative_values(student, rng):
    """`mish_derivative` gives the slope of Mish at its input."""
    expect_values(student.mish_derivative, references.mish_derivative, inputs.moderate(rng))


@check()
def test_shapes(student, rng):
    """`mish` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.mish, references.mish, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`mish` takes lists, single numbers and whole numbers."""
    expect_each(student.mish, references.mish, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`mish` leaves its input as it was."""
    expect_input_unchanged(student.mish, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`mish` is right to twelve digits."""
    expect_values(student.mish, references.mish, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`mish_derivative` takes what `mish` takes, and leaves it as it was."""
    expect_each(student.mish_derivative, references.mish_derivative, inputs.forms(rng))
    expect_input_unchanged(student.mish_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`mish_derivative` is right to twelve digits."""
    expect_values(student.mish_derivative, references.mish_derivative, inputs.moderate(rng), tolerance=STRICT)


@check()
def test_tails(student, rng):
    """Far from 0, `mish` keeps the digits of its small values."""
    expect_values(student.mish, references.mish, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `mish_derivative` keeps the digits of its small values."""
    expect_values(student.mish_derivative, references.mish_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`mish` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.mish, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`mish_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.mish_derivative, inputs.everywhere(rng))
