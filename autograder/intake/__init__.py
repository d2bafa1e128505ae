"""Intake: discovering submissions in notebooks, folders and zip archives, and reading them one at a time."""

from autograder.intake.discovery import Intake, discover
from autograder.intake.entry import Entry

__all__ = ["Entry", "Intake", "discover"]
