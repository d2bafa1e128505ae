"""Where an exception came up is told by the student's own line, in time and width that a notebook can't stretch."""

import time
from types import SimpleNamespace

import pytest

from autograder.checks.student import MOST_LINES, Student, StudentCallError
from autograder.model import Outcome
from autograder.sandbox.endings import CallFailed, CellError, Ending
from autograder.sandbox.loading import LoadReport

MANY = 300_000


def error_of(source, failure, error=None):
    """The error that a student reads of a call that fails so, where her only cell has this source."""

    def call(*_, **__):
        raise CallFailed(failure, error)

    errors = {} if error is None else {0: error}
    session = SimpleNamespace(call=call, foreseen=lambda _: None, report=LoadReport(errors=errors))
    with pytest.raises(StudentCallError) as raised:
        Student(session, {1: source}).relu(1.0)
    return raised.value


def raised_at(source, line):
    return error_of(source, Ending.RAISED, CellError("ValueError", 1, line)).message


def test_the_line_is_quoted():
    assert raised_at("def relu(x):\n    raise ValueError", 2).endswith("at line 2 of its cell: `raise ValueError`.")


def test_a_blank_line_says_nothing():
    assert "line" not in raised_at("def relu(x):\n\n    raise ValueError", 2)


@pytest.mark.parametrize(("lines", "told"), [(MOST_LINES, True), (MOST_LINES + 1, False)])
def test_a_line_of_a_long_cell_says_nothing(lines, told):
    assert ("line" in raised_at("\n".join(["raise ValueError"] * lines), 7)) == told


@pytest.mark.parametrize("source", ["relu = 1 / 0", "  relu: int = 1 / 0", "def  relu(x): 0", "import math as relu"])
def test_a_cell_that_would_define_the_name_is_found(source):
    assert error_of(source, Ending.MISSING, CellError("ZeroDivisionError", 1, 1)).outcome is Outcome.ERRORED


@pytest.mark.parametrize("filler", ["\n", " ", "\t\n", "def ", "as\n", "relu\n", "relu:\n"])
def test_looking_for_a_name_takes_time_in_proportion_to_the_cell(filler):
    error = CellError("ZeroDivisionError", 1, 1)

    def seconds(count):
        began = time.process_time()
        assert error_of("1 / 0" + filler * count, Ending.MISSING, error).outcome is Outcome.NOT_ATTEMPTED
        return time.process_time() - began

    few = max(seconds(MANY // 30), 0.001)
    assert seconds(MANY) < 30 * 20 * few
