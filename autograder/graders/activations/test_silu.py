"""Hidden checks of the question `silu`: textbook formulas pass all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL

pytestmark = question("silu")


@basic(weight=4, draws="silu")
def test_values(student, rng):
    """The values of `silu` are those of x times its sigmoid."""
    expect_values(student.silu, references.silu, inputs.moderate(rng))


@check(weight=4, draws="silu_derivative")
def test_derivative_values(student, rng):
    """`silu_derivative` gives the slope of SiLU at its input."""
    expect_values(student.silu_derivative, references.silu_derivative, inputs.moderate(rng))


@check()
def test_shapes(student, rng):
    """`silu` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.silu, references.silu, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`silu` takes lists, single numbers and whole numbers."""
    expect_each(student.silu, references.silu, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`silu` leaves its input as it was."""
    expect_input_unchanged(student.silu, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`silu` is right to twelve digits."""
    expect_values(student.silu, references.silu, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`silu_derivative` takes what `silu` takes, and leaves it as it was."""
    expect_each(student.silu_derivative, references.silu_derivative, inputs.forms(rng))
    expect_input_unchanged(student.silu_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`silu_derivative` is right to twelve digits."""
    expect_values(student.silu_derivative, references.silu_derivative, inputs.moderate(rng), tolerance=STRICT)


@check()
def test_tails(student, rng):
    """Far from 0, `silu` keeps the digits of its small values."""
    expect_values(student.silu, references.silu, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `silu_derivative` keeps the digits of its small values."""
    expect_values(student.silu_derivative, references.silu_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`silu` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.silu, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`silu_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.silu_derivative, inputs.everywhere(rng))
