"""Calls made ahead bring what they bring one by one, and leave nothing behind that nobody asked for."""

import numpy as np
import pytest

from autograder.course.schema import Limits
from autograder.sandbox.endings import CallFailed, Ending
from autograder.sandbox.foresight import Call, request_of
from autograder.sandbox.ladder import best_rung
from autograder.sandbox.launch import shared_sandbox
from autograder.sandbox.loading import Step
from autograder.sandbox.replies import value_reply
from autograder.sandbox.session import MOST_LAUNCHES, WorkerSession

LIMITS = Limits(call_seconds=1, cell_seconds=1, submission_seconds=60)
COUNTER = "count = 0\ndef f(x):\n    global count\n    count += 1\n    return count"


@pytest.fixture
def session_of():
    """Make sessions that tell in `launches` how many workers they have started."""
    sessions = []

    def make(*sources, limits=LIMITS, **changed):
        def start(*arguments):
            session.launches += 1
            return shared_sandbox(best_rung()).start(*arguments)

        limits = limits.model_copy(update=changed)
        session = WorkerSession([Step(number, source) for number, source in enumerate(sources, 1)], limits, start)
        session.launches = 0
        sessions.append(session)
        return session

    yield make
    for session in sessions:
        session.close()


def calls(*pairs, **how):
    return [Call(request_of(name, (x,), {}, **how), (name, repr(x))) for name, x in pairs]


def ask(session, name, x, **how):
    """Ask as `Student` does: for what was made ahead, or else by an exchange."""
    taken = session.foreseen((name, repr(x)))
    return session.call(name, (x,), {}, **how) if taken is None else value_reply(taken[1])


def value(session, name, x):
    return ask(session, name, x)["value"]


def ending(session, name, x):
    with pytest.raises(CallFailed) as failure:
        ask(session, name, x)
    return failure.value.ending


def is_ahead(session, name, x):
    return session.foreseen((name, repr(x))) is not None


def test_replies_come_in_order(session_of):
    session = session_of("def f(x): return 2 * x\ndef g(x): return 3 * x")
    session.foresee(calls(("f", 1), ("g", 1), ("f", 2)))
    assert [value(session, *call) for call in (("f", 1), ("g", 1), ("f", 2))] == [2, 3, 4]
    assert session.launches == 1


def test_a_buffer_that_is_used_again_does_not_change_earlier_replies(session_of):
    session = session_of("import numpy as np\nbuffer = np.zeros(2)\ndef f(x):\n    buffer[:] = x\n    return buffer")
    session.foresee(calls(("f", 1), ("f", 2)))
    assert value(session, "f", 1).tolist() == [1, 1]
    assert value(session, "f", 2).tolist() == [2, 2]


def test_each_call_keeps_its_own_arguments_and_floating_point_events(session_of):
    session = session_of("import numpy as np\ndef f(x):\n    x /= x - 1\n    return x")
    one, two = np.array([1.0]), np.array([3.0])
    session.foresee(calls(("f", one), ("f", two), keep_arguments=True))
    first, second = ask(session, "f", one), ask(session, "f", two)
    assert (first["floating_point"], second["floating_point"]) == (["divide"], [])
    assert (first["arguments"][0].tolist(), second["arguments"][0].tolist()) == ([np.inf], [1.5])
    assert (one.tolist(), two.tolist()) == ([1], [3])


def test_a_call_that_raises_ends_what_is_made_ahead(session_of):
    session = session_of(COUNTER + "\ndef bad(x): raise ValueError")
    session.foresee(calls(("f", 1), ("bad", 1), ("f", 2)))
    assert value(session, "f", 1) == 1
    assert ending(session, "bad", 1) is Ending.RAISED
    assert not is_ahead(session, "f", 2)
    assert session.launches == 1


def test_curves_go_on_after_one_that_raises(session_of):
    session = session_of(COUNTER + "\ndef bad(x): raise ValueError")
    session.foresee(calls(("bad", 1), ("missing", 1), ("f", 2)), until_failure=False)
    assert ending(session, "bad", 1) is Ending.RAISED
    assert ending(session, "missing", 1) is Ending.MISSING
    assert is_ahead(session, "f", 2)


def test_what_nobody_asks_for_leaves_nothing_behind(session_of):
    session = session_of(COUNTER)
    assert value(session, "f", 0) == 1
    session.foresee(calls(("f", 1), ("f", 2), ("f", 3)))
    assert value(session, "f", 1) == 2
    assert value(session, "f", 9) == 3
    assert session.value("count") == 3


def test_a_variable_is_what_the_calls_that_were_asked_for_made_it(session_of):
    session = session_of(COUNTER)
    session.foresee(calls(("f", 1), ("f", 2)))
    assert value(session, "f", 1) == 1
    assert session.value("count") == 1


def test_another_guess_takes_the_place_of_a_wrong_one(session_of):
    session = session_of(COUNTER)
    session.foresee(calls(("f", 1), ("f", 2)))
    session.foresee(calls(("f", 3), ("f", 4)))
    assert [value(session, "f", x) for x in (3, 4)] == [1, 2]


def test_a_guess_that_goes_on_as_the_last_one_does_is_not_made_twice(session_of):
    session = session_of(COUNTER)
    session.foresee(calls(("f", 1), ("f", 2), ("f", 3)))
    assert value(session, "f", 1) == 1
    session.foresee(calls(("f", 2), ("f", 3)))
    assert [value(session, "f", x) for x in (2, 3)] == [2, 3]
    assert session.launches == 1


def test_wrong_guesses_end(session_of):
    session = session_of(COUNTER)
    for guess in range(10):
        session.foresee(calls(("f", "never"), ("f", "ever")))
        assert value(session, "f", guess) == guess + 1
    assert session.launches == 3


def test_wrong_guesses_cost_no_launch_of_the_submissions_own(session_of):
    session = session_of("import os\ndef f(x): return x\ndef die(x): os._exit(0)")
    for guess in range(3):
        session.foresee(calls(("f", "never"), ("f", "ever")))
        assert value(session, "f", guess) == guess
    for _ in range(MOST_LAUNCHES):
        assert ending(session, "die", 0) is Ending.DIED
    assert ending(session, "die", 0) is Ending.OUT_OF_TIME


def test_a_call_that_hangs_among_others_is_cut_off_alone(session_of):
    session = session_of(COUNTER + "\ndef hang(x):\n    while x: pass\n    return 5")
    assert value(session, "f", 0) == 1
    session.foresee(calls(("f", 1), ("hang", 0), ("hang", 1), ("f", 2)))
    assert value(session, "f", 1) == 2
    assert value(session, "hang", 0) == 5
    assert ending(session, "hang", 1) is Ending.TIMED_OUT
    assert value(session, "f", 2) == 1  # in a fresh worker, as where nothing is made ahead
    assert session.launches == 3


def test_calls_that_take_too_long_together_are_each_given_their_time(session_of):
    session = session_of("import time\ndef f(x):\n    time.sleep(0.4)\n    return x")
    session.foresee(calls(*(("f", x) for x in range(4))))
    assert [value(session, "f", x) for x in range(4)] == [0, 1, 2, 3]


def test_time_that_nobody_asked_for_is_not_charged(session_of):
    session = session_of("def hang(x):\n    while True: pass\ndef f(x): return x", submission_seconds=2)
    session.foresee(calls(("f", 1), ("hang", 1)))
    assert value(session, "f", 1) == 1
    assert ending(session, "hang", 1) is Ending.TIMED_OUT
    assert value(session, "f", 2) == 2


def test_a_function_that_is_known_to_hang_is_not_called_again(session_of):
    session = session_of(COUNTER + "\ndef hang(x):\n    while True: pass")
    assert ending(session, "hang", 1) is Ending.TIMED_OUT
    session.foresee(calls(("f", 1), ("f", 2), ("hang", 1)))
    assert [value(session, "f", x) for x in (1, 2)] == [1, 2]
    assert ending(session, "hang", 1) is Ending.TIMED_OUT
    assert session.launches == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("os._exit(0)", Ending.DIED),
        ("os.closerange(3, 60)", Ending.DIED),
        ("[os.write(fd, b'AGW1' + bytes(40)) for fd in range(3, 60) if os.path.exists(f'/dev/fd/{fd}')]", None),
        ("return np.zeros(10**7)", Ending.TOO_LARGE),
        ("return list(map(float, range(200_000)))", Ending.TOO_LARGE),
    ],
    ids=["dies", "closes", "forges", "is too large", "is too long"],
)
def test_a_call_that_goes_wrong_among_others_costs_what_it_costs_alone(session_of, body, expected):
    source = COUNTER + f"\nimport os\nimport numpy as np\ndef bad(x):\n    {body}"
    found = []
    for ahead in (False, True):
        session = session_of(source, reply_bytes=10_000_000)
        if ahead:
            session.foresee(calls(("f", 1), ("f", 2), ("bad", 1), ("f", 3)))
        one, two = value(session, "f", 1), value(session, "f", 2)
        try:
            how = ask(session, "bad", 1)["value"]
        except CallFailed as failure:
            how = failure.ending
        found.append((one, two, how, value(session, "f", 3)))
    assert found[0] == found[1]
    assert found[0][:2] == (1, 2)
    assert expected is None or found[0][2] is expected


def test_large_replies_are_left_to_be_asked_for_one_by_one(session_of):
    session = session_of("import numpy as np\ndef f(x): return np.full(10**5, x)")
    session.foresee(calls(*(("f", x) for x in range(4))))
    assert is_ahead(session, "f", 0)
    assert is_ahead(session, "f", 1)
    assert not is_ahead(session, "f", 2)
    assert [value(session, "f", x)[0] for x in (2, 3)] == [2, 3]
    assert session.launches == 1


def nested(depth):
    return f"[{nested(depth - 1)}]" if depth else "1"


@pytest.mark.parametrize("depth", range(12, 19))
def test_what_is_nested_deep_is_cut_off_at_the_same_depth(session_of, depth):
    session = session_of(f"def f(x): return {nested(depth)}")
    alone = session.call("f", (1,), {})["value"]
    session.foresee(calls(("f", 1), ("f", 2)))
    assert is_ahead(session, "f", 1)
    assert value(session, "f", 2) == alone


@pytest.mark.parametrize("reply", ["[]", "[1] * 9", "{'status': 'returned'}", "None"])
def test_a_forged_answer_to_several_calls_counts_for_nothing(session_of, reply):
    forge = f"import autograder.worker.serve as s\ns._calls = lambda *_, **__: {reply}\ndef f(x): return x"
    session = session_of(forge)
    session.foresee(calls(("f", 1), ("f", 2)))
    assert [value(session, "f", x) for x in (1, 2)] == [1, 2]
    assert session.launches == 2


def test_forged_replies_among_several_are_told_one_by_one(session_of):
    session = session_of("import autograder.worker.serve as s\ns._call = lambda *_: {'status': 7}\ndef f(x): return x")
    session.foresee(calls(("f", 1), ("f", 2)))
    assert ending(session, "f", 1) is Ending.BROKE_PROTOCOL


def test_nothing_is_made_ahead_where_cells_take_long_to_load(session_of):
    session = session_of("import time\ntime.sleep(1.5)\ndef f(x): return x", cell_seconds=5)
    session.foresee(calls(("f", 1), ("f", 2)))
    assert not is_ahead(session, "f", 1)
    assert value(session, "f", 1) == 1


class Recorder:
    """Stands in for a worker and its client: whatever it is asked, it notes the operation."""

    def __init__(self):
        self.client = self
        self.operations = []

    def ask(self, operation, *_):
        self.operations.append(operation)
        return {"error": None, "skipped": []}

    def discard(self):
        """Do nothing."""


def test_a_worker_that_is_slow_to_replace_makes_nothing_ahead():
    worker = Recorder()
    session = WorkerSession([Step(1, "import tensorflow as tf")], LIMITS, lambda *_: worker)
    session.foresee(calls(("f", 1), ("f", 2)))
    assert worker.operations == ["load"]


def test_a_submission_without_any_time_left_fails_at_its_calls(session_of):
    session = session_of("while True: pass\ndef f(x): return x", submission_seconds=1, cell_seconds=2)
    session.foresee(calls(("f", 1), ("f", 2)))
    assert ending(session, "f", 1) is Ending.OUT_OF_TIME
