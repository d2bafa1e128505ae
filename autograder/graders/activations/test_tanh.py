"""Hidden checks of the question `tanh`: textbook formulas pass all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL, TINY

pytestmark = question("tanh")


@basic(weight=4, draws="tanh")
def test_values(student, rng):
    """The values of `tanh` are those of the hyperbolic tangent."""
    expect_values(student.tanh, references.tanh, inputs.moderate(rng))


@check(weight=4, draws="tanh_derivative")
def test_derivative_values(student, rng):
    """`tanh_derivative` gives the slope of the hyperbolic tangent at its input."""
    expect_values(student.tanh_derivative, references.tanh_derivative, inputs.moderate(rng))


@check()
def test_shapes(student, rng):
    """`tanh` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.tanh, references.tanh, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`tanh` takes lists, single numbers and whole numbers."""
    expect_each(student.tanh, references.tanh, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`tanh` leaves its input as it was."""
    expect_input_unchanged(student.tanh, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`tanh` is right to twelve digits."""
    expect_values(student.tanh, references.tanh, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`tanh_derivative` takes what `tanh` takes, and leaves it as it was."""
    expect_each(student.tanh_derivative, references.tanh_derivative, inputs.forms(rng))
    expect_input_unchanged(student.tanh_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`tanh_derivative` is right to twelve digits."""
    expect_values(student.tanh_derivative, references.tanh_derivative, inputs.moderate(rng), tolerance=STRICT)


@check()
def test_tails(student, rng):
    """Far from 0, `tanh` comes to rest at its bounds."""
    expect_values(student.tanh, references.tanh, inputs.tails(rng), tolerance=TAIL)


@check()
def test_tiny_inputs(student, rng):
    """Next to 0, `tanh` keeps the digits of its input."""
    expect_values(student.tanh, references.tanh, inputs.tiny(rng), tolerance=TINY)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `tanh_derivative` is small, not 0."""
    expect_values(student.tanh_derivative, references.tanh_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`tanh` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.tanh, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`tanh_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.tanh_derivative, inputs.everywhere(rng))
