"""An in-process stand-in for the student's side, so that graders can be tested without worker processes."""

from __future__ import annotations

import copy
import importlib.util
import inspect
import io
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from autograder.checks import CheckFailed
from autograder.wire.values import FunctionRef, decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[2]
GRADERS = ROOT / "autograder" / "graders" / "activations"
EVENTS = {"overflow": "overflow", "invalid value": "invalid", "divide by zero": "divide"}


class CallError(Exception):
    """A call that raised."""


@dataclass(frozen=True)
class Observation:
    value: Any
    arguments: tuple[Any, ...]
    floating_point: frozenset[str]


def over_the_wire(value: object) -> Any:
    bodies: list[memoryview] = []
    node = encode(value, bodies)
    return decode(node, [np.load(io.BytesIO(bytes(body))) for body in bodies])


@dataclass(frozen=True)
class FakeFunction:
    """A function of this process that behaves as if it were across the wire; `calls` counts."""

    name: str
    function: Callable[..., Any] | None
    calls: list[str]

    def observe(self, *args: object, **kwargs: object) -> Observation:
        self.calls.append(self.name)
        arguments = [_resolve(argument) for argument in copy.deepcopy(args)]
        events: set[str] = set()
        try:
            with np.errstate(all="call", under="ignore", call=lambda kind, _: events.add(kind)):
                value = self.function(*arguments, **kwargs)
        except Exception as error:
            raise CallError(f"{type(error).__name__}: {error}") from error
        flags = frozenset(flag for kind, flag in EVENTS.items() if any(kind in event for event in events))
        return Observation(over_the_wire(value), tuple(arguments), flags)

    def __call__(self, *args: object, **kwargs: object) -> Any:
        return self.observe(*args, **kwargs).value


def _resolve(argument: object) -> object:
    return getattr(np, argument.name.removeprefix("numpy.")) if isinstance(argument, FunctionRef) else argument


class FakeStudent:
    """The student's notebook as a plain namespace."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        self._namespace = namespace
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> FakeFunction:
        return FakeFunction(name, self._namespace.get(name), self.calls)

    def value(self, name: str) -> Any:
        self.calls.append(name)
        return over_the_wire(self._namespace[name])


@dataclass(frozen=True)
class Verdict:
    """What a question's checks said of a namespace; `failures` are messages and hints by check."""

    outcomes: Mapping[str, str]
    failures: Mapping[str, tuple[str, str]]
    score: Fraction
    calls: int

    @property
    def failed(self) -> set[str]:
        return {name for name, outcome in self.outcomes.items() if outcome in {"failed", "errored"}}


def _tests(path: Path) -> dict[str, tuple[Callable[..., None], dict[str, Any]]]:
    spec = importlib.util.spec_from_file_location(f"hidden_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = {name: test for name, test in vars(module).items() if name.startswith("test_")}
    marks = {
        name: next(mark for mark in test.pytestmark if mark.name == "check").kwargs for name, test in found.items()
    }
    return {name: (found[name], marks[name]) for name in sorted(found, key=lambda name: not marks[name].get("basic"))}


@pytest.fixture(scope="session")
def graders():
    """Load every question's hidden checks with their marks, basic ones first."""
    return {path.stem.removeprefix("test_"): _tests(path) for path in sorted(GRADERS.glob("test_*.py"))}


@pytest.fixture
def grade(graders):
    """Run one question's hidden checks on a namespace, gated as the plug-in gates them."""

    def run(question: str, namespace: Mapping[str, Any], seed: int = 1) -> Verdict:
        student = FakeStudent(namespace)
        outcomes: dict[str, str] = {}
        failures: dict[str, tuple[str, str]] = {}
        closed = False
        for number, (name, (test, mark)) in enumerate(graders[question].items()):
            if closed or outcomes.get(mark.get("after"), "passed") != "passed":
                outcomes[name] = "skipped"
                continue
            fixtures = {"student": student, "rng": np.random.default_rng([seed, number])}
            wanted = inspect.signature(test).parameters
            try:
                test(**{key: value for key, value in fixtures.items() if key in wanted})
                outcomes[name] = "passed"
            except CheckFailed as failure:
                outcomes[name], failures[name] = "failed", (failure.message, failure.hint)
            except CallError as error:
                outcomes[name], failures[name] = "errored", (str(error), "")
            closed = closed or (bool(mark.get("basic")) and outcomes[name] != "passed")
        weights = {name: Fraction(mark["weight"]) for name, (_, mark) in graders[question].items()}
        earned = sum(weight for name, weight in weights.items() if outcomes[name] == "passed")
        return Verdict(outcomes, failures, Fraction(earned, sum(weights.values())), len(student.calls))

    return run


@pytest.fixture
def fake():
    """Wrap one function as the student's."""
    return lambda function, name="f": FakeFunction(name, function, [])


@pytest.fixture
def student():
    """Make a student all of whose functions are the same one."""

    class Everything(dict):
        def get(self, _):
            return self["function"]

    return lambda function: FakeStudent(Everything(function=function))
