"""The pytest plug-in that runs hidden checks: one collection, then every check once for each submission."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import pytest

from autograder.checks.failure import CheckFailed
from autograder.checks.generators import Generators
from autograder.checks.inputs import GRID
from autograder.checks.protocol import PASSED, CheckRunner, tear_down
from autograder.checks.rehearsal import Rehearsal, key_of
from autograder.checks.student import StudentCallError
from autograder.model import CheckResult, Curve, Outcome
from autograder.sandbox.foresight import Call, request_of
from autograder.sandbox.zygote import ZygoteLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from autograder.checks.student import Student, StudentFunction

MARKERS: Final = (
    "question(id): the question that a module's or test's checks belong to",
    "check(weight, after, basic, draws): a hidden check, as autograder.checks.marks makes it",
)
NOT_SAID: Final = "The property that this check is about does not hold."
CURVE_DIGITS: Final = 5
CURVE_X: Final = tuple(np.round(GRID, CURVE_DIGITS).tolist())
MOST_CURVES: Final = 256
"""Curves that are remembered, of some kilobytes each."""


class Secret(Protocol):
    """Turns labels into a seed that only the course's secret determines."""

    def __call__(self, *labels: str) -> int:
        """Make the seed for these labels."""


@dataclass(frozen=True)
class Setting:
    """What all checks of one assignment share.

    With `foresees`, calls that checks are likely to make are made in one exchange; results are the same without.
    """

    assignment: str
    seed: Secret
    training: Callable[[], object]
    thresholds: object
    foresees: bool = True


@dataclass(frozen=True)
class Job:
    """One submission to check, and what is to be done with its results, by question.

    `failed` is called instead, while the exception is handled, where there can be none by a fault that is not hers.
    """

    student: Student
    finished: Callable[[Mapping[str, Sequence[CheckResult]]], None]
    failed: Callable[[], None]


@dataclass(frozen=True)
class _Check:
    """A collected test with what its marks say."""

    item: pytest.Item
    question: str
    name: str
    title: str
    weight: Fraction
    basic: bool
    after: str | None
    draws: str

    @cached_property
    def id(self) -> str:
        return f"{self.question}.{self.name}"

    @cached_property
    def gate(self) -> str | None:
        """The id of the check of the same question that has to pass before."""
        return None if self.after is None else f"{self.question}.{self.after.removeprefix('test_')}"


@dataclass
class _Progress:
    """What is known of the submission at hand: verdicts by check id, the gates that did not open, curves drawn."""

    verdicts: dict[str, CheckResult] = field(default_factory=dict)
    closed_questions: set[str] = field(default_factory=set)
    curves: dict[str, Curve] = field(default_factory=dict)


class HiddenChecks:
    """A plug-in of pytest's that keeps the checks of one assignment once pytest has collected them.

    Jobs that are there from the start are done when pytest comes to run what it has collected; others by `check`.
    """

    def __init__(self, setting: Setting, jobs: Iterable[Job] = ()) -> None:
        self._setting = setting
        self._jobs = jobs
        self._job: Job | None = None
        self._checks: list[_Check] = []
        self._calls_for_curves: list[Call] = []
        self._gates: frozenset[str] = frozenset()
        self._current: _Check | None = None
        self._runner = CheckRunner(self._arguments())
        self._rehearsal = Rehearsal()
        self._generators = Generators(partial(setting.seed, "input", setting.assignment))
        self._progress = _Progress()

    @pytest.hookimpl
    def pytest_configure(self, config: pytest.Config) -> None:
        """Declare the marks of hidden checks."""
        for line in MARKERS:
            config.addinivalue_line("markers", line)
        config.pluginmanager.register(self._runner)
        config.pluginmanager.register(self._runner.fixtures())

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Read the marks, put each question's basic checks first, and keep the order otherwise."""
        checks = [_read_marks(item) for item in items]
        questions = list(dict.fromkeys(check.question for check in checks))
        checks.sort(key=lambda check: (questions.index(check.question), not check.basic))
        _refuse_contradictions(checks)
        self._checks = checks
        self._calls_for_curves = _calls_for_curves(checks)
        self._gates = frozenset(check.id for check in checks if check.basic) | {
            check.gate for check in checks if check.gate is not None
        }
        items[:] = [check.item for check in checks]

    @pytest.hookimpl
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all checks once for each job."""
        if session.testsfailed or session.config.option.collectonly:
            return session.testsfailed == 0 or session.config.option.collectonly
        self.check(self._jobs)
        return True

    def check(self, jobs: Iterable[Job]) -> None:
        """Run all checks once for each job; takes one job at a time, so that memory stays flat."""
        for job in jobs:
            self._job, self._progress = job, _Progress()
            try:
                results = self._check(job.student)
            except Exception:  # noqa: BLE001 - a fault of ours costs no other submission
                job.failed()
            else:
                job.finished(results)
            finally:
                self._job = None

    def _arguments(self) -> dict[str, Callable[[], object]]:
        """Name what checks may ask for by the names of their arguments."""
        return {
            "student": lambda: self._job and self._job.student,
            "rng": lambda: self._current and self._generators.renewed(self._current.question, self._current.name),
            "training": lambda: self._setting.training(),  # noqa: PLW0108 - pytest takes no bound method
            "thresholds": lambda: self._setting.thresholds,
        }

    def _check(self, student: Student) -> dict[str, list[CheckResult]]:
        try:
            return self._check_all(student)
        finally:
            if self._checks:
                tear_down(self._checks[0].item.session)

    def _check_all(self, student: Student) -> dict[str, list[CheckResult]]:
        self._draw_curves(student)
        results: dict[str, list[CheckResult]] = {}
        for position, check in enumerate(self._checks):
            if self._setting.foresees:
                student.foresee(self._coming(position))
            asked = len(student.asked)
            self._run(check)
            verdict = self._progress.verdicts[check.id]
            if verdict.outcome is Outcome.PASSED:
                self._rehearsal.note(check.id, student.asked[asked:])
            results.setdefault(check.question, []).append(verdict)
        return results

    def _coming(self, position: int) -> list[Call]:
        """Collect the calls that are made from a check on as far as no verdict decides: up to the next gate's."""
        calls: list[Call] = []
        for check in self._checks[position:]:
            if self._reason_to_skip(check):
                continue
            known = self._rehearsal.calls_of(check.id)
            if known is None:
                break
            calls += known
            if check.id in self._gates:
                break
        return calls

    def _draw_curves(self, student: Student) -> None:
        """Draw all curves before any hidden input is sent, so that none can be drawn."""
        if self._setting.foresees:
            student.foresee(self._calls_for_curves, until_failure=False)
        for check in self._checks:
            if check.draws:
                curve = _curve(check.draws, getattr(student, check.draws))
                if curve is not None:
                    self._progress.curves[check.draws] = curve

    def _curves_of(self, check: _Check) -> tuple[Curve, ...]:
        curve = self._progress.curves.get(check.draws)
        return () if curve is None else (curve,)

    def _run(self, check: _Check) -> None:
        reason = self._reason_to_skip(check)
        verdict = self._skipped(check, reason) if reason else self._verdict(check)
        if check.basic and verdict.outcome is not Outcome.PASSED:
            self._progress.closed_questions.add(check.question)
        self._progress.verdicts[check.id] = verdict

    def _reason_to_skip(self, check: _Check) -> str:
        if check.question in self._progress.closed_questions:
            return "Skipped until this question's basic values are right."
        if check.gate is not None:
            verdict = self._progress.verdicts.get(check.gate)
            if verdict is None or verdict.outcome is not Outcome.PASSED:
                return "Skipped until the check that it builds on passes."
        return ""

    def _skipped(self, check: _Check, message: str) -> CheckResult:
        return CheckResult(check.id, check.title, Outcome.SKIPPED, check.weight, message)

    def _verdict(self, check: _Check) -> CheckResult:
        """Run one pytest case and translate how it ended."""
        self._current = check
        ending = self._runner.run(check.item)
        base = CheckResult(check.id, check.title, Outcome.PASSED, check.weight, curves=self._curves_of(check))
        if ending is PASSED:
            return base
        error: BaseException | None = ending.error
        match error:
            case ZygoteLostError():
                raise error
            case StudentCallError():
                return replace(base, outcome=error.outcome, message=error.message, hint=error.hint, detail=error.detail)
            case CheckFailed():
                return replace(base, outcome=Outcome.FAILED, message=error.message, hint=error.hint)
            case AssertionError() if ending.in_check:
                return replace(base, outcome=Outcome.FAILED, message=NOT_SAID, detail=ending.account())
            case _:
                return replace(
                    base,
                    outcome=Outcome.INTERNAL_ERROR,
                    message="The grader itself failed here.",
                    detail=ending.account(),
                )


def _calls_for_curves(checks: Iterable[_Check]) -> list[Call]:
    names = [check.draws for check in checks if check.draws]
    return [Call(request_of(name, (GRID,), {}), key_of(name, (GRID,), {}, {})) for name in names]


def _curve(name: str, function: StudentFunction) -> Curve | None:
    """What a function draws on the public grid; None where that can't be drawn."""
    try:
        y = function(GRID)
    except StudentCallError:
        return None
    if type(y) is not np.ndarray or y.shape != GRID.shape or y.dtype.kind not in "fiub":
        return None
    return Curve(name, CURVE_X, _rounded(y.astype(float).tobytes()))


@lru_cache(MOST_CURVES)
def _rounded(values: bytes) -> tuple[float | None, ...]:
    """What is drawn of float64 values; right functions give the same ones again and again."""
    return tuple(round(v, CURVE_DIGITS) if math.isfinite(v) else None for v in np.frombuffer(values).tolist())


def _read_marks(item: pytest.Item) -> _Check:
    question = item.get_closest_marker("question")
    marks = item.get_closest_marker("check")
    documentation = getattr(getattr(item, "function", None), "__doc__", None)
    if question is None or marks is None or not documentation:
        raise pytest.UsageError(
            f"{item.nodeid}: a hidden check needs `question(...)`, `check(...)` or `basic(...)`, and a docstring, "
            "which is the title that students read"
        )
    return _Check(
        item=item,
        question=question.args[0],
        name=item.name.removeprefix("test_"),
        title=" ".join(documentation.split()).rstrip("."),
        weight=Fraction(str(marks.kwargs.get("weight", 1))),
        basic=bool(marks.kwargs.get("basic")),
        after=marks.kwargs.get("after"),
        draws=marks.kwargs.get("draws", ""),
    )


def _refuse_contradictions(checks: list[_Check]) -> None:
    seen: set[str] = set()
    for check in checks:
        if check.id in seen:
            raise pytest.UsageError(f"{check.item.nodeid}: another check of the question has the same name")
        if check.gate is not None and check.gate not in seen:
            raise pytest.UsageError(f"{check.item.nodeid}: `after={check.after!r}` names no earlier check")
        seen.add(check.id)
    for question in {check.question for check in checks}:
        if not any(check.basic for check in checks if check.question == question):
            raise pytest.UsageError(
                f"question {question!r} has no `basic` check, so a constant could earn points in it"
            )
