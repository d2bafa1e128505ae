"""What a process leaves behind is read whatever it did to it."""

import fcntl
import os
import tempfile

import pytest

from autograder.sandbox.peer import ERRORS_TAIL, tail_of


@pytest.mark.parametrize("flags", [os.O_DIRECT, os.O_NONBLOCK | os.O_APPEND])
def test_last_lines_are_read_whatever_flags_the_file_was_left_with(flags):
    with tempfile.TemporaryFile() as file:
        os.write(file.fileno(), b"last words\n")
        try:
            fcntl.fcntl(file, fcntl.F_SETFL, flags)
        except OSError:
            pytest.skip("this file system does not know the flag")
        assert tail_of(file) == "last words\n"


def test_only_the_last_lines_are_read():
    with tempfile.TemporaryFile() as file:
        file.write(b"a" * ERRORS_TAIL + b"b" * ERRORS_TAIL)
        assert tail_of(file) == "b" * ERRORS_TAIL
