"""The command at work on a class, as it is killed and interrupted in tests; a course that is graded fast."""

import subprocess
import sys

import pytest

from autograder.sandbox.rung import RungError
from autograder.sandbox.zygote import NOTHING, Zygote

CHECKS = '''
"""Hidden checks of a small course."""

from autograder.checks import basic, check, question
from autograder.checks.failure import CheckFailed

pytestmark = question("relu")


@basic()
def test_values(student):
    """`relu` keeps what is positive."""
    if student.relu(2.0) != 2:
        raise CheckFailed("No.")


@check()
def test_zero(student):
    """`relu` of zero is zero."""
    if student.relu(0.0) != 0:
        raise CheckFailed("No.")
'''


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


@pytest.fixture
def small_course(tmp_path, altered_course):
    """Make a course of the question `relu` with two hidden checks of its own, which may be changed."""

    def make(**dates):
        def change(document):
            (assignment,) = (one for one in document["assignments"] if one["slug"] == "activations")
            relu = next(one for one in assignment["questions"] if one["id"] == "relu")
            assignment.update(points=relu["points"], questions=[relu], **dates)
            document.update(assignments=[assignment], folders={"graders": "graders"})

        folder = tmp_path / "course"
        (folder / "graders" / "activations").mkdir(parents=True)
        (folder / "graders" / "activations" / "test_relu.py").write_text(CHECKS)
        return altered_course(folder, change)

    return make
