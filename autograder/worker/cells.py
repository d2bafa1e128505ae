"""Running a notebook's cells one by one in a namespace, keeping what can be kept of a cell that fails."""

from __future__ import annotations
import __future__

import ast
import builtins
import linecache
import traceback
from typing import TYPE_CHECKING, Any, Final

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
        self._future = 0

    def run(self, number: int, source: str, *, definitions_only: bool) -> dict[str, Any]:
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
        failure = None
        for statement in cell.tree.body if cell.tree else []:
            if (definitions_only or failure) and not _defines(statement, calls=not definitions_only):
                continue
            try:
                self._run_statement(statement, filename)
            except BaseException as error:  # noqa: BLE001 - student code may raise anything at all
                failure = failure or describe_exception(error)
        return {"skipped": list(cell.skipped), "error": failure}

    def _run_statement(self, statement: ast.stmt, filename: str) -> None:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                self._future |= getattr(__future__, alias.name).compiler_flag
        module = ast.Module([statement], type_ignores=[])
        code = compile(module, filename, "exec", flags=self._future, dont_inherit=True)
        exec(code, self.namespace)  # noqa: S102 - what a worker is for


def cell_filename(number: int) -> str:
    """The file name under which a cell's frames appear in tracebacks."""
    return f"<cell {number}>"


def describe_exception(error: BaseException) -> dict[str, Any]:
    """Name an exception by its nearest built-in type and the student's own line; its message stays here."""
    known = next((base for base in type(error).__mro__ if getattr(builtins, base.__name__, None) is base), Exception)
    cell, line = _own_line(error.__traceback__)
    return {"type": known.__name__, "cell": cell, "line": line}


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
