"""A zygote forks and ends children, is replaced when it is lost, and leaves nothing behind."""

import os
import signal
import tempfile
import types
from pathlib import Path

import psutil
import pytest

from autograder.sandbox import zygote as zygote_module
from autograder.sandbox.inside import zygote as inside
from autograder.sandbox.inside.limits import ProcessLimits
from autograder.sandbox.launch import Sandbox
from autograder.sandbox.peer import Ended
from autograder.sandbox.rung import RungError
from autograder.sandbox.zygote import ISLAND, NOTHING, NUMERICAL, Preload, Zygote, ZygoteLostError
from autograder.wire.frames import PeerDiedError

WORKER = "autograder.worker.serve"
LIMITS = ProcessLimits(open_files=64)
MANY = 200


@pytest.fixture
def zygote(rung):
    """A zygote that has imported the worker."""
    started = Zygote(rung, Preload("worker", ISLAND))
    started.wait_until_ready()
    yield started
    started.close()


def run(peer, source):
    """Run a cell; returns its error, None for none."""
    request = {"number": 1, "source": source, "definitions_only": False}
    return peer.client.ask("load", request, 10)["error"]


def descriptors():
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names, and nothing more


def test_a_child_serves_and_is_ended(zygote, processes):
    before = processes()
    peer = zygote.fork(WORKER, LIMITS)
    assert run(peer, "x = 1") is None
    ended = peer.end()
    assert (ended.by_itself, ended.status) == (False, -signal.SIGKILL)
    assert processes() == before


def test_a_child_that_ends_by_itself_is_told_from_one_that_was_ended(zygote):
    peer = zygote.fork(WORKER, LIMITS)
    with pytest.raises(PeerDiedError):
        run(peer, "import os\nos.write(2, b'last words')\nos._exit(7)")
    ended = peer.end(5)
    assert (ended.by_itself, ended.status) == (True, 7)
    assert peer.errors() == "last words"


def test_ending_tells_the_same_twice(zygote):
    peer = zygote.fork(WORKER, LIMITS)
    assert peer.end() == peer.end()


def test_processor_time_and_memory_of_a_child_are_known(zygote):
    peer = zygote.fork(WORKER, LIMITS)
    run(peer, "import time\nkept = b'1' * 50_000_000\nwhile time.process_time() < 0.2: pass")
    ended = peer.end()
    assert ended.cpu_seconds >= 0.2
    assert ended.peak_bytes >= 50_000_000


def test_children_live_side_by_side_and_apart(zygote):
    first, second = zygote.fork(WORKER, LIMITS), zygote.fork(WORKER, LIMITS)
    run(first, "x = 1\nopen('file', 'w').close()")
    assert run(second, "x")["type"] == "NameError"
    assert run(second, "open('file')")["type"] == "FileNotFoundError"
    assert run(first, "x") is None
    first.end()
    assert run(second, "y = 1") is None
    second.end()


def test_random_numbers_begin_the_same_in_each_child(zygote):
    peers = [zygote.fork(WORKER, LIMITS) for _ in range(2)]
    answers = []
    for peer in peers:
        run(peer, "import random, numpy\nnumbers = [random.random(), numpy.random.random()]")
        answers.append(peer.client.ask("value", {"name": "numbers"}, 10)["value"])
        peer.end()
    assert answers[0] == answers[1]


def test_a_child_has_its_connection_and_standard_streams_only(zygote):
    peer = zygote.fork(WORKER, LIMITS)
    run(peer, "import os\ndef is_open(n):\n try: os.fstat(n)\n except OSError: return False\n return True")
    run(peer, "found = [n for n in range(64) if is_open(n)]")
    assert peer.client.ask("value", {"name": "found"}, 10)["value"] == [0, 1, 2, 3]
    peer.end()


def test_a_killed_zygote_is_lost_and_so_are_its_children(zygote, settled):
    peer = zygote.fork(WORKER, LIMITS)
    zygote._process.kill()
    assert settled(lambda: zygote.is_lost)
    with pytest.raises(ZygoteLostError):
        peer.end()
    with pytest.raises(ZygoteLostError):
        zygote.fork(WORKER, LIMITS)


def test_a_killed_zygote_is_replaced(rung, settled):
    with Sandbox(rung) as sandbox:
        sandbox.start(WORKER, LIMITS).discard()
        lost = sandbox._zygotes[NUMERICAL]
        lost._process.kill()
        assert settled(lambda: lost.is_lost)
        peer = sandbox.start(WORKER, LIMITS)
        assert run(peer, "x = 1") is None
        assert sandbox._zygotes[NUMERICAL] is not lost
        peer.end()


def test_a_zygote_that_is_killed_while_it_starts_is_replaced(rung):
    with Sandbox(rung) as sandbox:
        sandbox.prepare()
        os.killpg(sandbox._zygotes[NUMERICAL]._process.pid, signal.SIGKILL)
        peer = sandbox.start(WORKER, LIMITS)
        assert run(peer, "x = 1") is None
        peer.end()


def test_a_zygote_that_never_comes_up_is_told_of_each_time(rung, monkeypatch):
    monkeypatch.setattr(Zygote, "wait_until_ready", never_ready)
    with Sandbox(rung) as sandbox:
        for _ in range(2):
            with pytest.raises(RungError, match="does not hold"):
                sandbox.start(WORKER, LIMITS)


def never_ready(zygote):
    zygote.close()
    raise RungError("It does not hold.")


def test_a_zygote_that_leaves_a_question_unanswered_is_not_asked_again(rung, monkeypatch):
    monkeypatch.setattr(zygote_module, "ANSWER_SECONDS", 0.5)
    with Sandbox(rung) as sandbox:
        peer = sandbox.start(WORKER, LIMITS)
        stalled = sandbox._zygotes[NUMERICAL]
        family = [(first := psutil.Process(stalled._process.pid)), *first.children(recursive=True)]
        for process in family:
            process.suspend()
        with pytest.raises(ZygoteLostError):
            peer.end()
        for process in family:
            process.resume()
        peer = sandbox.start(WORKER, LIMITS)
        assert sandbox._zygotes[NUMERICAL] is not stalled
        assert run(peer, "x = 1") is None
        peer.end()


def test_a_child_that_was_discarded_is_ended(zygote, processes, settled):
    before = processes()
    peer = zygote.fork(WORKER, LIMITS)
    assert len(processes() - before) == 1
    peer.discard()
    assert peer.end() == Ended(by_itself=False, status=-signal.SIGKILL)
    assert settled(lambda: processes() == before)


def test_descriptors_and_processes_do_not_add_up(zygote, processes, settled):
    zygote.fork(WORKER, LIMITS).end()
    before, running = descriptors(), processes()
    held = {pid: open_descriptors(pid) for pid in running}
    for number in range(MANY):
        peer = zygote.fork(WORKER, LIMITS)
        peer.discard() if number % 2 else peer.end()
    assert descriptors() == before
    assert settled(lambda: processes() == running)
    assert {pid: open_descriptors(pid) for pid in running} == held


def open_descriptors(pid):
    """Count a process's descriptors, where that may be asked."""
    try:
        return psutil.Process(pid).num_fds()
    except psutil.AccessDenied:
        return None


@pytest.fixture
def temporary(monkeypatch):
    """A folder for temporary files that every user id can pass."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    folder.rmdir()


def test_nothing_is_left_of_a_closed_zygote(rung, processes, temporary):
    before, running = descriptors(), processes()
    started = Zygote(rung, NOTHING)
    peers = [started.fork(WORKER, LIMITS) for _ in range(3)]
    run(peers[0], "import os\nos.makedirs('a/b/c')\nopen('a/b/file', 'w').close()")
    started.close()
    for peer in peers:
        peer.discard()
    assert (processes(), list(temporary.iterdir()), descriptors()) == (running, [], before)


def test_nothing_is_left_of_a_zygote_that_was_closed_before_it_was_ready(rung, processes, temporary):
    before, running = descriptors(), processes()
    Zygote(rung, NOTHING).close()
    assert (processes(), list(temporary.iterdir()), descriptors()) == (running, [], before)


def test_nothing_is_forked_once_tensorflow_has_run(monkeypatch):
    monkeypatch.setattr(inside, "tensorflow_is_running", lambda: True)
    zygote = inside.Zygote(None, types.SimpleNamespace(own_namespaces=False), None)
    with pytest.raises(RuntimeError, match="before a fork"):
        zygote._fork({}, [])
