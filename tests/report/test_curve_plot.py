import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import Curve
from autograder.report.curve_plot import BOTTOM, HEIGHT, LABEL_GAP, WIDTH, plots

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def test_a_function_and_its_derivative_share_a_plot(make):
    (plot,) = plots([make.curve(), make.curve("sigmoid_derivative"), make.curve()])
    assert [(line.label, line.derivative) for line in plot.lines] == [("sigmoid", False), ("sigmoid\N{PRIME}", True)]


def test_curves_over_other_ranges_get_a_plot_of_their_own(make):
    assert len(plots([make.curve(), make.curve("wide", x=(-50.0, 50.0), function=abs)])) == 2


def test_many_curves_are_spread_over_several_plots(make):
    assert [len(plot.lines) for plot in plots([make.curve(str(n)) for n in range(6)])] == [4, 2]


def test_a_gap_lifts_the_pen():
    (plot,) = plots([Curve("f", (0.0, 1.0, 2.0, 3.0), (0.0, 1.0, None, 1.0))])
    assert re.sub(r"[^ML]", "", plot.lines[0].path) == "MLM"


def test_curves_that_differ_in_the_sign_of_zero_only_are_told_apart():
    described = [plots([Curve("f", (0.0, 1.0), (zero, 1.0))])[0].description for zero in (0.0, -0.0, 0.0)]
    assert described[0] == described[2] != described[1]


def test_labels_that_end_together_are_moved_apart(make):
    (plot,) = plots([make.curve(name) for name in "abcd"])
    heights = sorted(line.label_y for line in plot.lines)
    assert all(after - before >= LABEL_GAP - 0.1 for before, after in pairwise(heights))
    assert heights[-1] <= HEIGHT - BOTTOM


def test_a_curve_without_finite_values_still_gives_a_plot():
    (plot,) = plots([Curve("f", (0.0, 1.0), (None, None))])
    assert plot.lines[0].path == ""
    assert "no finite value" in plot.description


def test_a_curve_without_points_is_left_out():
    assert plots([Curve("f", (), ())]) == ()


@given(st.lists(st.tuples(FINITE, st.none() | st.floats()), min_size=1, max_size=30))
def test_any_curve_stays_in_the_picture(points):
    for plot in plots([Curve("f", tuple(x for x, _ in points), tuple(y for _, y in points))]):
        numbers = [float(number) for line in plot.lines for number in re.findall(r"[-\d.e+]+", line.path)]
        assert all(0 <= number <= WIDTH for number in numbers)
        assert all(0 <= tick.place <= WIDTH for tick in (*plot.x_ticks, *plot.y_ticks))
        assert len(plot.x_ticks) + len(plot.y_ticks) < 40


@pytest.mark.parametrize("value", [1.0, 0.0, 5e-324, 1.7e308, -1.7e308])
def test_a_constant_is_drawn_as_a_level_line(value):
    (plot,) = plots([Curve("f", (0.0, 1.0), (value, value))])
    heights = re.findall(r"[ML][\d.]+ ([\d.]+)", plot.lines[0].path)
    assert len(set(heights)) == 1
