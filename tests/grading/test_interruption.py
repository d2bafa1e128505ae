"""Ctrl-C ends a batch in good order: reports of what is graded, a word on how to go on, and nothing left behind."""

import csv
import os
import re
import signal
import time

import psutil
import pytest

from autograder.cli.interruption import Interruption
from autograder.sandbox.rung import Rung

STUDENTS = ("ada", "bob", "cem", "dia", "eve", "fay")
PATIENCE = 60
INTERRUPTED = 130


@pytest.fixture
def temporary(tmp_path):
    """The folder for temporary files of the command, in which nothing may be left."""
    folder = tmp_path / "temporary"
    folder.mkdir(mode=0o755)
    return folder


@pytest.fixture
def start(slow_class, start_grading, temporary):
    """Start the command on a class of slow notebooks, at the head of a process group as a terminal starts it."""
    classroom, own = slow_class(STUDENTS, 1.5), {**os.environ, "TMPDIR": str(temporary)}
    return lambda jobs, rung: start_grading(classroom, jobs, rung, env=own, start_new_session=True)


def results(folder):
    return sorted(path.parent.name for path in folder.glob("activations/*/result.json"))


def wait_for(find):
    deadline = time.monotonic() + PATIENCE
    while not (found := find()):
        assert time.monotonic() < deadline, "it did not come so far"
        time.sleep(0.01)
    return found


def interrupt(command, times=1, pause=0.05):
    """Press Ctrl-C: the whole group gets the signal. Returns what the command printed."""
    family = psutil.Process(command.pid).children(recursive=True)
    assert family
    for _ in range(times):
        if command.poll() is None:
            os.killpg(command.pid, signal.SIGINT)
            time.sleep(pause)
    output, _ = command.communicate(timeout=PATIENCE)
    _, alive = psutil.wait_procs(family, timeout=PATIENCE)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
    return output


def assert_nothing_is_left(tmp_path, temporary):
    assert list(temporary.iterdir()) == []
    assert list((tmp_path / "graded").rglob(".*")) == []


@pytest.mark.parametrize(("jobs", "rung"), [(1, Rung.A), (2, Rung.A), (1, Rung.C), (2, Rung.C)])
def test_ctrl_c_reports_what_is_graded_and_the_same_command_goes_on(start, tmp_path, temporary, jobs, rung):
    graded = tmp_path / "graded"
    command = start(jobs, rung)
    wait_for(lambda: results(graded))
    output = interrupt(command)
    so_far = results(graded)
    assert command.returncode == INTERRUPTED, output
    assert 0 < len(so_far) < len(STUDENTS)
    words = f"Interrupted: {len(so_far)} of 6 submissions graded. The same command goes on with the rest."
    assert words in " ".join(output.split())
    assert "Traceback" not in output
    assert "Aborted" not in output
    assert "unchanged" not in output
    with (graded / "summary.csv").open() as file:
        assert sorted(row["student"] for row in csv.DictReader(file)) == so_far
    assert f"{len(so_far)} submission" in (graded / "index.html").read_text()
    assert_nothing_is_left(tmp_path, temporary)
    output, _ = (again := start(jobs, rung)).communicate(timeout=300)
    assert again.returncode == 0, output
    assert f"({len(so_far)} unchanged since the last run)" in output
    assert results(graded) == list(STUDENTS)


@pytest.mark.parametrize("pause", [0.0, 0.02, 0.3])
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_again_and_again_ends_at_once_without_a_traceback(start, tmp_path, temporary, jobs, pause):
    command = start(jobs, Rung.C)
    wait_for(lambda: results(tmp_path / "graded"))
    output = interrupt(command, times=5, pause=pause)
    assert command.returncode == INTERRUPTED, output
    assert "Traceback" not in output
    assert "Exception ignored" not in output
    wait_for(lambda: not list(temporary.iterdir()))
    assert_nothing_is_left(tmp_path, temporary)


def test_ctrl_c_while_processes_start_leaves_no_traceback_and_keeps_earlier_reports(start, tmp_path):
    graded = tmp_path / "graded"
    graded.mkdir()
    (graded / "summary.csv").write_text("of an earlier run")
    command = start(2, Rung.C)
    wait_for(lambda: len(psutil.Process(command.pid).children()) > 1)
    output = interrupt(command)
    assert command.returncode == INTERRUPTED, output
    assert re.fullmatch(r"Interrupted: 0 of 6 submissions graded\. The same command goes on with the rest\.\s*", output)
    assert (graded / "summary.csv").read_text() == "of an earlier run"


def press():
    signal.raise_signal(signal.SIGINT)


def test_an_interruption_waits_for_a_block_that_allows_it():
    before = signal.getsignal(signal.SIGINT)
    try:
        with Interruption(lambda: None) as interruption:
            press()
            assert interruption.happened
            with pytest.raises(KeyboardInterrupt), interruption.allowed():
                pytest.fail("Nothing more was to be done.")
    finally:
        signal.signal(signal.SIGINT, before)


def test_without_an_interruption_ctrl_c_is_what_it_was():
    before = signal.getsignal(signal.SIGINT)
    with Interruption(lambda: None) as interruption, interruption.allowed():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before
