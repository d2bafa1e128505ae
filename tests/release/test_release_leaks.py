"""The last guard compares the released text itself with the source's solution regions."""

from __future__ import annotations

from autograder.release.cells import Role, SourceCell
from autograder.release.leaks import surviving_lines

SOLUTION = SourceCell(
    1,
    "code",
    "def f(x):\n### BEGIN SOLUTION\n    the_cube = x * x * x\n    a = 1\n### END SOLUTION",
    Role.SOLUTION,
    "f",
)


def test_surviving_lines_finds_a_line_of_a_solution():
    (problem,) = surviving_lines([SOLUTION], ["pass", "if x:\n        the_cube = x*x * x"])
    assert problem.place == "cell 2"
    assert "'the_cube = x*x * x'" in problem.message


def test_surviving_lines_ignores_short_lines():
    assert not list(surviving_lines([SOLUTION], ["    a = 1"]))


def test_surviving_lines_ignores_what_also_stands_outside():
    shown = SourceCell(2, "code", "the_cube = x * x * x", Role.PROSE, "")
    assert not list(surviving_lines([SOLUTION, shown], ["the_cube = x * x * x"]))
