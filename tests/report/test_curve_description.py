from autograder.model import Curve
from autograder.report.curve_description import describe, gaps


def test_a_description_is_made_of_the_values():
    curve = Curve("f", (-1.0, 0.0, 1.0), (0.5, -2.0, 3.0))
    assert describe(curve) == (
        "f starts at 0.5 for x = −1 and ends at 3 for x = 1;"  # noqa: RUF001 - a true minus sign
        " its least value is −2 at x = 0, its greatest 3 at x = 1."  # noqa: RUF001 - the same
    )


def test_missing_values_are_counted():
    assert gaps(Curve("f", (0.0, 1.0), (None, 1.0))) == "1 of 2 values of f is not finite."
    assert gaps(Curve("f", (0.0, 1.0), (0.0, 1.0))) == ""
