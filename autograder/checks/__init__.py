"""Everything that hidden graders may import: marks, references, tolerances, inputs and expectations."""

from autograder.checks.failure import CheckFailed
from autograder.checks.marks import basic, check, question

__all__ = ["CheckFailed", "basic", "check", "question"]
