"""The table is read leniently in its spelling and judged strictly in its content."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks import CheckFailed, references
from autograder.checks.table import TABLE, expect_continuity, expect_monotonic, expect_ranges, read_table


def rows(**changes):
    table = {
        name: {"range": row.range, "continuity": row.continuity, "monotonic": row.monotonic}
        for name, row in TABLE.items()
    }
    for name, change in changes.items():
        table[name] = {**table[name], **change}
    return table


def test_the_table_reads_back_as_it_is():
    assert dict(read_table(rows())) == dict(TABLE)


@pytest.mark.parametrize("pair", [[0, math.inf], (0.0, np.inf), np.array([0, np.inf]), (0, "inf"), (0, 10**400)])
def test_a_pair_of_bounds_may_be_written_in_many_ways(pair):
    assert read_table(rows(relu={"range": pair}))["relu"].range == (0, math.inf)


@pytest.mark.parametrize("text", ["Cinf", "C^inf", "c∞", "C^∞", "C^\\infty", "C^{inf}", " cinf ", "Cinfinity"])
def test_the_order_of_continuity_may_be_spelled_in_many_ways(text):
    assert read_table(rows(tanh={"continuity": text}))["tanh"].continuity == "Cinf"


@pytest.mark.parametrize(("text", "canonical"), [("C⁻¹", "C-1"), ("c^-1", "C-1"), ("C⁰", "C0"), ("c^1", "C1")])
def test_finite_orders_may_be_spelled_as_powers(text, canonical):
    assert read_table(rows(relu={"continuity": text}))["relu"].continuity == canonical


def test_further_rows_and_columns_are_ignored():
    table = rows(relu={"equation": "max(x, 0)"}) | {"swish": 3}
    assert dict(read_table(table)) == dict(TABLE)


def test_a_numpy_bool_is_a_bool():
    assert read_table(rows(mish={"monotonic": np.False_}))["mish"].monotonic is False


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        rows(relu={"range": (0,)}),
        rows(relu={"range": 0}),
        rows(relu={"range": ((0, 1), 2)}),
        rows(relu={"range": ("low", "high")}),
        rows(relu={"range": (True, 1)}),
        rows(relu={"continuity": "C2"}),
        rows(relu={"continuity": 0}),
        rows(relu={"continuity": "0"}),
        rows(relu={"monotonic": 1}),
        dict.fromkeys(TABLE),
    ],
)
def test_a_malformed_table_is_refused_with_a_reason(value):
    with pytest.raises(CheckFailed) as caught:
        read_table(value)
    assert caught.value.message.endswith(".")
    assert caught.value.hint


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.tuples(inner))
)
def test_any_column_is_read_or_refused(value):
    for column in ("range", "continuity", "monotonic"):
        try:
            read_table(rows(gelu={column: value}))
        except CheckFailed:
            continue


@pytest.mark.parametrize(
    ("bounds", "right"), [((-0.28, math.inf), True), ((-0.3, math.inf), False), ((-0.28, 1e9), False)]
)
def test_bounds_that_are_no_whole_numbers_may_be_rounded(bounds, right):
    table = read_table(rows(silu={"range": bounds}))
    if right:
        expect_ranges(table, "silu")
    else:
        with pytest.raises(CheckFailed):
            expect_ranges(table, "silu")


@pytest.mark.parametrize("lower", [-0.999, math.nan, -1.001])
def test_whole_bounds_are_exact(lower):
    with pytest.raises(CheckFailed):
        expect_ranges(read_table(rows(elu={"range": (lower, math.inf)})), "elu")


def test_a_message_about_answers_to_choose_from_does_not_name_the_wrong_one():
    table = read_table(rows(relu={"continuity": "C1"}, mish={"monotonic": True}))
    for expect, names in ((expect_continuity, ("relu", "tanh")), (expect_monotonic, ("mish", "tanh"))):
        with pytest.raises(CheckFailed) as caught:
            expect(table, *names)
        assert all(name in caught.value.message for name in names)


@pytest.mark.parametrize("name", ["silu", "gelu", "mish"])
def test_the_lowest_values_are_those_of_the_functions(name):
    x = np.linspace(-3, 0, 300_001)
    assert TABLE[name].range[0] == pytest.approx(getattr(references, name)(x).min(), abs=1e-10)


def test_the_bound_of_silu_is_that_of_fifty_digits():
    with mpmath.workdps(50):
        x = mpmath.findroot(lambda x: 1 + x / (1 + mpmath.exp(x)), -1.28)
        assert float(x / (1 + mpmath.exp(-x))) == pytest.approx(TABLE["silu"].range[0], rel=1e-15)


@pytest.mark.parametrize("name", [name for name in TABLE if hasattr(references, name)])
def test_ranges_and_monotonicity_agree_with_the_references(name):
    x = np.concatenate([np.linspace(-60, 60, 24_001), [-1e4, 1e4]])
    x.sort()
    y = getattr(references, name)(x)
    lower, upper = TABLE[name].range
    assert np.all((lower - 1e-12 <= y) & (y <= upper))
    assert (np.min(y) < -100) if math.isinf(lower) else np.min(y) == pytest.approx(lower, abs=2e-4)
    assert (np.max(y) > 100) if math.isinf(upper) else np.max(y) == pytest.approx(upper, abs=2e-4)
    assert bool(np.all(np.diff(y) >= -1e-15)) is TABLE[name].monotonic
