"""The direct way through pytest's objects and the way through all of its hooks come to the same verdicts."""

import contextlib
import io
from types import SimpleNamespace

import pytest

from autograder.checks import protocol
from autograder.checks.collection import PYTEST_OPTIONS, collect
from autograder.checks.plugin import HiddenChecks, Job, Setting

MODULE = '''
import pytest
from autograder.checks import CheckFailed, basic, check, question
from autograder.checks.student import StudentCallError
from autograder.model import Outcome

pytestmark = question("q")
torn_down = []

@pytest.fixture
def broken():
    raise ValueError("in the fixture")

@pytest.fixture
def mistaken():
    assert 1 == 2

@pytest.fixture(scope="module")
def shared():
    yield len(torn_down)
    torn_down.append("shared")

@pytest.fixture
def own():
    yield len(torn_down)
    torn_down.append("own")

@basic()
def test_passes(student, rng):
    """Passes"""
    assert student.number == 1

@check()
def test_fails():
    """Fails"""
    raise CheckFailed("message", "hint")

@check()
def test_asserts(student):
    """Asserts"""
    assert student.number == 2

@check()
def test_raises():
    """Raises"""
    {}["key"]

@check()
def test_calls():
    """Calls"""
    raise StudentCallError(Outcome.TIMED_OUT, "slow", "hint", "detail")

@check()
def test_fixture_raises(broken):
    """Fixture raises"""

@check()
def test_fixture_asserts(mistaken):
    """Fixture asserts"""

@check()
def test_skips():
    """Skips"""
    pytest.skip("never")

@check()
def test_unknown_fixture(nobody):
    """Unknown fixture"""

@pytest.mark.skip(reason="not today")
@check()
def test_marked():
    """Marked"""
    raise CheckFailed("is not run")

@check(after="test_fails")
def test_after():
    """After"""

@check()
def test_own(own, shared):
    """Own"""
    assert own == shared

@check()
def test_torn_down(own, shared):
    """Torn down"""
    assert own == shared + 1

@check()
def test_draws(rng):
    """Draws"""
    raise CheckFailed(str(rng.random()))
'''


def by_pytest(folder, setting, jobs):
    """Have pytest run its loop over what it has collected, as in somebody's own session."""
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*PYTEST_OPTIONS, f"--rootdir={folder.parent}", str(folder)], plugins=[HiddenChecks(setting, jobs)])


def at_once(folder, setting, jobs):
    """Collect, and have all submissions checked after that."""
    checks = HiddenChecks(setting)
    collect(folder, folder.parent, checks)
    checks.check(jobs)


def one_by_one(folder, setting, jobs):
    """Collect, and have each submission checked when it comes."""
    checks = HiddenChecks(setting)
    collect(folder, folder.parent, checks)
    for job in jobs:
        checks.check([job])


@pytest.fixture
def verdicts(tmp_path):
    """Run the module's checks for several submissions, and return each one's results."""
    (tmp_path / "test_q.py").write_text(MODULE)

    def run(count=2, way=at_once):
        found, faults = [], []
        student = SimpleNamespace(number=1, asked=[])
        jobs = [Job(student, finished=found.append, failed=lambda: faults.append(1)) for _ in range(count)]
        way(tmp_path, Setting("a", lambda *labels: len("".join(labels)), lambda: None, None, foresees=False), jobs)
        assert not faults
        return [{result.id.removeprefix("q."): result for result in results["q"]} for results in found]

    return run


def test_both_ways_find_the_same(verdicts, monkeypatch):
    direct = verdicts()
    monkeypatch.setattr(protocol, "_others_matter", lambda _: True)
    assert direct == verdicts()


@pytest.mark.parametrize("way", [at_once, one_by_one])
def test_a_session_that_stays_open_finds_what_pytest_finds(verdicts, way):
    assert verdicts(3, way) == verdicts(3, by_pytest)


def test_verdicts(verdicts):
    (first, second) = verdicts()
    outcomes = {name: str(result.outcome) for name, result in first.items()}
    assert outcomes == {
        "passes": "passed",
        "fails": "failed",
        "asserts": "failed",
        "raises": "internal_error",
        "calls": "timed_out",
        "fixture_raises": "internal_error",
        "fixture_asserts": "internal_error",
        "skips": "internal_error",
        "unknown_fixture": "internal_error",
        "marked": "internal_error",
        "after": "skipped",
        "own": "passed",
        "torn_down": "passed",
        "draws": "failed",
    }
    assert first["draws"] == second["draws"]


def test_accounts_are_kept_of_what_is_not_said(verdicts):
    (found,) = verdicts(1)
    assert "KeyError: 'key'" in found["raises"].detail
    assert "in the fixture" in found["fixture_raises"].detail
    assert "assert 1 == 2" in found["asserts"].detail
    assert "nobody" in found["unknown_fixture"].detail
    assert not found["fails"].detail
    assert found["calls"].detail == "detail"
