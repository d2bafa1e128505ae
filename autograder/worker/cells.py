"""Running a notebook's cells one by one in a namespace, keeping what can be kept of a cell that fails."""

from __future__ import annotations
import __future__

import ast
import asyncio
import builtins
import inspect
import linecache
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from autograder.worker.barriers import barrier_of
from autograder.worker.magics import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

HARMLESS_CALLS: Final = frozenset(
    {"vectorize", "frompyfunc", "partial", "float", "int", "array", "sqrt", "dict", "tuple"}
)
"""Functions whose call in an assignment only defines something."""


class Notebook:
    """The namespace in which one submission's cells run."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {"__name__": "__main__", "display": _nothing, "get_ipython": _Shell}
        self._flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self._runs: dict[int, _Run] = {}

    def run(self, number: int, source: str, *, definitions_only: bool = False) -> dict[str, Any]:
        """Run one cell and report on it as plain data.

        `skipped` lists lines that only IPython understands; `error` is None or the first exception. After an
        exception the cell's remaining definitions are still made, as another cell's functions may need them.
        """
        filename = cell_filename(number)
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        try:
            cell = parse(source, filename)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = error.lineno if isinstance(error, SyntaxError) else None
            return {"skipped": [], "error": {"type": type(error).__name__, "cell": number, "line": line}}
        run = self._runs[number] = _Run(cell.tree.body if cell.tree else [], filename)
        return {"skipped": list(cell.skipped), "error": self._execute(run, definitions_only=definitions_only)}

    def run_again(self, number: int) -> dict[str, Any] | None:
        """Run what a cell could not run before, now that all others have run; returns the first exception.

        Names that later cells have bound since then keep the values that they would have in the notebook.
        """
        later = [run for other, run in self._runs.items() if other > number]
        kept = {name: self.namespace[name] for run in later for name in run.bound if name in self.namespace}
        run = self._runs[number]
        failure = self._execute(_Run(run.statements[run.done :], run.filename), definitions_only=False)
        self.namespace.update(kept)
        return failure

    def _execute(self, run: _Run, *, definitions_only: bool) -> dict[str, Any] | None:
        """Run a cell's statements; after the first exception, which is returned, only what defines something."""
        before = dict(self.namespace)
        failure = None
        for statement in run.statements:
            if (definitions_only or failure) and not _defines(statement, calls=not definitions_only):
                continue
            try:
                self._run_statement(statement, run.filename)
            except BaseException as error:  # noqa: BLE001 - student code may raise anything at all
                failure = failure or describe_exception(error)
            if failure is None:
                run.done += 1
        run.bound = {name for name, value in self.namespace.items() if before.get(name, _Shell) is not value}
        return failure

    def _run_statement(self, statement: ast.stmt, filename: str) -> None:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                self._flags |= getattr(__future__, alias.name).compiler_flag
        module = ast.Module([statement], type_ignores=[])
        code = compile(module, filename, "exec", flags=self._flags, dont_inherit=True)
        awaited = eval(code, self.namespace)  # noqa: S307 - what a worker is for
        if inspect.iscoroutine(awaited):
            asyncio.run(awaited)


@dataclass
class _Run:
    """A cell that was run: its statements, how many of them succeeded in a row, and the names it bound."""

    statements: list[ast.stmt]
    filename: str
    done: int = 0
    bound: set[str] = field(default_factory=set)


def cell_filename(number: int) -> str:
    """The file name under which a cell's frames appear in tracebacks."""
    return f"<cell {number}>"


def describe_exception(error: BaseException) -> dict[str, Any]:
    """Name an exception by its nearest built-in type, the student's own line and the limit that it met, if it met one.

    Its message stays here.
    """
    known = next((base for base in type(error).__mro__ if getattr(builtins, base.__name__, None) is base), Exception)
    if type(error).__name__ == "ResourceExhaustedError":  # TensorFlow's own word for it
        known = MemoryError
    cell, line = _own_line(error.__traceback__)
    barrier = barrier_of(error)
    return {
        "type": known.__name__,
        "cell": cell,
        "line": line,
        "barrier": None if barrier is None else barrier.value,
    }


def _own_line(trace: TracebackType | None) -> tuple[int | None, int | None]:
    """The cell number and line of the innermost frame that is the student's own."""
    cell = line = None
    for frame, number in traceback.walk_tb(trace):
        name = frame.f_code.co_filename
        if name.startswith("<cell ") and name[6:-1].isdecimal():
            cell, line = int(name[6:-1]), number
    return cell, line


def _defines(statement: ast.stmt, *, calls: bool) -> bool:
    """Whether a statement only defines names; with `calls`, an assignment may call whatever it likes."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
        return True
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    called = (node.func for node in ast.walk(statement) if isinstance(node, ast.Call))
    return calls or all(_last_name(function) in HARMLESS_CALLS for function in called)


def _last_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _nothing(*_: object, **__: object) -> None:
    """Stand in for what only shows something in a notebook."""


class _Shell:
    """Stands in for IPython's shell: whatever it is asked to run, nothing happens."""

    def __getattr__(self, _: str) -> Callable[..., None]:
        return _nothing
