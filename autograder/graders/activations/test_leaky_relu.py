"""Hidden checks of the question `leaky_relu`: textbook formulas pass all but the last, stable, checks."""

import numpy as np

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL

pytestmark = question("leaky_relu")

AT_ZERO = "The slope at a corner is an agreement. Which side of your condition does 0 fall on?"


@basic(weight=4, draws="leaky_relu")
def test_values(student, rng):
    """`leaky_relu` keeps what is positive and shrinks what is negative, by 0.2 unless told otherwise."""
    expect_values(student.leaky_relu, references.leaky_relu, inputs.moderate(rng))


@check(weight=4, draws="leaky_relu_derivative")
def test_derivative_values(student, rng):
    """`leaky_relu_derivative` gives the slope on both sides of 0."""
    expect_values(
        student.leaky_relu_derivative, references.leaky_relu_derivative, inputs.moderate(rng, without_zero=True)
    )


@check(after="test_derivative_values")
def test_derivative_at_zero(student):
    """At 0, `leaky_relu_derivative` is the negative slope, as the notebook states."""
    expect_values(student.leaky_relu_derivative, references.leaky_relu_derivative, np.zeros(3), hint=AT_ZERO)


@check()
def test_negative_slope(student, rng):
    """`leaky_relu` heeds the `negative_slope` that it is given, by keyword or by position."""
    expect_values(
        student.leaky_relu, references.leaky_relu, inputs.moderate(rng), rng.uniform(0.01, 0.9), tolerance=STRICT
    )
    expect_values(
        student.leaky_relu,
        references.leaky_relu,
        inputs.moderate(rng),
        negative_slope=rng.uniform(0.01, 0.9),
        tolerance=STRICT,
    )


@check(after="test_derivative_values")
def test_derivative_negative_slope(student, rng):
    """`leaky_relu_derivative` heeds the `negative_slope` that it is given, by keyword or by position."""
    expect_values(
        student.leaky_relu_derivative,
        references.leaky_relu_derivative,
        inputs.moderate(rng, without_zero=True),
        rng.uniform(0.01, 0.9),
        tolerance=STRICT,
    )
    expect_values(
        student.leaky_relu_derivative,
        references.leaky_relu_derivative,
        inputs.moderate(rng, without_zero=True),
        negative_slope=rng.uniform(0.01, 0.9),
        tolerance=STRICT,
    )


@check()
def test_shapes(student, rng):
    """`leaky_relu` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.leaky_relu, references.leaky_relu, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`leaky_relu` takes lists, single numbers and whole numbers."""
    expect_each(student.leaky_relu, references.leaky_relu, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`leaky_relu` leaves its input as it was."""
    expect_input_unchanged(student.leaky_relu, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`leaky_relu` is right to twelve digits."""
    expect_values(student.leaky_relu, references.leaky_relu, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`leaky_relu_derivative` takes what `leaky_relu` takes, and leaves it as it was."""
    expect_each(student.leaky_relu_derivative, references.leaky_relu_derivative, inputs.forms(rng))
    expect_input_unchanged(student.leaky_relu_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`leaky_relu_derivative` is right to twelve digits."""
    expect_values(
        student.leaky_relu_derivative,
        references.leaky_relu_derivative,
        inputs.moderate(rng, without_zero=True),
        tolerance=STRICT,
    )


@check()
def test_tails(student, rng):
    """Far from 0, `leaky_relu` is what it is near 0."""
    expect_values(student.leaky_relu, references.leaky_relu, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `leaky_relu_derivative` is what it is near 0."""
    expect_values(student.leaky_relu_derivative, references.leaky_relu_derivative, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`leaky_relu_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.leaky_relu_derivative, inputs.everywhere(rng))
