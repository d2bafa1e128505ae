"""The command line: `autograder COMMAND ...`."""

from autograder.cli import authoring, doctor, grading, measuring
from autograder.cli.app import main

__all__ = ["authoring", "doctor", "grading", "main", "measuring"]
