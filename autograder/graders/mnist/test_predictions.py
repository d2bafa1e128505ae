"""Hidden checks of what is made of a model's outputs."""

import numpy as np

from autograder.checks import CheckFailed, basic, check, logits, question
from autograder.checks.expect import expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import Tolerance
from autograder.checks.vector_references import softmax

pytestmark = question("predictions")

# Keras' outputs are float32, and so may be the softmax of them: half a unit in its last place at 1 is 6e-8.
PROBABILITY = Tolerance(rtol=1e-5, atol=1e-7, float32_rtol=1e-4, float32_atol=1e-6)
EXACT = Tolerance(rtol=0.0, atol=0.0, float32_rtol=0.0, float32_atol=0.0)


def argmax(outputs):
    """Place of the largest output of each row."""
    return np.argmax(outputs, axis=-1)


@basic(weight=2)
def test_probabilities(student, rng):
    """`to_probabilities` turns each row of logits into probabilities."""
    rows = logits.draw(rng, 7, 10)
    result = student.to_probabilities(rows)
    if isinstance(result, np.ndarray) and result.shape == rows.shape and result.dtype.kind == "f":
        by_row, by_column = result.sum(axis=1), result.sum(axis=0)
        if not np.allclose(by_row, 1, atol=1e-4) and np.allclose(by_column, 1, atol=1e-4):
            raise CheckFailed(
                "The rows that `to_probabilities` returned do not sum to 1; the columns do.",
                "One row is one image. Which axis holds the classes?",
            )
        if not np.allclose(by_row, 1, atol=1e-2):
            raise CheckFailed(
                "The rows that `to_probabilities` returned do not sum to 1.",
                "One row is one image: which numbers should the sum in its denominator run over?",
            )
    expect_values(student.to_probabilities, softmax, rows, tolerance=PROBABILITY)


@basic(weight=2)
def test_digits(student, rng):
    """`predict_digits` names, for each row of logits, the digit with the largest one."""
    rows = logits.draw(rng, 40, 10)
    result = student.predict_digits(rows)
    if isinstance(result, np.ndarray) and result.shape == (40,) and not np.array_equal(result, argmax(rows)):
        raise CheckFailed(
            "`predict_digits` did not name the place of the largest output in every row.",
            "Print one row and the digit for it: where is its largest number, with its sign, counted from 0?",
        )
    expect_values(student.predict_digits, argmax, rows, tolerance=EXACT)


@check(weight=1)
def test_large_logits(student, rng):
    """Large logits of either sign give probabilities as well, without an overflow on the way."""
    far_apart = logits.draw(rng, 5, 10) + rng.permutation([900.0, -900.0, 2500.0, -2500.0, 0.0])[:, None]
    for rows in (logits.draw(rng, 5, 10, scale=40) + 900, logits.draw(rng, 5, 10, scale=600), far_apart):
        expect_quiet(student.to_probabilities, rows)
        expect_values(student.to_probabilities, softmax, rows, tolerance=PROBABILITY)


@check(weight=1)
def test_float32_and_one_row(student, rng):
    """A single row, with or without an axis for its batch, and float32 logits, as a model gives them, work too."""
    expect_values(student.to_probabilities, softmax, logits.draw(rng, 10), tolerance=PROBABILITY)
    for rows in (logits.draw(rng, 1, 10), logits.draw(rng, 4, 10).astype(np.float32)):
        expect_values(student.to_probabilities, softmax, rows, tolerance=PROBABILITY)
        expect_values(student.predict_digits, argmax, rows, tolerance=EXACT)


@check(weight=1)
def test_digits_of_probabilities(student, rng):
    """`predict_digits` gives the same digits for probabilities as for logits, as whole numbers."""
    rows = softmax(logits.draw(rng, 30, 10)).astype(np.float32)
    expect_values(student.predict_digits, argmax, rows, tolerance=EXACT)
    result = student.predict_digits(rows)
    if not (isinstance(result, np.ndarray) and result.dtype.kind in "iu"):
        raise CheckFailed(
            "`predict_digits` returned digits that are not of an integer dtype.",
            "A digit names a class: what would 3.0 be as an index?",
        )


@check(weight=1)
def test_input_unchanged(student, rng):
    """Both functions leave the array that was passed in as it was."""
    expect_input_unchanged(student.to_probabilities, logits.draw(rng, 4, 10))
    expect_input_unchanged(student.predict_digits, logits.draw(rng, 4, 10))
