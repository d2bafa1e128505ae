"""Hidden checks of the question `relu`: textbook formulas pass all but the last, stable, checks."""

import numpy as np

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL

pytestmark = question("relu")

AT_ZERO = "The slope at a corner is an agreement. Which side of your condition does 0 fall on?"


@basic(weight=4, draws="relu")
def test_values(student, rng):
    """`relu` keeps what is positive and cuts off what is negative."""
    expect_values(student.relu, references.relu, inputs.moderate(rng))


@check(weight=4, draws="relu_derivative")
def test_derivative_values(student, rng):
    """`relu_derivative` gives the slope on both sides of 0."""
    expect_values(student.relu_derivative, references.relu_derivative, inputs.moderate(rng, without_zero=True))


@check(after="test_derivative_values")
def test_derivative_at_zero(student):
    """At 0, `relu_derivative` is 0, as the notebook states."""
    expect_values(student.relu_derivative, references.relu_derivative, np.zeros(3), hint=AT_ZERO)


@check()
def test_precision(student, rng):
    """`relu` hands on every digit of a positive input."""
    expect_values(student.relu, references.relu, inputs.moderate(rng), tolerance=STRICT)


@check()
def test_shapes(student, rng):
    """`relu` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.relu, references.relu, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`relu` takes lists, single numbers and whole numbers."""
    expect_each(student.relu, references.relu, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`relu` leaves its input as it was."""
    expect_input_unchanged(student.relu, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`relu_derivative` takes what `relu` takes, and leaves it as it was."""
    expect_each(student.relu_derivative, references.relu_derivative, inputs.forms(rng))
    expect_input_unchanged(student.relu_derivative, inputs.moderate(rng))


@check()
def test_tails(student, rng):
    """Far from 0, `relu` is what it is near 0."""
    expect_values(student.relu, references.relu, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far from 0, `relu_derivative` is what it is near 0."""
    expect_values(student.relu_derivative, references.relu_derivative, inputs.tails(rng), tolerance=TAIL)


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`relu_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.relu_derivative, inputs.everywhere(rng))
