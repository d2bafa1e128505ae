from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.number_format import percent, plain_number, rounded, shown

SHARES = st.fractions(min_value=0, max_value=1)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (Fraction(6), "6"),
        (Fraction(100), "100"),
        (Fraction(18, 5), "3.6"),
        (Fraction(2, 3), "0.67"),
        (Fraction(1, 200), "0.01"),
        (Fraction(1, 201), "0"),
        (Fraction(-1, 2), "\N{MINUS SIGN}0.5"),
        (Fraction(-1, 1000), "0"),
        (Fraction(0), "0"),
    ],
)
def test_shown_has_two_decimals_at_most_and_no_trailing_zeros(value, wanted):
    assert shown(value) == wanted


@pytest.mark.parametrize(
    ("value", "whole", "wanted"),
    [
        (Fraction(99_999, 1000), Fraction(100), "99.99"),
        (Fraction(100), Fraction(100), "100"),
        (Fraction(1, 1000), Fraction(100), "0.01"),
        (Fraction(0), Fraction(100), "0"),
        (Fraction(1_999, 6000), Fraction(1, 3), "0.32"),
        (Fraction(101), Fraction(100), "101"),
    ],
)
def test_shown_never_gives_or_takes_everything_by_rounding(value, whole, wanted):
    assert shown(value, whole) == wanted


@given(SHARES)
def test_only_all_of_it_is_100_percent_and_only_nothing_is_0(share):
    assert (percent(share) == "100\N{NO-BREAK SPACE}%") == (share == 1)
    assert (percent(share) == "0\N{NO-BREAK SPACE}%") == (share == 0)


@given(SHARES, st.integers(1, 100_000))
def test_rounding_moves_a_score_by_a_hundredth_at_most(share, hundredths):
    whole = Fraction(hundredths, 100)
    assert abs(rounded(share * whole, whole) - share * whole) <= Fraction(1, 100)


@given(SHARES, SHARES)
def test_rounding_keeps_the_order_of_scores(one, other):
    low, high = sorted((one * 100, other * 100))
    assert rounded(low, Fraction(100)) <= rounded(high, Fraction(100))


def test_plain_number_is_an_int_where_it_can_be():
    assert (repr(plain_number(Fraction(6))), repr(plain_number(Fraction(7, 2)))) == ("6", "3.5")
