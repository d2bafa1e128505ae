"""What writing beyond each limit of files comes to, as docs/sandbox.md says."""

import pytest

from autograder.checks.student import Student, StudentCallError
from autograder.course.schema import Limits
from autograder.model import Outcome
from autograder.sandbox.launch import Sandbox
from autograder.sandbox.loading import Step
from autograder.sandbox.rung import Rung
from autograder.sandbox.session import WorkerSession

MEGABYTE = 1_000_000
CAUGHT = f"""
def large():
    with open("large", "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes({MEGABYTE}))
        except OSError:
            return file.tell()

def many():
    for number in range(100_000):
        try:
            with open(str(number), "wb") as file:
                file.write(bytes({MEGABYTE}))
        except OSError:
            return number

def printing():
    for _ in range(1000):
        print("x" * {MEGABYTE})
    return 1
"""


@pytest.fixture
def student(rung):
    with Sandbox(rung) as sandbox:
        session = WorkerSession([Step(1, CAUGHT)], Limits(), sandbox.start)
        yield Student(session, {1: CAUGHT})
        session.close()


def test_a_write_beyond_one_files_size_is_an_error_that_may_be_caught(student):
    assert student.large() == Limits().file_bytes


def test_what_is_printed_is_dropped(student):
    assert student.printing() == 1


def test_a_full_folder_fails_the_write_or_ends_the_process_where_it_is_watched(student, rung):
    if rung is Rung.B:
        pytest.skip("it has a file system of limited size and is watched: whichever comes first")
    if rung is Rung.A:
        assert student.many() > 0
        return
    with pytest.raises(StudentCallError, match="wrote more to files") as failure:
        student.many()
    assert failure.value.outcome is Outcome.ERRORED
