"""The words by which a worker says what an exception in student code ran into: a fixed few, and nothing else passes."""

from __future__ import annotations

from enum import StrEnum


class Barrier(StrEnum):
    """A limit, or something that grading does not give, which an exception stands for."""

    FILES = "files"
    """More written to files, or more files open, than grading allows."""

    PROCESSES = "processes"
    """More threads or processes than grading allows."""

    REFUSED = "refused"
    """Files, a network or programs that are out of reach."""
