"""Hidden checks of the question `selu`: textbook formulas pass all but the last, stable, checks."""

import numpy as np

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL, TINY

pytestmark = question("selu")

AT_ZERO = "The slope at a corner is an agreement. Which side of your condition does 0 fall on?"


@basic(weight=4, draws="selu")
def test_values(student, rng):
    """The values of `selu` are those of the scaled exponential linear unit."""
    expect_values(student.selu, references.selu, inputs.moderate(rng))


@check(weight=4, draws="selu_derivative")
def test_derivative_values(student, rng):
    """`selu_derivative` gives the slope on both sides of 0."""
    expect_values(student.selu_derivative, references.selu_derivative, inputs.moderate(rng, without_zero=True))


@check(after="test_derivative_values")
def test_derivative_at_zero(student):
    """At 0, `selu_derivative` is the scale, as the notebook states."""
    expect_values(student.selu_derivative, references.selu_derivative, np.zeros(3), hint=AT_ZERO)


@check()
def test_shapes(student, rng):
    """`selu` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.selu, references.selu, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`selu` takes lists, single numbers and whole numbers."""
    expect_each(student.selu, references.selu, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`selu` leaves its input as it was."""
    expect_input_unchanged(student.selu, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`selu` is right to twelve digits."""
    expect_values(student.selu, references.selu, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`selu_derivative` takes what `selu` takes, and leaves it as it was."""
    expect_each(student.selu_derivative, references.selu_derivative, inputs.forms(rng))
    expect_input_unchanged(student.selu_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`selu_derivative` is right to twelve digits."""
    expect_values(
        student.selu_derivative, references.selu_derivative, inputs.moderate(rng, without_zero=True), tolerance=STRICT
    )


@check()
def test_tails(student, rng):
    """Far from 0, `selu` comes to rest on the left and grows on the right."""
    expect_values(student.selu, references.selu, inputs.tails(rng), tolerance=TAIL)


@check()
def test_tiny_inputs(student, rng):
    """Next to 0, `selu` keeps the digits of its input."""
    expect_values(student.selu, references.selu, inputs.tiny(rng), tolerance=TINY)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far to the left, `selu_derivative` is small, not 0."""
    expect_values(student.selu_derivative, references.selu_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`selu` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.selu, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`selu_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.selu_derivative, inputs.everywhere(rng))
