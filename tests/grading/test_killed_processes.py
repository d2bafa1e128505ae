"""Whatever is killed in mid-batch, zygote, worker, grading process or command, no result and no submission is lost."""

import json
import os
import signal
import time

import psutil
import pytest

from autograder import batch, intake
from autograder.grading import open_course
from autograder.sandbox.rung import Rung
from autograder.sandbox.zygote import Zygote

STUDENTS = ("ada", "bob", "cem", "dia")
PATIENCE = 60


@pytest.fixture
def classroom(slow_class):
    """Four right notebooks that take a second each, so that there is something to kill."""
    return slow_class(STUDENTS, 1)


@pytest.fixture
def start(classroom, start_grading):
    """Start the command on the class, with two jobs."""
    return lambda rung: start_grading(classroom, 2, rung)


def results(folder):
    found = (json.loads(path.read_text()) for path in sorted(folder.glob("activations/*/result.json")))
    return {result["student"]: result["score"] for result in found}


def wait_for(find):
    deadline = time.monotonic() + PATIENCE
    while not (found := find()):
        assert time.monotonic() < deadline, "nothing to kill appeared"
        time.sleep(0.01)
    return found


def words_of(process):
    """What a process was started with; nothing for one that has ended meanwhile."""
    try:
        return " ".join([process.name(), *process.cmdline()])
    except psutil.Error:
        return ""


def children_of(process):
    try:
        return process.children()
    except psutil.Error:
        return []


def grading_processes(command):
    children = psutil.Process(command.pid).children()
    return [child for child in children if "spawn_main" in words_of(child)]


def zygotes(command):
    """What grading processes have started: bubblewrap, or the zygote itself where there are no namespaces."""
    found = [child for process in grading_processes(command) for child in children_of(process)]
    return [process for process in found if "bwrap" in words_of(process) or "-ISB" in words_of(process)]


def workers(command):
    """What zygotes without namespaces have forked."""
    return [child for zygote in zygotes(command) for child in children_of(zygote)]


def descendants(command):
    return psutil.Process(command.pid).children(recursive=True)


KILLS = {
    "a grading process": (Rung.A, grading_processes),
    "a zygote in namespaces": (Rung.A, zygotes),
    "a zygote": (Rung.C, zygotes),
    "a worker": (Rung.C, workers),
}


@pytest.mark.parametrize("victim", KILLS)
def test_a_killed_process_loses_nothing(start, tmp_path, victim):
    rung, find = KILLS[victim]
    command = start(rung)
    wait_for(lambda: workers(command) if rung is Rung.C else len(descendants(command)) > 8)
    wait_for(lambda: find(command))[0].kill()
    output, _ = command.communicate(timeout=300)
    assert command.returncode == 0, output
    assert results(tmp_path / "graded") == dict.fromkeys(STUDENTS, 97)


@pytest.mark.parametrize("rung", [Rung.A, Rung.C])
def test_a_killed_command_leaves_no_process_and_is_completed_by_the_next(start, tmp_path, rung):
    command = start(rung)
    wait_for(lambda: results(tmp_path / "graded"))
    family = descendants(command)
    assert len(family) > 3
    command.kill()
    command.wait()
    _, alive = psutil.wait_procs(family, timeout=PATIENCE)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("graded/*/*/result.json")}
    output, _ = (again := start(rung)).communicate(timeout=300)
    assert again.returncode == 0, output
    assert results(tmp_path / "graded") == dict.fromkeys(STUDENTS, 97)
    assert all(path.stat().st_mtime_ns == time for path, time in before.items())


@pytest.mark.parametrize("rung", [Rung.A, Rung.C])
def test_a_zygote_that_dies_under_a_submission_is_replaced_and_the_submission_graded_again(
    *, classroom, tmp_path, root, monkeypatch, offered, rung
):
    entries = intake.discover([classroom], open_course(root / "course.yml"), "activations").entries[:2]
    forks = []
    fork = Zygote.fork

    def fork_and_lose_the_first(zygote, module, limits):
        peer = fork(zygote, module, limits)
        forks.append(peer)
        if len(forks) == 1:
            os.killpg(zygote._process.pid, signal.SIGKILL)
        return peer

    monkeypatch.setattr(Zygote, "fork", fork_and_lose_the_first)
    graded = batch.run(root / "course.yml", entries, tmp_path / "graded", jobs=1, rung=offered(rung), tell=forks.count)
    assert len(graded) == len(entries)
    assert set(results(tmp_path / "graded").values()) == {97}
    assert len(forks) == len(entries) + 1
