"""The command at work on a class, as it is killed and interrupted in tests."""

import subprocess
import sys

import pytest

from autograder.sandbox.rung import RungError
from autograder.sandbox.zygote import NOTHING, Zygote


@pytest.fixture
def slow_class(tmp_path, notebook_of):
    """Make a class whose right notebooks take some seconds each, so that there is something to disturb."""

    def make(students, seconds):
        for student in students:
            folder = tmp_path / "class" / student / "activations"
            folder.mkdir(parents=True)
            notebook = notebook_of("activations", own=[f"import time\ntime.sleep({seconds})"])
            (folder / "activations.ipynb").write_bytes(notebook)
        return tmp_path / "class"

    return make


@pytest.fixture
def offered():
    """Return a rung that this machine offers; skip the test with any other."""

    def check(rung):
        try:
            Zygote(rung, NOTHING).close()
        except RungError as error:
            pytest.skip(str(error))
        return rung

    return check


@pytest.fixture
def start_grading(tmp_path, root, offered):
    """Start the command on a class, into the folder `graded`; whatever is left of it is killed in the end."""
    started = []

    def start(classroom, jobs, rung, **options):
        command = [sys.executable, "-m", "autograder", "--course", root / "course.yml", "grade", classroom]
        command += ["--out", tmp_path / "graded", "--jobs", str(jobs), "--rung", offered(rung)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
