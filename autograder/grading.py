"""Grading submissions of one assignment, from bytes to `Result`."""

from __future__ import annotations

import contextlib
import hashlib
import io
import sys
import time
import traceback
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property, partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autograder import __version__, late, notebook, notes, pseudonyms, scoring, secret
from autograder.checks import collection
from autograder.checks.plugin import HiddenChecks, Job, Setting
from autograder.checks.student import Student
from autograder.course.load import load_course
from autograder.errors import AutograderError, SubmissionError
from autograder.model import Outcome, Result
from autograder.sandbox.ladder import best_rung
from autograder.sandbox.launch import shared_sandbox
from autograder.sandbox.loading import Step
from autograder.sandbox.session import WorkerSession
from autograder.sandbox.zygote import ZygoteLostError
from autograder.trainer_process import open_training
from autograder.training import versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from autograder.course.schema import Assignment, Course, Question
    from autograder.model import CheckResult, QuestionResult, Submission
    from autograder.sandbox.launch import Sandbox
    from autograder.sandbox.rung import Rung
    from autograder.training import Training

    Finished = Callable[[Submission, Result], None]

PACKAGE: Final = Path(__file__).parent
MOST_LOSSES: Final = 3
"""How often a submission is graded from the start where zygotes are lost under it."""

LOST: Final = "The process that ran this submission was lost again and again. Grade again."
LONGEST_REASON: Final = 300

TOO_LATE: Final = "This came after the last moment at which a submission counts, so it earns no points."


@dataclass(frozen=True)
class _Attempt:
    """A submission that is being graded."""

    submission: Submission
    program: notebook.Program
    session: WorkerSession
    began: float
    is_last: bool


@dataclass(frozen=True)
class Grader:
    """Grades any number of submissions of one assignment; `root` is the folder of `course.yml`."""

    course: Course
    assignment: Assignment
    root: Path
    secret: bytes = field(repr=False)
    training: Callable[[], Training]
    sandbox: Sandbox
    foresees: bool = True

    def still_holds(self, result: Result, submission: Submission) -> bool:
        """Whether a result was made from this submission by this very grader, and not spoiled by a fault of ours.

        One that was made on a weaker rung of the sandbox, where submissions could do more, does not hold.
        """
        return (
            result.submission_digest == digest_of(submission)
            and result.grading_digest == self.digest
            and result.student == submission.student
            and result.outcome is not Outcome.INTERNAL_ERROR
            and "" < result.sandbox_rung <= self.sandbox.rung
        )

    def grade(self, submissions: Iterable[Submission], finished: Finished) -> None:
        """Grade one submission after another, handing over each with its result as soon as that is there.

        A submission that can't be read gets a result that says why. Raises AutograderError where the graders
        themselves can't be run.
        """
        with contextlib.redirect_stdout(io.StringIO()) as output, contextlib.redirect_stderr(output):
            self._collected.check(self._jobs(submissions, finished))

    def hidden_checks(self, submissions: Iterable[Submission], finished: Finished) -> HiddenChecks:
        """Make the pytest plug-in that grades these submissions by whatever checks pytest collects."""
        return HiddenChecks(self._setting, self._jobs(submissions, finished))

    @cached_property
    def _collected(self) -> HiddenChecks:
        """The assignment's checks, collected when they are first needed."""
        checks = HiddenChecks(self._setting)
        collection.collect(self._graders, self.root, checks)
        return checks

    @property
    def _setting(self) -> Setting:
        return Setting(
            self.assignment.slug,
            partial(secret.seed, self.secret),
            self.training,
            self.course.data.active.thresholds,
            self.foresees,
        )

    @cached_property
    def digest(self) -> str:
        """Names everything besides the submission that a result depends on, as SHA-256 in hexadecimal."""
        state = hashlib.sha256()
        files = (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.j2"), *PACKAGE.rglob("*.css"), *self._graders.rglob("*.py"))
        for path in sorted({*files, self._release_path}):
            state.update(path.read_bytes())
        for library, version in {**versions(), "scipy": metadata.version("scipy")}.items():
            state.update(f"{library}=={version}".encode())
        course = self.course
        policies = (self.assignment, course.data, course.late, course.limits)
        for text in (*(policy.model_dump_json() for policy in policies), secret.fingerprint(self.secret)):
            state.update(text.encode())
        return state.hexdigest()

    @property
    def _graders(self) -> Path:
        return self.root / self.course.folders.graders / self.assignment.slug

    @property
    def _release_path(self) -> Path:
        return self.root / self.course.folders.assignments / self.assignment.slug / f"{self.assignment.slug}.ipynb"

    @cached_property
    def _release(self) -> notebook.Notebook:
        return notebook.read_release(self._release_path)

    def _jobs(self, submissions: Iterable[Submission], finished: Finished) -> Iterator[Job]:
        """Prepare one submission at a time; those that can't be read are finished on the spot."""
        for submission in submissions:
            began = time.perf_counter()
            try:
                program = self._program(submission)
            except SubmissionError as error:
                finished(submission, self._unreadable(submission, str(error), began))
                continue
            except Exception:  # noqa: BLE001 - one notebook may meet a fault of ours, and costs no other
                finished(submission, self._our_fault(submission))
                continue
            steps = [Step(step.cell or 0, step.source) for step in program.steps]
            sources = {step.number: step.source for step in steps if step.number}
            for again in reversed(range(MOST_LOSSES)):
                session = WorkerSession(steps, self.course.limits_for(self.assignment), self.sandbox.start)
                with contextlib.closing(session):
                    attempt = _Attempt(submission, program, session, began, is_last=not again)
                    yield Job(
                        Student(session, sources),
                        finished=partial(self._finish, attempt, finished),
                        failed=partial(self._fail, attempt, finished),
                    )
                if not session.is_lost:
                    break

    def _program(self, submission: Submission) -> notebook.Program:
        if submission.problem:
            raise SubmissionError(submission.problem)
        limits = self.course.limits_for(self.assignment)
        return notebook.assemble(
            notebook.read(submission.content, limits.notebook_bytes), self._release, self.assignment
        )

    def _finish(self, attempt: _Attempt, finished: Finished, checks: Mapping[str, Sequence[CheckResult]]) -> None:
        """Make the result of a submission whose checks have been run, and hand it over."""
        try:
            result = self._result(attempt, checks)
        except Exception:  # noqa: BLE001 - see _jobs
            self._fail(attempt, finished)
        else:
            finished(attempt.submission, result)

    def _fail(self, attempt: _Attempt, finished: Finished) -> None:
        """Hand over that grading failed; not where a zygote was lost, as the submission is graded again then."""
        if not attempt.session.is_lost or attempt.is_last:
            reason = LOST if attempt.session.is_lost else ""
            finished(attempt.submission, self._our_fault(attempt.submission, reason))

    def _result(self, attempt: _Attempt, checks: Mapping[str, Sequence[CheckResult]]) -> Result:
        if attempt.session.is_lost:  # verdicts are worth nothing then, even where a check kept the error to itself
            raise ZygoteLostError
        program = attempt.program
        questions = tuple(
            self._question_result(question, program, checks.get(question.id, ()))
            for question in self.assignment.questions
        )
        remarks = (*program.notes, *notes.on_loading(attempt.session.report, program.steps))
        outcome = scoring.outcome_of(questions)
        return self._make(attempt.submission, attempt.began, outcome, questions=questions, remarks=remarks)

    def _our_fault(self, submission: Submission, reason: str = "") -> Result:
        """The result of a submission at which grading itself failed; to be called while the exception is handled."""
        return our_fault(self.course, submission, sys.exception(), reason)

    @staticmethod
    def _question_result(
        question: Question, program: notebook.Program, checks: Sequence[CheckResult]
    ) -> QuestionResult:
        if question.manual:
            return scoring.by_hand(
                question, program.answers.get(question.id, ""), untouched=question.id in program.untouched
            )
        return scoring.automatic(question, checks)

    def _unreadable(self, submission: Submission, reason: str, began: float) -> Result:
        return self._make(submission, began, Outcome.ERRORED, reason=reason)

    def _make(
        self,
        submission: Submission,
        began: float,
        outcome: Outcome,
        *,
        reason: str = "",
        questions: tuple[QuestionResult, ...] = (),
        remarks: tuple[str, ...] = (),
    ) -> Result:
        score = scoring.total(questions)
        points = sum((question.points for question in self.assignment.questions), Fraction(0))
        student = pseudonyms.real_id(self.root, submission.student, self.assignment.extensions)
        policy, due = self.course.late_for(self.assignment), self.assignment.due_for(student)
        penalty = late.penalty(policy, due, submission.submitted_at, score, points)
        if not late.counts(self.assignment, submission.submitted_at, student):
            penalty, remarks = score, (*remarks, TOO_LATE)
        return Result(
            course=self.course.course,
            assignment=self.assignment.slug,
            student=submission.student,
            attempt=submission.attempt,
            submitted_at=submission.submitted_at,
            outcome=outcome,
            reason=reason,
            score=score,
            points=points,
            penalty=penalty,
            grade=score - penalty,
            questions=questions,
            notes=remarks,
            grader_version=__version__,
            secret_fingerprint=secret.fingerprint(self.secret),
            data=self.course.data.profile,
            duration_seconds=round(time.perf_counter() - began, 3),
            sandbox_rung=self.sandbox.rung,
            submission_digest=digest_of(submission),
            grading_digest=self.digest,
        )


@cache
def open_course(course_file: Path) -> Course:
    """Load a course once in each process."""
    return load_course(course_file)


@cache
def open_grader(course_file: Path, slug: str, rung: Rung | None = None) -> Grader:
    """Make the grader of an assignment once in each process, on the best rung where none is asked for.

    Raises RungError where the rung does not hold.
    """
    course, root = open_course(course_file), course_file.parent
    sandbox = shared_sandbox(rung or best_rung())
    return Grader(
        course,
        course.assignment(slug),
        root,
        secret.course_secret(root),
        lambda: _training(course_file, sandbox.rung),
        sandbox,
    )


@cache
def _training(course_file: Path, rung: Rung) -> Training:
    """Open a course's training once in each process, and not before a check asks for it."""
    return open_training(open_course(course_file), course_file.parent, shared_sandbox(rung))


def digest_of(submission: Submission) -> str:
    """Name everything of a submission that its result depends on, as SHA-256 in hexadecimal."""
    state = hashlib.sha256(submission.content)
    state.update(repr((submission.attempt, submission.submitted_at, submission.problem)).encode("utf-8", "replace"))
    return state.hexdigest()


def our_fault(course: Course, submission: Submission, error: BaseException | None, reason: str = "") -> Result:
    """The result of a submission at which grading failed with this error: a sentence, and the account beside it."""
    account = "".join(traceback.format_exception(error, limit=-5))
    sentence = f"{_in_short(error)}. The detail in its result.json tells more."
    return undecided(course, submission, reason or sentence, account)


def _in_short(error: BaseException | None) -> str:
    """Name an error in a line that may be printed: only messages of ours are known to quote no submission."""
    if isinstance(error, AutograderError):
        return f"{type(error).__name__}: {error}".splitlines()[0][:LONGEST_REASON].rstrip(" .:")
    at = traceback.extract_tb(error.__traceback__, limit=-1) if error is not None else ()
    return type(error).__name__ + "".join(f" in {Path(frame.filename).name}, line {frame.lineno}" for frame in at)


def undecided(course: Course, submission: Submission, internal: str = "", detail: str = "") -> Result:
    """The result of a submission that could not be graded for any assignment, or, with `internal`, by our fault.

    `detail` is the whole account of that fault, for the staff.
    """
    return Result(
        course=course.course,
        assignment=submission.assignment,
        student=submission.student,
        attempt=submission.attempt,
        submitted_at=submission.submitted_at,
        outcome=Outcome.INTERNAL_ERROR if internal else Outcome.ERRORED,
        reason=internal or submission.problem,
        score=Fraction(0),
        points=Fraction(0),
        penalty=Fraction(0),
        grade=Fraction(0),
        questions=(),
        notes=(),
        grader_version=__version__,
        secret_fingerprint="",
        data=course.data.profile,
        duration_seconds=0.0,
        sandbox_rung="",
        submission_digest=digest_of(submission),
        grading_digest="",
        detail=detail,
    )
