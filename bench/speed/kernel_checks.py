"""Runs a question's hidden checks inside a notebook's own kernel, as nbgrader's hidden tests run.

The modules of checks and the trainings are the same as in grading proper. No sandbox, no wire and no pytest comes in.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import inspect
import io
import json
import tempfile
import zlib
from fractions import Fraction
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autograder import data
from autograder.checks.student import Student, StudentCallError
from autograder.sandbox.loading import Step
from autograder.sandbox.session import WorkerSession
from autograder.trainer.serve import Trainer
from autograder.training import Training
from speed.direct import DirectPeer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ENOUGH: Final = 10**9
KERNELS_NAMES: Final = "import __main__\nglobals().update(vars(__main__))"
"""A cell that takes over what the kernel's own cells have defined."""


def points_of(settings_file: str, slug: str, question: str) -> float:
    """Run the checks of a question in this kernel and give the points that they come to; nothing is printed."""
    settings = _settings(settings_file)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        session = WorkerSession([Step(0, KERNELS_NAMES)], _NoLimits(), DirectPeer)  # type: ignore[arg-type]
        fixtures: dict[str, Callable[[str], object]] = {
            "student": lambda _: Student(session, {}),
            "rng": lambda name: np.random.default_rng(zlib.crc32(f"{slug}/{name}".encode())),
            "training": lambda _: _training(settings_file),
            "thresholds": lambda _: SimpleNamespace(**settings["thresholds"]),
        }
        share = passed_share(_module(Path(settings["graders"], slug, f"test_{question}.py")), fixtures)
    return float(Fraction(settings["points"][slug][question]) * share)


def passed_share(module: ModuleType, fixtures: Mapping[str, Callable[[str], object]]) -> Fraction:
    """Run a module's checks, basic ones first, and give the share of their weights that passed.

    As in grading proper, a check is not run where a basic one before it, or the one that it builds on, did not pass.
    """
    checks = [function for name, function in vars(module).items() if name.startswith("test_")]
    passed: dict[str, bool] = {}
    closed = False
    for check in sorted(checks, key=lambda one: not _marks(one).get("basic")):
        marks = _marks(check)
        after = marks.get("after")
        open_to_it = not closed and (after is None or passed[after])
        passed[check.__name__] = open_to_it and _passes(check, fixtures)
        closed = closed or (bool(marks.get("basic")) and not passed[check.__name__])
    weights = {check.__name__: Fraction(_marks(check).get("weight", 1)) for check in checks}
    return sum((weights[name] for name, right in passed.items() if right), Fraction(0)) / sum(weights.values())


def _passes(check: Callable[..., None], fixtures: Mapping[str, Callable[[str], object]]) -> bool:
    arguments = {name: fixtures[name](check.__name__) for name in inspect.signature(check).parameters}
    try:
        check(**arguments)
    except (StudentCallError, AssertionError):
        return False
    return True


def _marks(check: Callable[..., None]) -> Mapping[str, Any]:
    marks: Sequence[Any] = getattr(check, "pytestmark", ())
    return next((mark.kwargs for mark in marks if mark.name == "check"), {})


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def _settings(file: str) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(Path(file).read_text(encoding="utf-8"))
    return settings


@functools.cache
def _training(file: str) -> Training:
    """Make a training in this kernel, which knows no model yet and trains each distinct one once."""
    settings = _settings(file)
    path = settings["data_file"]
    digits = data.load(settings["profile"], None if path is None else Path(path))
    cache = Path(tempfile.mkdtemp(prefix="models-", dir=Path(file).parent))
    return Training(_TrainerHere, cache, digits, SimpleNamespace(**settings["schedule"]))


class _NoLimits:
    """Limits of any name, none of which is ever reached."""

    def __getattr__(self, _: str) -> int:
        """So many seconds or bytes."""
        return ENOUGH


class _TrainerHere:
    """Trains in this process."""

    def __init__(self) -> None:
        self._operations = Trainer().operations()

    def ask(self, operation: str, arguments: object, _: float) -> Any:  # noqa: ANN401 - any wire value
        """Call an operation."""
        return self._operations[operation](arguments)

    def close(self) -> None:
        """Do nothing: there is no process."""
