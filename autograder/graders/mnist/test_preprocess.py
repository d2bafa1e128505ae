"""Hidden checks of the preparation of images."""

import numpy as np

from autograder.checks import CheckFailed, basic, check, question
from autograder.checks.expect import expect_input_unchanged, expect_values
from autograder.checks.tolerance import Tolerance

pytestmark = question("preprocess")

# A float32 division is right to 6e-8; 1e-6 also takes a product with a rounded 1/255, but not a division by 256.
NEAR = Tolerance(rtol=0.0, atol=1e-6, float32_rtol=0.0, float32_atol=1e-6)


def scaled(images):
    """Map 0 to 0 and 255 to 1, linearly."""
    return images / 255


def draw(rng, count, largest=255):
    """Draw images whose values reach from 0 to `largest`, mostly dark as digits are."""
    images = rng.integers(0, largest + 1, (count, 28, 28), dtype=np.uint8)
    images[rng.random(images.shape) < 0.7] = 0
    images[:, 3, 4] = largest
    return images


@basic(weight=3)
def test_values(student, rng):
    """`preprocess` maps the grey values 0 to 255 to the numbers 0 to 1, image by image in their shape."""
    images = draw(rng, 6)
    result = student.preprocess(images)
    if isinstance(result, np.ndarray) and result.shape == images.shape and np.isfinite(result).all():
        if result.dtype.kind in "iu" and result.max(initial=0) <= 1:
            raise CheckFailed(
                "`preprocess` returned whole numbers: every grey value between black and white is lost.",
                "Print the dtype before and after the division: which line cuts the fractions off?",
            )
        if np.max(result) > 2:
            raise CheckFailed(
                "`preprocess` returned values far above 1.",
                "What is the largest value of `images`, and of your result?",
            )
        if np.min(result) < 0:
            raise CheckFailed("`preprocess` returned negative values.", "Which grey value should become 0?")
    expect_values(student.preprocess, scaled, images, tolerance=NEAR)


@check(weight=1)
def test_dim_batch(student, rng):
    """A batch that holds no white pixel is scaled by the same rule."""
    images = draw(rng, 3, largest=int(rng.integers(90, 160)))
    result = student.preprocess(images)
    if isinstance(result, np.ndarray) and result.shape == images.shape and np.max(result) > 0.99:
        raise CheckFailed(
            "`preprocess` maps the brightest pixel of a dim batch to white.",
            "Does the same grey value give the same number in every batch? What should the divisor depend on?",
        )
    expect_values(student.preprocess, scaled, images, tolerance=NEAR)


@check(weight=1)
def test_other_counts(student, rng):
    """Any number of images will do: one or many."""
    for count in (1, 11):
        expect_values(student.preprocess, scaled, draw(rng, count), tolerance=NEAR)


@check(weight=2)
def test_dtype(student, rng):
    """The result is of dtype float32."""
    result = student.preprocess(draw(rng, 2))
    if not (isinstance(result, np.ndarray) and result.dtype == np.float32):
        dtype = result.dtype.name if isinstance(result, np.ndarray) else type(result).__name__
        raise CheckFailed(
            f"`preprocess` returned {dtype} in place of float32.",
            "Dividing a uint8 array gives another dtype than float32: which one, and what changes it?",
        )


@check(weight=1)
def test_input_unchanged(student, rng):
    """The array that was passed in is left as it was."""
    expect_input_unchanged(student.preprocess, draw(rng, 3))
