"""Numbers are read and written as the file writes them, exactly, and full marks are never a matter of rounding."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms.exporting.decimals import Decimals, decimals_of


@pytest.mark.parametrize(
    ("cells", "elsewhere", "expected"),
    [
        (["100.00", "87.50"], [], Decimals(".", 2)),
        (["24,00", "13,50"], [], Decimals(",", 2)),
        (["100", "87.5"], [], Decimals(".", 0)),
        (["1,000.00", "950.00"], [], Decimals(".", 2)),
        (["1.000,00", "950,00"], [], Decimals(",", 2)),
        (["1 234,50"], [], Decimals(",", 2)),
        (["-", "", "EX"], [], Decimals(".", 0)),
        (["", "20"], ["67,5", "Anna"], Decimals(",", 0)),
        (["13.5", ""], ["67,5", "1,5"], Decimals(".", 1)),
    ],
)
def test_the_style_is_that_of_the_cells_or_else_of_the_file(cells, elsewhere, expected):
    assert decimals_of(cells, elsewhere) == expected


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("87.5", Decimals("."), Fraction(175, 2)),
        ("13,50", Decimals(","), Fraction(27, 2)),
        ("1,000", Decimals("."), Fraction(1000)),
        ("1.000", Decimals(","), Fraction(1000)),
        ("1,000,000", Decimals(","), Fraction(1000000)),
        ("1.234,5", Decimals(","), Fraction(2469, 2)),
        ("1\N{NO-BREAK SPACE}234,5", Decimals(","), Fraction(2469, 2)),
        ("-2.5", Decimals("."), Fraction(-5, 2)),
        ("0.125", Decimals("."), Fraction(1, 8)),
        ("-", Decimals("."), None),
        ("", Decimals("."), None),
        ("EX", Decimals("."), None),
        ("Needs Grading", Decimals("."), None),
        ("71.5 %", Decimals("."), None),
        ("=1+1", Decimals("."), None),
        ("1e5", Decimals("."), None),
        ("٣", Decimals("."), None),
    ],
)
def test_a_number_is_read_exactly_and_nothing_else_is_one(text, style, value):
    assert style.read(text) == value


@given(
    cents=st.integers(0, 10**7), separator=st.sampled_from(".,"), places=st.integers(0, 2), whole=st.integers(1, 10**5)
)
def test_two_decimals_come_back_exactly(cents, separator, places, whole):
    style, value = Decimals(separator, places), Fraction(cents, 100)
    assert style.read(style.write(value, max(Fraction(whole), value))) == value


@given(value=st.fractions(0, 1).filter(lambda value: value < 1), whole=st.integers(1, 1000))
def test_what_is_less_than_everything_never_reads_as_everything(value, whole):
    style = Decimals(".")
    assert style.read(style.write(value * whole, Fraction(whole))) < whole


@given(value=st.fractions(0, 1000))
def test_a_written_number_is_within_a_cent(value):
    style = Decimals(".")
    assert abs(style.read(style.write(value)) - value) <= Fraction(1, 200)
