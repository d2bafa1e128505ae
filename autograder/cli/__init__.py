"""The command line: `autograder COMMAND ...`."""

from autograder.cli import (
    authoring,
    collecting,
    doctor,
    exporting,
    gradebook,
    grading,
    measuring,
    packaging,
    pushing,
)
from autograder.cli.app import main

__all__ = [
    "authoring",
    "collecting",
    "doctor",
    "exporting",
    "gradebook",
    "grading",
    "main",
    "measuring",
    "packaging",
    "pushing",
]
