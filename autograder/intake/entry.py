"""One submission found, not yet read: everything but its bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograder.errors import SubmissionError
from autograder.model import Submission

if TYPE_CHECKING:
    from datetime import datetime

    from autograder.intake.listing import Parts, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission's place and owner. Small, and safe to send to another process that sees the same files.

    `assignment` is "" where it could not be told; `problem` then says so. `student` is the id as text, whatever it
    holds; only `folder` may name a folder.
    """

    student: str
    folder: str
    assignment: str
    origin: str
    attempt: int = 1
    submitted_at: datetime | None = None
    problem: str = ""
    source: Source | None = field(default=None, repr=False, compare=False)
    parts: Parts = field(default=(), repr=False)
    max_bytes: int = field(default=0, repr=False)

    def load(self) -> Submission:
        """Read the bytes now; where that fails, the submission is empty and its `problem` says why."""
        content, problem = b"", self.problem
        if not problem and self.source is not None:
            try:
                content = self.source.read(self.parts, self.max_bytes)
            except SubmissionError as error:
                problem = str(error)
        return Submission(
            student=self.student,
            folder=self.folder,
            assignment=self.assignment,
            origin=self.origin,
            content=content,
            attempt=self.attempt,
            submitted_at=self.submitted_at,
            problem=problem,
        )
