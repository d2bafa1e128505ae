"""What grading is about, as plain data: outcomes, submissions and results."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from fractions import Fraction


class Outcome(StrEnum):
    """How a check, a question or a whole submission came out."""

    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    NOT_ATTEMPTED = "not_attempted"
    NEEDS_GRADING = "needs_grading"
    SKIPPED = "skipped"
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True)
class Curve:
    """A line that the student's own function draws on a public grid; `y` holds None where it is not finite."""

    label: str
    x: tuple[float, ...]
    y: tuple[float | None, ...]


@dataclass(frozen=True)
class CheckResult:
    """One pytest case's verdict. `message` and `hint` are fit for the student; `detail` is for staff only."""

    id: str
    title: str
    outcome: Outcome
    weight: Fraction
    message: str = ""
    hint: str = ""
    detail: str = ""
    curves: tuple[Curve, ...] = ()


@dataclass(frozen=True)
class QuestionResult:
    """One question's verdict; `score` is None until a question that is graded by hand has been graded.

    `text` is the student's written answer where a question is graded by hand, else empty.
    """

    id: str
    title: str
    outcome: Outcome
    score: Fraction | None
    points: Fraction
    checks: tuple[CheckResult, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Submission:
    """One file of one student for one assignment, as bytes: nothing of it has been believed yet.

    `problem` is set, and `content` empty, where intake could not read the file; such a submission still gets a result.
    `folder` is a name for output that is safe on every file system; `student` may be any text.
    """

    student: str
    folder: str
    assignment: str
    origin: str
    content: bytes = field(default=b"", repr=False)
    attempt: int = 1
    submitted_at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True)
class Result:
    """Everything that grading one submission found out. Scores and points are exact.

    `submitted_at` is a moment with its offset, None where it is unknown. `reason` is a sentence for people; `detail`,
    for staff only, is the account of a fault of ours.
    """

    course: str
    assignment: str
    student: str
    attempt: int
    outcome: Outcome
    reason: str
    score: Fraction
    points: Fraction
    penalty: Fraction
    grade: Fraction
    questions: tuple[QuestionResult, ...]
    notes: tuple[str, ...]
    grader_version: str
    secret_fingerprint: str
    data: str
    duration_seconds: float
    sandbox_rung: str
    submission_digest: str
    grading_digest: str
    detail: str = ""
    submitted_at: datetime | None = None
