"""Solution regions are told apart as nbgrader does, and stray markers are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.release.regions import UnbalancedMarkersError, has_markers, split

LINES = st.lists(st.sampled_from(["a = 1", "", "    return a", "# why"]), max_size=6)


@given(before=LINES, inside=LINES, after=LINES)
def test_split_keeps_every_line_on_its_side(before, inside, after):
    source = "\n".join([*before, "    ### BEGIN SOLUTION", *inside, "    ### END SOLUTION", *after])
    regions = split(source)
    assert regions.inside == tuple(inside)
    assert regions.outside == (*before, *after)


def test_split_takes_several_regions_of_a_cell():
    regions = split("a\n# BEGIN SOLUTION\nb\n# END SOLUTION\nc\n# BEGIN SOLUTION\nd\n# END SOLUTION")
    assert (regions.inside, regions.outside) == (("b", "d"), ("a", "c"))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("### BEGIN SOLUTION\nx", "begun in line 1 is not ended"),
        ("x\n### END SOLUTION", "line 2 ends a solution that was not begun"),
        (
            "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION",
            "line 2 begins a solution inside the one begun in",
        ),
    ],
)
def test_split_refuses_unbalanced_markers(source, message):
    with pytest.raises(UnbalancedMarkersError, match=message):
        split(source)


def test_has_markers_sees_either_marker():
    assert has_markers("### BEGIN SOLUTION")
    assert has_markers("### END SOLUTION")
    assert not has_markers("the solution begins")
