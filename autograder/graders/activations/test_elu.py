"""Hidden checks of the question `elu`: textbook formulas pass all but the last, stable, checks."""

import numpy as np

from autograder.checks import basic, check, inputs, question, references
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL, TINY

pytestmark = question("elu")

AT_ZERO = "The slope at a corner is an agreement. Which side of your condition does 0 fall on?"


@basic(weight=4, draws="elu")
def test_values(student, rng):
    """The values of `elu` are those of the exponential linear unit, with alpha 1 unless told otherwise."""
    expect_values(student.elu, references.elu, inputs.moderate(rng))


@check(weight=4, draws="elu_derivative")
def test_derivative_values(student, rng):
    """`elu_derivative` gives the slope on both sides of 0."""
    expect_values(student.elu_derivative, references.elu_derivative, inputs.moderate(rng, without_zero=True))


@check(after="test_derivative_values")
def test_derivative_at_zero(student, rng):
    """At 0, `elu_derivative` is 1 whatever alpha, as the notebook states."""
    expect_values(student.elu_derivative, references.elu_derivative, np.zeros(3), hint=AT_ZERO)
    expect_values(student.elu_derivative, references.elu_derivative, np.zeros(3), alpha=rng.uniform(2, 3), hint=AT_ZERO)


@check(weight=2)
def test_alpha(student, rng):
    """`elu` heeds the `alpha` that it is given, by keyword or by position."""
    expect_values(student.elu, references.elu, inputs.moderate(rng), rng.uniform(0.2, 3), tolerance=STRICT)
    expect_values(student.elu, references.elu, inputs.moderate(rng), alpha=rng.uniform(0.2, 3), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_alpha(student, rng):
    """`elu_derivative` heeds the `alpha` that it is given, by keyword or by position."""
    expect_values(
        student.elu_derivative,
        references.elu_derivative,
        inputs.moderate(rng, without_zero=True),
        rng.uniform(0.2, 3),
        tolerance=STRICT,
    )
    expect_values(
        student.elu_derivative,
        references.elu_derivative,
        inputs.moderate(rng, without_zero=True),
        alpha=rng.uniform(0.2, 3),
        tolerance=STRICT,
    )


@check()
def test_shapes(student, rng):
    """`elu` keeps the shape of an array, in float64 and in float32."""
    expect_each(student.elu, references.elu, inputs.arrays(rng))


@check()
def test_lists_and_numbers(student, rng):
    """`elu` takes lists, single numbers and whole numbers."""
    expect_each(student.elu, references.elu, inputs.lists_and_numbers(rng))


@check()
def test_input_unchanged(student, rng):
    """`elu` leaves its input as it was."""
    expect_input_unchanged(student.elu, inputs.moderate(rng))


@check()
def test_precision(student, rng):
    """`elu` is right to twelve digits."""
    expect_values(student.elu, references.elu, inputs.moderate(rng), tolerance=STRICT)


@check(after="test_derivative_values")
def test_derivative_inputs(student, rng):
    """`elu_derivative` takes what `elu` takes, and leaves it as it was."""
    expect_each(student.elu_derivative, references.elu_derivative, inputs.forms(rng))
    expect_input_unchanged(student.elu_derivative, inputs.moderate(rng))


@check(after="test_derivative_values")
def test_derivative_precision(student, rng):
    """`elu_derivative` is right to twelve digits."""
    expect_values(
        student.elu_derivative, references.elu_derivative, inputs.moderate(rng, without_zero=True), tolerance=STRICT
    )


@check()
def test_tails(student, rng):
    """Far from 0, `elu` comes to rest on the left and grows on the right."""
    expect_values(student.elu, references.elu, inputs.tails(rng), tolerance=TAIL)


@check()
def test_tiny_inputs(student, rng):
    """Next to 0, `elu` keeps the digits of its input."""
    expect_values(student.elu, references.elu, inputs.tiny(rng), tolerance=TINY)


@check(after="test_derivative_values")
def test_derivative_tails(student, rng):
    """Far to the left, `elu_derivative` is small, not 0."""
    expect_values(student.elu_derivative, references.elu_derivative, inputs.tails(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`elu` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.elu, inputs.everywhere(rng))


@check(after="test_derivative_values")
def test_derivative_quiet(student, rng):
    """`elu_derivative` raises no overflow, division by zero or invalid value on its way."""
    expect_quiet(student.elu_derivative, inputs.everywhere(rng))
