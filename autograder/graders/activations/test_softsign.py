"""Hidden checks of the question `softsign`: textbook formulas pass all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL

pytestmark = question("softsign")


@basic(weight=4, draws="softsign")
def test_values(student, rng):
    """The values of `softsign` are those of x / (1 + |x|)."""
    expect_values(student.softsign, references.softsign, inputs.moderate(rng))


@check(weight=4, draws="softsign_derivative")
def test_derivative_values(student, rng):
    """`softsign_derivative` gives the slope of softsign at its input, at 0 too."""
    expect_values(student.softsign_derivative, references.softsign_derivative, inputs.moderate(rng))


@check()
def test_shapes(student, rng):
    """`softsign` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.softsign, references.softsign, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`softsign` takes lists, single numbers and whole numbers."""
    expect_each(student.softsign, references.softsign, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`softsign` leaves its input as it was."""
    expect_input_unchanged(student.softsign, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`softsign` is right to twelve digits."""
    expect_values(student.softsign, references.softsign, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`softsign_derivative` takes what `softsign` takes, and leaves it as it was."""
    expect_each(student.softsign_derivative, references.softsign_derivative, inputs.forms(rng))
    expect_input_unchanged(student.softsign_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`softsign_derivative` is right to twelve digits."""
    expect_values(student.softsign_derivative, references.softsign_derivative, inputs.moderate(rng), tolerance=STRICT)


@check()
def test_tails(student, rng):
    """Far from 0, `softsign` approaches its bounds as slowly as it should."""
    expect_values(student.softsign, references.softsign, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `softsign_derivative` falls as slowly as it should."""
    expect_values(student.softsign_derivative, references.softsign_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`softsign` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.softsign, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`softsign_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.softsign_derivative, inputs.everywhere(rng))
