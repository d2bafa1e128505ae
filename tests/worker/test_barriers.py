"""An exception tells which limit or refusal it stands for, whatever a library has made of it."""

import errno
import socket

import pytest

from autograder.wire.barriers import Barrier
from autograder.worker.barriers import barrier_of
from autograder.worker.cells import Notebook


def barrier(source):
    """Run a cell and read what its exception ran into."""
    return Notebook().run(1, source)["error"]["barrier"]


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.EFBIG, Barrier.FILES),
        (errno.ENOSPC, Barrier.FILES),
        (errno.EDQUOT, Barrier.FILES),
        (errno.EMFILE, Barrier.FILES),
        (errno.EPERM, Barrier.REFUSED),
        (errno.EACCES, Barrier.REFUSED),
        (errno.EROFS, Barrier.REFUSED),
        (errno.ENOENT, Barrier.REFUSED),
        (errno.EPIPE, None),
        (errno.EISDIR, None),
    ],
)
def test_errors_of_the_system_are_told_apart(number, word):
    assert barrier_of(OSError(number, "?")) is word


@pytest.mark.parametrize(
    "error",
    [
        OSError(),
        ValueError("no"),
        RuntimeError("no"),
        MemoryError(),
        KeyboardInterrupt(),
        BlockingIOError(errno.EAGAIN, "?"),
    ],
)
def test_other_exceptions_ran_into_nothing(error):
    assert barrier_of(error) is None


def test_exceptions_may_carry_anything():
    array = "__import__('numpy').ones(3)"
    for raised in (f"RuntimeError({array})", f"OSError({array}, {array})", "OSError([], {})", "OSError('1', 2)"):
        assert barrier(f"raise {raised}") is None


def test_a_thread_too_many_is_known():
    assert barrier_of(RuntimeError("can't start new thread")) is Barrier.PROCESSES


def test_a_name_that_can_not_be_resolved_is_a_network_out_of_reach():
    assert barrier_of(socket.gaierror(-3, "?")) is Barrier.REFUSED


UNAVAILABLE = "raise BlockingIOError(errno.EAGAIN, 'unavailable')"


def test_what_is_unavailable_is_a_process_only_where_one_is_started():
    assert barrier(f"import errno\ndef fork(): {UNAVAILABLE}\nfork()") == "processes"
    assert barrier(f"import errno\ndef read(): {UNAVAILABLE}\nread()") is None


LIBRARY = """
import types
library = types.ModuleType("library")
exec(compile('''
def fetch():
    try:
        raise PermissionError(1, "?")
    except OSError as error:
        raise Exception("could not fetch")
''', "library.py", "exec"), vars(library))
"""


def test_what_a_library_made_of_an_error_is_looked_through():
    assert barrier(LIBRARY + "library.fetch()") == "refused"


def test_what_the_student_raises_stands_for_itself():
    source = LIBRARY + "try:\n    library.fetch()\nexcept Exception:\n    1 / 0"
    assert barrier(source) is None


def test_causes_in_a_circle_come_to_an_end():
    first, second = ValueError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    assert barrier_of(first) is None
