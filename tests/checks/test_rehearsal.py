"""What a check asked for while it passed is made ahead for later submissions, no further than verdicts allow."""

import numpy as np
import pytest

from autograder.checks.collection import collect
from autograder.checks.plugin import HiddenChecks, Job, Setting
from autograder.checks.rehearsal import Rehearsal, key_of
from autograder.checks.student import Student
from autograder.sandbox.foresight import Call, Foresight, request_of
from autograder.wire.values import FunctionRef

MODULE = '''
from autograder.checks import CheckFailed, basic, check, question

pytestmark = question("q")

def expect(value, wanted):
    if value != wanted:
        raise CheckFailed("wrong")

@basic(draws="f")
def test_values(student):
    """Values"""
    expect(student.f(1), 1)

@check()
def test_two_calls(student):
    """Two calls"""
    expect(student.f(2), 2)
    expect(student.f(3), 3)

@check()
def test_variable(student):
    """A variable"""
    student.value("V")

@check()
def test_others(student):
    """Others"""
    student.f(4)
    student.g(5)

@check(after="test_others")
def test_after(student):
    """After"""
    student.g(6)

@check()
def test_last(student):
    """Last"""
    student.f(7)
'''


class Worker:
    """Stands in for a session and says in which exchanges it was asked for what."""

    def __init__(self, **wrong):
        self.wrong = wrong
        self.exchanges = []
        self.foresight = Foresight()

    def foresee(self, calls, **_):
        if len(calls) > 1 and not self.foresight.expects(calls[0]):
            self.foresight = Foresight()
            self.exchanges.append([self.words(call.request) for call in calls])
            self.foresight.made(calls, [self.reply(call.request) for call in calls])

    def foreseen(self, key):
        return self.foresight.take(key)

    def call(self, name, arguments, keywords, **how):
        request = request_of(name, arguments, keywords, **how)
        self.exchanges.append([self.words(request)])
        return self.reply(request)

    def value(self, name):
        self.exchanges.append([name])

    def words(self, request):
        argument = request["arguments"][0]
        return request["name"] + ("(grid)" if isinstance(argument, np.ndarray) else str(argument))

    def reply(self, request):
        return {"status": "returned", "value": self.wrong.get(self.words(request), request["arguments"][0])}


@pytest.fixture
def exchanges(tmp_path):
    """Check several submissions one after the other, and give the exchanges that each one needed."""
    (tmp_path / "test_rehearsed.py").write_text(MODULE)

    def run(*workers, foresees=True):
        checks = HiddenChecks(Setting("a", lambda *_: 1, lambda: None, None, foresees))
        collect(tmp_path, tmp_path, checks)
        for worker in workers:
            checks.check([Job(Student(worker, {}), finished=lambda _: None, failed=pytest.fail)])
        return [worker.exchanges for worker in workers]

    return run


ONE_BY_ONE = [["f(grid)"], ["f1"], ["f2"], ["f3"], ["V"], ["f4"], ["g5"], ["g6"], ["f7"]]


def test_calls_come_together_from_the_second_submission_on(exchanges):
    first, second = exchanges(Worker(), Worker())
    assert first == ONE_BY_ONE
    assert second == [["f(grid)"], ["f1"], ["f2", "f3"], ["V"], ["f4", "g5"], ["g6", "f7"]]


def test_nothing_is_foreseen_without_leave(exchanges):
    assert exchanges(Worker(), Worker(), foresees=False) == [ONE_BY_ONE, ONE_BY_ONE]


def test_what_a_closed_question_would_have_asked_for_is_not_asked_for(exchanges):
    _, wrong = exchanges(Worker(), Worker(f1=0))
    assert wrong == [["f(grid)"], ["f1"]]


def test_a_check_that_nobody_has_passed_yet_is_not_foreseen(exchanges):
    _, second, third = exchanges(Worker(f3=0), Worker(), Worker())
    assert second[:4] == [["f(grid)"], ["f1"], ["f2"], ["f3"]]
    assert third[:3] == [["f(grid)"], ["f1"], ["f2", "f3"]]


def test_a_curve_is_asked_for_before_any_hidden_input(exchanges):
    for found in exchanges(Worker(), Worker(f1=0), Worker()):
        assert found[0] == ["f(grid)"]


def test_a_check_with_a_call_that_cannot_be_foreseen_is_not_noted():
    rehearsal = Rehearsal()
    rehearsal.note("c", [Call(request_of("f", (1,), {}), "key"), Call({"name": "V"}, None)])
    assert rehearsal.calls_of("c") is None


def test_the_first_note_stays():
    rehearsal = Rehearsal()
    first = Call(request_of("f", (1,), {}), "key")
    rehearsal.note("c", [first])
    rehearsal.note("c", [])
    assert rehearsal.calls_of("c") == (first,)


def test_a_check_that_asks_for_nothing_is_known():
    rehearsal = Rehearsal()
    rehearsal.note("c", [])
    assert rehearsal.calls_of("c") == ()


ALIKE = [
    ("f", (np.zeros(2),), {}, {}),
    ("g", (np.zeros(2),), {}, {}),
    ("f", (np.zeros(3),), {}, {}),
    ("f", (-np.zeros(2),), {}, {}),
    ("f", (np.zeros(2, np.float32),), {}, {}),
    ("f", ([0.0, 0.0],), {}, {}),
    ("f", (0.0,), {}, {}),
    ("f", (0,), {}, {}),
    ("f", (False,), {}, {}),
    ("f", (FunctionRef("numpy.sin"),), {}, {}),
    ("f", (FunctionRef("numpy.cos"),), {}, {}),
    ("f", (np.zeros(2), 1), {}, {}),
    ("f", (np.zeros(2),), {"axis": 1}, {}),
    ("f", (np.zeros(2),), {"alpha": 1}, {}),
    ("f", (np.zeros(2),), {}, {"keep_arguments": True}),
]


def test_calls_that_differ_in_anything_have_different_keys():
    assert len({key_of(*call) for call in ALIKE}) == len(ALIKE)


def test_the_same_call_has_the_same_key():
    assert key_of("f", (np.arange(3.0), [1]), {"axis": 0}, {}) == key_of("f", (np.arange(3.0), [1]), {"axis": 0}, {})


@pytest.mark.parametrize(("argument", "how"), [({"a": 1}, {}), (np.float64(1), {}), (1, {"declare": True})])
def test_some_calls_have_no_key(argument, how):
    assert key_of("f", (argument,), {}, how) is None


def test_what_a_check_does_to_its_arguments_later_does_not_change_what_was_asked():
    student = Student(Worker(), {})
    x = np.zeros(2)
    student.f(x)
    x += 1
    assert student.asked[0].request["arguments"][0].tolist() == [0, 0]
