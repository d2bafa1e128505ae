"""The command line: `autograder COMMAND ...`."""

from autograder.cli import authoring, grading, measuring
from autograder.cli.app import main

__all__ = ["authoring", "grading", "main", "measuring"]
