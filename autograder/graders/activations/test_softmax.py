"""Hidden checks of the question `softmax`: the textbook formula passes all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, logits, question
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT, TAIL
from autograder.checks.vector_references import softmax

pytestmark = question("softmax")


@basic(weight=4)
def test_rows(student, rng):
    """`softmax` turns each row of logits into probabilities."""
    expect_values(student.softmax, softmax, logits.draw(rng, 40, 7))


@check(weight=2)
def test_axes(student, rng):
    """`softmax` works along the axis that it is given, by keyword or by position."""
    expect_values(student.softmax, softmax, logits.draw(rng, 4, 6), 0)
    expect_values(student.softmax, softmax, logits.draw(rng, 2, 5, 3), axis=1)
    expect_values(student.softmax, softmax, logits.draw(rng, 3, 4, 2), axis=-3)


@check(weight=2)
def test_shapes(student, rng):
    """`softmax` works along the last axis of any array, a vector and an axis of length 1 among them."""
    shapes = ((7,), (2, 3, 4), (2, 1, 3, 2), (3, 1))
    expect_each(student.softmax, softmax, [logits.draw(rng, *shape) for shape in shapes])


@check()
def test_lists_and_whole_numbers(student, rng):
    """`softmax` takes lists, whole numbers and float32."""
    whole = rng.integers(-4, 5, (3, 4))
    vector = inputs.array(rng, (5,)).tolist()
    expect_each(student.softmax, softmax, [whole, whole.tolist(), vector, logits.draw(rng, 3, 4).astype("float32")])


@check()
def test_input_unchanged(student, rng):
    """`softmax` leaves its input as it was."""
    expect_input_unchanged(student.softmax, logits.draw(rng, 3, 4))


@check()
def test_precision(student, rng):
    """`softmax` is right to twelve digits, with equal logits too."""
    expect_each(student.softmax, softmax, [logits.with_ties(rng), logits.draw(rng, 9, 6)], tolerance=STRICT)


@check()
def test_small_probabilities(student, rng):
    """Small probabilities are small, not 0, and keep their digits."""
    expect_values(student.softmax, softmax, logits.draw(rng, 12, 5, scale=60), tolerance=TAIL)


@check()
def test_large_logits(student, rng):
    """Logits far larger than exp can take give the probabilities that their differences give."""
    expect_each(student.softmax, softmax, logits.shifted_far(rng), tolerance=TAIL)


@check()
def test_wide_rows(student, rng):
    """A row whose logits lie a thousand apart gives probabilities."""
    expect_values(student.softmax, softmax, logits.wide_rows(rng), tolerance=TAIL)


@check()
def test_rows_far_apart(student, rng):
    """Rows that lie thousands apart don't disturb one another."""
    expect_values(student.softmax, softmax, logits.rows_far_apart(rng), tolerance=TAIL)


@check()
def test_quiet(student, rng):
    """`softmax` raises no overflow, division by zero or invalid value on its way."""
    for x in (*logits.shifted_far(rng), logits.wide_rows(rng)):
        expect_quiet(student.softmax, x)
