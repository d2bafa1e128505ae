"""Hidden checks of the question `table`; each group mixes answers: a column filled with one value earns nothing."""

from autograder.checks import basic, check, question
from autograder.checks.table import expect_continuity, expect_monotonic, expect_ranges, read_table

pytestmark = question("table")


@basic(weight=1)
def test_form_and_first_rows(student):
    """The table has all fourteen rows, and tells the ranges of sigmoid, tanh and ReLU apart."""
    table = read_table(student.value("ACTIVATIONS"))
    expect_ranges(table, "sigmoid", "tanh", "relu")


@check(weight=2)
def test_bounded_ranges(student):
    """The ranges between two finite bounds are right."""
    expect_ranges(read_table(student.value("ACTIVATIONS")), "binary_step", "softsign", "gaussian")


@check(weight=2)
def test_unbounded_ranges(student):
    """The ranges without an upper bound, or without any, are right."""
    expect_ranges(read_table(student.value("ACTIVATIONS")), "identity", "leaky_relu", "softplus")


@check(weight=3)
def test_lowest_values(student):
    """The lower bounds that are no limit in plain sight are right to two decimals."""
    expect_ranges(read_table(student.value("ACTIVATIONS")), "elu", "selu", "silu", "gelu", "mish")


@check(weight=2)
def test_continuity(student):
    """The order of continuity is right where it can be seen in the plot."""
    names = ("identity", "binary_step", "sigmoid", "tanh", "relu", "leaky_relu", "gaussian")
    expect_continuity(read_table(student.value("ACTIVATIONS")), *names)


@check(weight=3)
def test_continuity_at_seams(student):
    """The order of continuity is right where the slopes decide."""
    names = ("softsign", "elu", "selu", "softplus", "silu", "gelu", "mish")
    expect_continuity(read_table(student.value("ACTIVATIONS")), *names)


@check(weight=2)
def test_monotonic(student):
    """The table says rightly of the classic functions whether they are monotonic."""
    names = ("identity", "binary_step", "sigmoid", "tanh", "softsign", "gaussian")
    expect_monotonic(read_table(student.value("ACTIVATIONS")), *names)


@check(weight=2)
def test_monotonic_units(student):
    """The table says rightly of ReLU and its relatives whether they are monotonic."""
    names = ("relu", "leaky_relu", "softplus", "elu", "selu", "silu", "gelu", "mish")
    expect_monotonic(read_table(student.value("ACTIVATIONS")), *names)
