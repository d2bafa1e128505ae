"""The grader inside nbgrader: its commands, its web page and its feedback use our engine."""

from autograder.nbgrader_plugin.config import configure

__all__ = ["configure"]
