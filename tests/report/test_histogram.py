from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.histogram import HEIGHT, WIDTH, histogram


def test_bars_are_as_high_as_their_counts():
    bars = histogram((0, 2, 4, 1), None).bars
    assert bars[1].height == pytest.approx(bars[2].height / 2, abs=0.01)
    assert bars[0].height == 0


def test_the_mean_stands_at_its_place():
    assert histogram((1, 1), Fraction(0)).mean_x == pytest.approx(30)
    assert histogram((1, 1), Fraction(1)).mean_x == pytest.approx(WIDTH - 6)
    assert histogram((1, 1), None).mean_x is None


def test_the_description_tells_counts_and_mean():
    chart = histogram((0, 3, 0, 0, 0, 0, 0, 0, 0, 1), Fraction(7, 20))
    assert chart.description == "Submissions by score: 10 to 20 %: 3; 90 to 100 %: 1. Mean 35\N{NO-BREAK SPACE}%."
    assert chart.title == "Distribution of the scores of 4 submissions"


@given(st.lists(st.integers(0, 500), min_size=10, max_size=10))
def test_the_chart_fits_and_marks_whole_numbers(counts):
    chart = histogram(counts, None)
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH and 0 <= bar.y <= HEIGHT for bar in chart.bars)
    assert len({level for _, level in chart.levels}) == len(chart.levels) >= 1
    assert all(0 <= place <= HEIGHT for place, _ in chart.levels)
