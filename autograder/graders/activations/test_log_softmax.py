"""Hidden checks of the question `log_softmax`: the logarithm of softmax passes all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, logits, question
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import LOGARITHM
from autograder.checks.vector_references import log_softmax

pytestmark = question("log_softmax")


@basic(weight=4)
def test_rows(student, rng):
    """`log_softmax` gives the logarithm of each row's probabilities."""
    expect_values(student.log_softmax, log_softmax, logits.draw(rng, 40, 7))


@check(weight=2)
def test_axes(student, rng):
    """`log_softmax` works along the axis that it is given, by keyword or by position."""
    expect_values(student.log_softmax, log_softmax, logits.draw(rng, 4, 6), 0)
    expect_values(student.log_softmax, log_softmax, logits.draw(rng, 2, 5, 3), axis=1)
    expect_values(student.log_softmax, log_softmax, logits.draw(rng, 3, 4, 2), axis=-3)


@check(weight=2)
def test_shapes(student, rng):
    """`log_softmax` works along the last axis of any array, a vector and an axis of length 1 among them."""
    drawn = [logits.draw(rng, *shape) for shape in ((7,), (2, 3, 4), (2, 1, 3, 2), (3, 1))]
    expect_each(student.log_softmax, log_softmax, drawn)


@check()
def test_lists_and_whole_numbers(student, rng):
    """`log_softmax` takes lists, whole numbers and float32."""
    whole = rng.integers(-4, 5, (3, 4))
    drawn = [whole, whole.tolist(), inputs.array(rng, (5,)).tolist(), logits.draw(rng, 3, 4).astype("float32")]
    expect_each(student.log_softmax, log_softmax, drawn)


@check()
def test_input_unchanged(student, rng):
    """`log_softmax` leaves its input as it was."""
    expect_input_unchanged(student.log_softmax, logits.draw(rng, 3, 4))


@check()
def test_precision(student, rng):
    """`log_softmax` is right to eleven digits, with equal logits too."""
    drawn = [logits.with_ties(rng), logits.draw(rng, 9, 6)]
    expect_each(student.log_softmax, log_softmax, drawn, tolerance=LOGARITHM)


@check()
def test_small_probabilities(student, rng):
    """The logarithm of a probability too small for a float is still a number."""
    expect_values(student.log_softmax, log_softmax, logits.wide_rows(rng), tolerance=LOGARITHM)


@check()
def test_large_logits(student, rng):
    """Logits far larger than exp can take give what their differences give."""
    expect_each(student.log_softmax, log_softmax, logits.shifted_far(rng), tolerance=LOGARITHM)


@check()
def test_rows_far_apart(student, rng):
    """Rows that lie thousands apart don't disturb one another."""
    expect_values(student.log_softmax, log_softmax, logits.rows_far_apart(rng), tolerance=LOGARITHM)


@check()
def test_quiet(student, rng):
    """`log_softmax` raises no overflow, division by zero or invalid value on its way."""
    for x in (*logits.shifted_far(rng), logits.wide_rows(rng)):
        expect_quiet(student.log_softmax, x)
