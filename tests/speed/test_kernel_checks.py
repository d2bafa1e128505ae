"""Checks that run in a notebook's kernel score as grading does."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from autograder.checks import CheckFailed, basic, check
from autograder.checks.student import StudentCallError
from autograder.model import Outcome
from speed.kernel_checks import passed_share


def module_of(*checks):
    return SimpleNamespace(**{one.__name__: one for one in checks})


@pytest.fixture
def module():
    """A module with a basic check, another one, and one that builds on that."""

    @check(weight=3)
    def test_other(student):
        assert student == "right"

    @basic(weight=1)
    def test_basic(student):
        if student == "wrong":
            raise CheckFailed("It is wrong.")

    @check(weight=4, after="test_other")
    def test_further():
        pass

    return module_of(test_other, test_basic, test_further)


@pytest.mark.parametrize(("student", "share"), [("right", 1), ("partly right", Fraction(1, 8)), ("wrong", 0)], ids=str)
def test_what_builds_on_a_failed_check_earns_nothing(module, student, share):
    assert passed_share(module, {"student": lambda _: student}) == share


def test_a_call_that_fails_fails_its_check():
    @basic()
    def test_call():
        raise StudentCallError(Outcome.ERRORED, "It raised ValueError.")

    assert passed_share(module_of(test_call), {}) == 0


def test_a_fault_of_the_grader_is_not_taken_for_a_wrong_answer():
    @basic()
    def test_broken():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        passed_share(module_of(test_broken), {})


def test_fixtures_are_made_for_each_check_by_its_name():
    seen = []

    @basic()
    def test_named(rng):
        seen.append(rng)

    passed_share(module_of(test_named), {"rng": lambda name: name})
    assert seen == ["test_named"]
