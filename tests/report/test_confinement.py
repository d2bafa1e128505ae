"""One line says how strongly student code was confined, and warns where it was not."""

import pytest

from autograder.report.confinement import COULD, sandbox_line
from autograder.sandbox.rung import STRONG, Rung


@pytest.fixture
def line(make):
    return lambda *rungs: sandbox_line(make.result([make.question()], sandbox_rung=rung) for rung in rungs)


def test_one_rung_is_named_without_a_count(line):
    assert line("A", "A") == "Sandbox: rung A."


def test_several_rungs_are_named_with_their_counts_the_strongest_first(line):
    assert line("C", "A", "C") == "Sandbox: rung A for 1 submission, rung C for 2 submissions."


def test_results_without_a_rung_count_for_none(line):
    assert line("", "B", "") == "Sandbox: rung B."
    assert line("") == line() == "Sandbox: nothing was graded in it."


def test_an_unreadable_file_counts_for_none_whatever_rung_there_was(make):
    assert sandbox_line([make.typical(), make.unreadable(sandbox_rung="C")]) == "Sandbox: rung A."


def test_what_submissions_could_do_is_said_of_each_rung_that_must_be_allowed(line):
    assert COULD.keys() == set(Rung) - set(STRONG)
    assert "network" in line("E")
    assert "network" not in line("D")
    assert line("A", "D", "E").count(" could read ") == len(COULD)


def test_the_line_stays_one_line_whatever_a_result_holds(line):
    assert line("x\ny\x1b[2J") == r"Sandbox: rung x\ny\x1b[2J."
