"""What a command's processes use is found from outside, all of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from speed.process_tree import descendants, files_below, sample

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux")

SLEEPER = "import sys; print(flush=True); sys.stdin.read()"
MOTHER = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPER!r}], stdin=sys.stdin)"


@pytest.fixture
def mother():
    """A process with a child of its own, which is up."""
    process = subprocess.Popen([sys.executable, "-c", MOTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdout.readline()
    yield process.pid
    process.communicate()


def test_grandchildren_are_found(mother):
    assert mother in descendants(os.getpid())
    assert len(descendants(mother)) == 1


def test_memory_of_all_processes_is_added_up(mother):
    (child,) = descendants(mother)
    alone, both = sample([child]), sample([mother, child])
    assert 0 < alone.pss_bytes < both.pss_bytes
    assert (alone.processes, both.processes, both.unreadable) == (1, 2, 0)


def test_a_process_that_is_gone_uses_nothing():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert sample([process.pid]).pss_bytes == 0


def test_descriptors_of_other_programs_are_not_counted(mother):
    assert sample([mother]).descriptors == 0


def test_files_and_folders_are_counted(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").touch()
    assert files_below(tmp_path) == 3
