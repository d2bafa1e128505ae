"""Runs solution and mutants side by side on a sample of the graded domain, and keeps the mutants that differ."""

from __future__ import annotations

import ast
import contextlib
from typing import TYPE_CHECKING, Final

from autograder.sandbox.endings import CallFailed
from autograder.sandbox.ladder import best_rung
from autograder.sandbox.launch import shared_sandbox
from autograder.sandbox.loading import Step
from autograder.sandbox.session import WorkerSession
from mutation.effects import Effect, Observation, effect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autograder.course.schema import Limits
    from mutation.domain import Call
    from mutation.mutator import Mutant

PER_WORKER: Final = 60
"""Mutants that share a worker, each as functions under names of its own."""

ROOMY: Final = {"submission_seconds": 3600, "cpu_seconds": 3600}
"""A worker runs many mutants here, so that what one submission may use is no measure."""


def effects_of(
    solution: str,
    mutants: Sequence[Mutant],
    calls: Sequence[Call],
    *,
    given: Sequence[Step],
    limits: Limits,
    tell: Callable[[], None] = lambda: None,
) -> list[Effect | None]:
    """Say of each mutant how it differs from the solution on the calls; None where it does not.

    `given` are the cells that run first, `tell` is called after each mutant. Raises CallFailed where the solution
    itself does not answer.
    """
    names = sorted({call.name for call in calls})
    found: list[Effect | None] = []
    for start in range(0, len(mutants), PER_WORKER):
        sources = [solution, *(mutant.source for mutant in mutants[start : start + PER_WORKER])]
        steps = [Step(number + 1, isolated(source, number, names)) for number, source in enumerate(sources)]
        session = WorkerSession([*given, *steps], limits.model_copy(update=ROOMY), shared_sandbox(best_rung()).start)
        with contextlib.closing(session):
            right = [Observation(_ask(session, call, 0)) for call in calls]
            for number in range(1, len(sources)):
                found.append(_first_effect(session, calls, right, number))
                tell()
    return found


def isolated(source: str, number: int, names: Sequence[str]) -> str:
    """Wrap a cell in a function, so that its definitions see one another, and give `names` a number of their own."""
    module = ast.parse(source)
    wrapper = ast.parse(f"def cell_{number}():\n    return locals()").body[0]
    assert isinstance(wrapper, ast.FunctionDef)
    wrapper.body[:0] = module.body
    taken = "\n".join(f"{numbered(name, number)} = cell_{number}()[{name!r}]" for name in names)
    return f"{ast.unparse(wrapper)}\n{taken}"


def numbered(name: str, number: int) -> str:
    """Name the version of a function that belongs to one of the cells."""
    return f"{name}_of_{number}"


def _first_effect(
    session: WorkerSession, calls: Sequence[Call], right: Sequence[Observation], number: int
) -> Effect | None:
    """Prefer a difference in what comes back to a failure: a mutant that only raises is an easy catch."""
    raised = False
    for call, wanted in zip(calls, right, strict=True):
        found = effect(call, wanted, _observe(session, call, number))
        if found is not None and found is not Effect.RAISES:
            return found
        raised = raised or found is Effect.RAISES
    return Effect.RAISES if raised else None


def _observe(session: WorkerSession, call: Call, number: int) -> Observation:
    try:
        return Observation(_ask(session, call, number))
    except CallFailed:
        return Observation(None)


def _ask(session: WorkerSession, call: Call, number: int) -> dict[str, object]:
    name = numbered(call.name, number)
    if call.variable:
        return {"value": session.value(name)}
    return session.call(name, call.arguments, dict(call.keywords), declare=call.model, keep_arguments=True)
