"""A session outlives hangs, deaths and broken cells; each costs what it touches and nothing else."""

import contextlib
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from autograder.course.schema import Limits
from autograder.sandbox.endings import CallFailed, CellError, Ending
from autograder.sandbox.foresight import Call, request_of
from autograder.sandbox.ladder import best_rung
from autograder.sandbox.launch import Sandbox, shared_sandbox
from autograder.sandbox.loading import Step
from autograder.sandbox.session import WorkerSession
from autograder.sandbox.zygote import ZygoteLostError
from autograder.wire.barriers import Barrier

LIMITS = Limits(call_seconds=1, cell_seconds=1, submission_seconds=60)


@pytest.fixture
def session_of():
    sessions = []

    def make(*sources, limits=LIMITS):
        steps = [Step(number, source) for number, source in enumerate(sources, 1)]
        session = WorkerSession(steps, limits, shared_sandbox(best_rung()).start)
        sessions.append(session)
        return session

    yield make
    for session in sessions:
        session.close()


def value(session, name, *arguments):
    return session.call(name, arguments, {})["value"]


def ending(session, name, *arguments):
    with pytest.raises(CallFailed) as failure:
        session.call(name, arguments, {})
    return failure.value.ending


def test_cells_are_loaded_and_called(session_of):
    session = session_of("import numpy as np", "def f(x): return np.exp(x)")
    assert np.array_equal(value(session, "f", np.zeros(2)), np.ones(2))


def test_a_call_that_hangs_is_cut_off_and_not_repeated(session_of):
    session = session_of("def f(x):\n    while True: pass\ndef g(x): return x")
    assert ending(session, "f", 1) is Ending.TIMED_OUT
    assert value(session, "g", 2) == 2
    began = time.monotonic()
    assert ending(session, "f", 1) is Ending.TIMED_OUT
    assert time.monotonic() - began < LIMITS.call_seconds


def test_a_loop_that_swallows_every_exception_is_cut_off_too(session_of):
    session = session_of("def f(x):\n while True:\n  try:\n   while True: pass\n  except BaseException: pass")
    assert ending(session, "f", 1) is Ending.TIMED_OUT


@pytest.mark.parametrize("death", ["os._exit(0)", "os.abort()", "import ctypes; ctypes.string_at(0)"])
def test_a_worker_that_dies_costs_its_call_only(session_of, death):
    session = session_of(f"import os\ndef f(x): {death}\ndef g(x): return x")
    assert ending(session, "f", 1) is Ending.DIED
    assert value(session, "g", 2) == 2


def test_closing_the_connection_costs_its_call_only(session_of):
    session = session_of("import os\ndef f(x): os.closerange(3, 60)\ndef g(x): return x")
    assert ending(session, "f", 1) is Ending.DIED
    assert value(session, "g", 2) == 2


def test_a_forged_frame_breaks_the_connection_and_nothing_else(session_of):
    forge = "  try: os.write(fd, b'AGW1' + bytes(40))\n  except OSError: pass"
    session = session_of(f"import os\ndef f(x):\n for fd in range(3, 60):\n{forge}\ndef g(x): return x")
    assert ending(session, "f", 1) is Ending.BROKE_PROTOCOL
    assert value(session, "g", 2) == 2


def test_a_cell_that_hangs_keeps_its_definitions(session_of):
    session = session_of("def f(x): return 1\nwhile True: pass\ndef g(x): return 2", "def h(x): return 3")
    assert [value(session, name, 0) for name in "fgh"] == [1, 2, 3]
    assert session.report.abandoned == {0: Ending.TIMED_OUT}


def test_a_cell_that_kills_its_worker_keeps_its_definitions(session_of):
    session = session_of("import os\nos._exit(0)\ndef f(x): return 1", "def g(x): return 2")
    assert [value(session, name, 0) for name in "fg"] == [1, 2]
    assert session.report.abandoned == {0: Ending.DIED}


def test_a_cell_that_kills_even_by_its_definitions_is_left_out(session_of):
    session = session_of("import os\nclass A: os._exit(0)\ndef f(x): return 1", "def g(x): return 2")
    assert value(session, "g", 0) == 2
    assert ending(session, "f", 0) is Ending.MISSING


def test_a_cell_moved_above_what_it_needs_gets_a_second_chance(session_of):
    session = session_of("g = twice(f)", "def f(x): return x + 1", "def twice(f): return lambda x: f(f(x))")
    assert value(session, "g", 0) == 2
    assert session.report.errors == {}


def test_an_exception_tells_type_and_line_only(session_of):
    session = session_of("def f(x):\n    raise ValueError(str(x))")
    with pytest.raises(CallFailed) as failure:
        session.call("f", (3.14,), {})
    assert failure.value.error == CellError("ValueError", 1, 2)
    assert "3.14" not in repr(vars(failure.value))


def test_a_forged_exception_name_does_not_get_through(session_of):
    forge = (
        "import autograder.worker.serve as s\n"
        "s.describe_exception = lambda e: {'type': 'Leak314', 'cell': 'x', 'line': [3.14]}\n"
        "def f(x): raise ValueError"
    )
    with pytest.raises(CallFailed) as failure:
        session_of(forge).call("f", (1,), {})
    assert failure.value.error == CellError("Exception", None, None)


def test_too_much_memory_is_a_memory_error(session_of):
    session = session_of("import numpy as np\ndef f(x): return np.ones(10**11)\ndef g(x): return 1")
    with pytest.raises(CallFailed) as failure:
        session.call("f", (1,), {})
    assert failure.value.error.type_name == "MemoryError"
    assert value(session, "g", 0) == 1


@pytest.mark.parametrize("answer", ["np.ones(10**5)", "'x' * 10**7", "[np.float64(1)] * 2000", "[None] * 200_000"])
def test_an_answer_over_the_limit_is_said_and_costs_its_call_only(session_of, answer):
    limits = LIMITS.model_copy(update={"reply_bytes": 100_000})
    session = session_of(f"import numpy as np\ndef f(x): return {answer}\ndef g(x): return 1", limits=limits)
    assert ending(session, "f", 1) is Ending.TOO_LARGE
    assert value(session, "g", 0) == 1


FORGED_REPORT = """
import sys
frames = sys.modules["autograder.wire.frames"]
honest = frames.encode
def forge(value, bodies, *rest):
    if type(value) is dict and "skipped" in value:
        value = {**value, "skipped": SKIPPED}
    return honest(value, bodies, *rest)
frames.encode = forge
"""


@pytest.mark.parametrize("lines", ["[16**4000]", "[float('inf')]", "[*range(90000)]", "3", "['1']", "[True]", "[[1]]"])
def test_a_forged_report_on_a_cell_costs_that_notebook_only(session_of, lines):
    session = session_of(FORGED_REPORT.replace("SKIPPED", lines), "def g(x): return 1")
    with contextlib.suppress(CallFailed):
        session.value("g")
    assert all(len(numbers) < 20 for numbers in session.report.skipped_lines.values())


def test_workers_are_not_started_without_end(session_of):
    killer = "import os\n@(lambda f: os._exit(0))\ndef f(x): pass"
    session = session_of(*[killer] * 40, "def g(x): return 1")
    assert ending(session, "g", 0) is Ending.OUT_OF_TIME


def test_a_second_chance_leaves_what_later_cells_defined(session_of):
    session = session_of("def f(x): return 'old'\ng = twice(f)", "def f(x): return 'new'", "def twice(f): return f")
    assert value(session, "f", 0) == "new"
    assert value(session, "g", 0) == "new"


def test_the_budget_of_a_submission_ends_it(session_of):
    limits = LIMITS.model_copy(update={"submission_seconds": 1.5})
    session = session_of("def f(x):\n while 1: pass\ndef g(x):\n while 1: pass\ndef h(x): return 1", limits=limits)
    assert ending(session, "f", 0) is Ending.TIMED_OUT
    assert ending(session, "g", 0) in {Ending.TIMED_OUT, Ending.OUT_OF_TIME}
    assert ending(session, "h", 0) is Ending.OUT_OF_TIME


def test_the_environment_and_folder_are_the_workers_own(session_of, monkeypatch):
    monkeypatch.setenv("LMS_TOKEN", "secret")
    session = session_of(
        "import os, sys\ndef env(): return dict(os.environ)\ndef cwd(): return os.getcwd()\ndef path(): return sys.path"
    )
    assert "secret" not in value(session, "env").values()
    assert Path(value(session, "cwd")).resolve() != Path.cwd()
    assert "" not in value(session, "path")


def test_nothing_is_left_behind(session_of, processes, settled):
    session_of("def f(): return 1").load()
    before = processes()
    session = session_of("import os\ndef f(): return os.getcwd()")
    folder = Path(value(session, "f"))
    assert len(processes() - before) == 1
    session.close()
    assert settled(lambda: processes() == before)
    assert settled(lambda: not folder.exists())


def test_what_an_exception_ran_into_is_told_in_a_word(session_of):
    with pytest.raises(CallFailed) as failure:
        session_of("def f(): open('nowhere')").call("f", (), {})
    assert failure.value.error == CellError("FileNotFoundError", 1, 1, Barrier.REFUSED)


def test_no_other_word_gets_through(session_of):
    forge = (
        "import autograder.worker.serve as s\n"
        "s.describe_exception = lambda e: {'type': 'OSError', 'cell': 1, 'line': 1, 'barrier': WORD}\n"
        "def f(): raise OSError"
    )
    for word in ("'3.14'", "['files']", "3.14", "'FILES'"):
        with pytest.raises(CallFailed) as failure:
            session_of(forge.replace("WORD", word)).call("f", (), {})
        assert failure.value.error.barrier is None


def test_a_lost_zygote_makes_the_session_void(settled):
    with Sandbox(best_rung()) as sandbox:
        session = WorkerSession([Step(1, "def f(): return 1")], LIMITS, sandbox.start)
        assert value(session, "f") == 1
        (zygote,) = sandbox._zygotes.values()
        zygote._process.kill()
        assert settled(lambda: zygote.is_lost)
        with pytest.raises(ZygoteLostError):
            session.call("f", (), {})
        assert session.is_lost
        again = WorkerSession([Step(1, "def f(): return 1")], LIMITS, sandbox.start)
        assert value(again, "f") == 1
        again.close()


def test_a_worker_killed_from_outside_is_replaced_and_asked_again(session_of):
    session = session_of("def f(): return 1")
    assert value(session, "f") == 1
    worker = max(psutil.Process().children(recursive=True), key=lambda process: process.create_time())
    worker.kill()
    assert value(session, "f") == 1
    assert not session.is_lost


HOARD = """
import numpy as np
values = []
def hoard(x):
    while True: values.append(np.ones(1_000_000))
def large(x): return float(np.ones(5_000_000).sum())
"""


def test_what_a_call_hoards_is_not_missing_to_later_ones(session_of):
    session = session_of(HOARD, limits=LIMITS.model_copy(update={"call_seconds": 20}))
    for _ in range(3):
        with pytest.raises(CallFailed) as failure:
            session.call("hoard", (1,), {})
        assert failure.value.error.type_name == "MemoryError"
        assert value(session, "large", 1) == 5_000_000


def test_what_a_call_made_ahead_hoards_is_not_missing_to_later_ones(session_of):
    session = session_of(HOARD, limits=LIMITS.model_copy(update={"call_seconds": 20}))
    requests = [request_of(name, (1,), {}) for name in ("hoard", "large")]
    session.foresee([Call(request, request["name"]) for request in requests], until_failure=False)
    assert session.foreseen("hoard") is None
    assert value(session, "large", 1) == 5_000_000


def test_what_a_cell_hoards_is_not_missing_to_later_ones(session_of):
    fills = "import numpy as np\nkept = []\nwhile True: kept.append(np.ones(1_000_000))"
    session = session_of(fills, HOARD, limits=LIMITS.model_copy(update={"cell_seconds": 20}))
    assert value(session, "large", 1) == 5_000_000
    assert session.report.abandoned == {0: Ending.OUT_OF_MEMORY}
    assert session.report.errors == {}
