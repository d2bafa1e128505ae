"""Hidden checks of the question `softmax_jacobian`: the textbook formula passes all but the last, stable, checks."""

from autograder.checks import basic, check, inputs, logits, question
from autograder.checks.expect import expect_each, expect_input_unchanged, expect_quiet, expect_values
from autograder.checks.tolerance import STRICT
from autograder.checks.vector_references import softmax_jacobian

pytestmark = question("softmax_jacobian")


@basic(weight=5)
def test_vectors(student, rng):
    """`softmax_jacobian` of a vector of logits is the matrix of all slopes."""
    for length in (5, 2, 9):
        expect_values(student.softmax_jacobian, softmax_jacobian, logits.draw(rng, length, scale=1.5))


@check(weight=3)
def test_rows(student, rng):
    """`softmax_jacobian` gives one matrix for each row of logits."""
    expect_values(student.softmax_jacobian, softmax_jacobian, logits.draw(rng, 6, 4))


@check(weight=2)
def test_shapes(student, rng):
    """`softmax_jacobian` takes arrays of three axes, single rows and rows of one logit."""
    drawn = [logits.draw(rng, *shape) for shape in ((2, 3, 4), (3, 3), (3, 1), (1,))]
    expect_each(student.softmax_jacobian, softmax_jacobian, drawn)


@check()
def test_lists_and_whole_numbers(student, rng):
    """`softmax_jacobian` takes lists, whole numbers and float32."""
    whole = rng.integers(-3, 4, 5)
    drawn = [whole, whole.tolist(), inputs.array(rng, (4,)).tolist(), logits.draw(rng, 4).astype("float32")]
    expect_each(student.softmax_jacobian, softmax_jacobian, drawn)


@check()
def test_input_unchanged(student, rng):
    """`softmax_jacobian` leaves its input as it was."""
    expect_input_unchanged(student.softmax_jacobian, logits.draw(rng, 5))


@check()
def test_precision(student, rng):
    """`softmax_jacobian` is right to twelve digits, with equal logits too."""
    expect_each(student.softmax_jacobian, softmax_jacobian, logits.with_ties(rng)[:4], tolerance=STRICT)


@check()
def test_large_logits(student, rng):
    """Logits far larger than exp can take give the slopes that their differences give."""
    expect_each(student.softmax_jacobian, softmax_jacobian, [x[0] for x in logits.shifted_far(rng)])


@check()
def test_wide_rows(student, rng):
    """A vector whose logits lie a thousand apart gives slopes."""
    expect_each(student.softmax_jacobian, softmax_jacobian, logits.wide_rows(rng)[:3])


@check(after="test_rows")
def test_rows_far_apart(student, rng):
    """Rows that lie thousands apart don't disturb one another."""
    expect_values(student.softmax_jacobian, softmax_jacobian, logits.rows_far_apart(rng))


@check()
def test_quiet(student, rng):
    """`softmax_jacobian` raises no overflow, division by zero or invalid value on its way."""
    for x in (*logits.shifted_far(rng), logits.wide_rows(rng)):
        expect_quiet(student.softmax_jacobian, x[0])
