"""Collected checks stay ready; what can't be collected is said to be so, and a fault costs one submission at most."""

import sys
import traceback
from types import SimpleNamespace

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook

from autograder.checks.collection import collect
from autograder.checks.plugin import HiddenChecks, Job, Setting
from autograder.errors import AutograderError

HEAD = 'import pytest\nfrom autograder.checks import basic, check, question\npytestmark = question("q")\n'
VALUES = '@basic()\ndef test_values(student):\n    """Values"""\n'


@pytest.fixture
def collected(tmp_path):
    """Have a module of checks collected, each in a folder of its own."""

    def call(text, name="slug"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "test_q.py").write_text(HEAD + text)
        checks = HiddenChecks(Setting("a", lambda *_: 1, lambda: None, None, foresees=False))
        collect(folder, tmp_path.parent, checks)
        return checks

    return call


def outcomes(checks, *numbers):
    """What became of submissions: the outcomes of the checks, or the last line about what went wrong."""
    found = []

    def finished(results):
        found.append([str(result.outcome) for result in results["q"]])

    def failed():
        found.append(traceback.format_exc().splitlines()[-1])

    checks.check(Job(SimpleNamespace(number=number, asked=[]), finished, failed) for number in numbers)
    return found


def import_hooks():
    return [finder for finder in sys.meta_path if isinstance(finder, AssertionRewritingHook)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("import nothing_of_that_name", "No module named 'nothing_of_that_name'"),
        ("def test_values(:", "invalid syntax"),
        ("raise SystemExit('over')", "SystemExit: over"),
        ("pytest.exit('over')", "Exit: over"),
        ("", "There are none"),
        ("@basic()\ndef test_values(): pass", "needs .* a docstring"),
        ('@check()\ndef test_values():\n    """Values"""', "no `basic` check"),
    ],
)
def test_what_can_not_be_collected_is_explained_and_leaves_imports_as_they_were(collected, text, told):
    before = import_hooks()
    with pytest.raises(AutograderError, match=rf"(?s)slug could not be run:.*{told}"):
        collected(text)
    assert import_hooks() == before


def test_an_interruption_is_nobodys_fault(collected):
    before = import_hooks()
    with pytest.raises(KeyboardInterrupt):
        collected("raise KeyboardInterrupt")
    assert import_hooks() == before


def test_modules_of_the_same_name_in_two_folders_are_two_modules(collected):
    ones = collected(VALUES + "    assert student.number == 1", "ones")
    twos = collected(VALUES + "    assert student.number == 2", "twos")
    assert outcomes(ones, 1, 2) == [["passed"], ["failed"]]
    assert outcomes(twos, 1, 2) == [["failed"], ["passed"]]


def test_a_module_is_imported_once_for_all_submissions(collected):
    checks = collected(
        "imported = []\n" + VALUES + "    imported.append(1)\n    assert len(imported) == student.number"
    )
    assert outcomes(checks, 1, 2) + outcomes(checks, 3) == [["passed"]] * 3


BREAKS = """
@pytest.fixture
def breaks(student):
    yield
    if student.number == 2:
        raise ValueError("torn")

@check()
def test_broken(breaks):
    '''Broken'''
"""


def test_a_fault_in_tearing_down_costs_that_submission_alone(collected):
    checks = collected(BREAKS + VALUES)
    assert outcomes(checks, 1, 2, 3) == [["passed", "passed"], "ValueError: torn", ["passed", "passed"]]


def test_a_check_that_would_end_the_session_costs_that_submission_alone(collected):
    checks = collected(VALUES + "    if student.number == 2:\n        pytest.exit('over')")
    assert outcomes(checks, 1, 2, 3) == [["passed"], "_pytest.outcomes.Exit: over", ["passed"]]


def test_an_interruption_ends_checking_and_the_checks_can_be_used_after_it(collected):
    checks = collected(VALUES + "    if student.number == 2:\n        raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        outcomes(checks, 1, 2, 3)
    assert outcomes(checks, 3) == [["passed"]]
