import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.axis_ticks import label, ticks


def test_ticks_are_round():
    assert ticks(-6.4, 6.4, 6) == (-6, -4, -2, 0, 2, 4, 6)
    assert ticks(-0.04, 1.04, 3) == (0, 0.5, 1)


@given(
    st.floats(-1e300, 1e300),
    st.floats(1e-3, 1),
    st.integers(2, 8),
)
def test_ticks_lie_inside_and_are_neither_few_nor_many(low, share, about):
    high = low + max(abs(low), 1e-6) * share
    found = ticks(low, high, about)
    slack = 1e-6 * (high - low)
    assert all(low - slack <= tick <= high + slack for tick in found)
    assert about / 4 - 1 <= len(found) <= 2 * about + 1


@pytest.mark.parametrize(
    ("value", "wanted"), [(0.0, "0"), (-5.0, "\N{MINUS SIGN}5"), (0.25, "0.25"), (1e-9, "1e\N{MINUS SIGN}09")]
)
def test_labels_are_short_with_a_true_minus(value, wanted):
    assert label(value) == wanted
