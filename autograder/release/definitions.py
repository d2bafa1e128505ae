"""The names that a cell's code defines at its top level, read without running it."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass


class NotPythonError(ValueError):
    """Code that Python can't parse; the message says where."""


@dataclass(frozen=True)
class Definition:
    """How a name is defined: by `def` (or `class`), or by an assignment."""

    is_function: bool
    has_docstring: bool
    is_stub: bool


def definitions(source: str) -> dict[str, Definition]:
    """Every name that the cell binds by a top-level def, class or assignment; the last one counts.

    Raises NotPythonError where the code, its IPython magics translated, does not parse or makes the compiler warn.
    """
    found: dict[str, Definition] = {}
    for node in _parse(source).body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found[node.name] = Definition(
                    is_function=True,
                    has_docstring=ast.get_docstring(node) is not None,
                    is_stub=any(_raises_not_implemented(inner) for inner in ast.walk(node)),
                )
            case ast.Assign(targets=targets):
                found.update((name, _VARIABLE) for target in targets for name in _names(target))
            case ast.AnnAssign(target=target, value=value) if value is not None:
                found.update((name, _VARIABLE) for name in _names(target))
    return found


_VARIABLE = Definition(is_function=False, has_docstring=False, is_stub=False)


def _names(target: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _raises_not_implemented(node: ast.AST) -> bool:
    match node:
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
    return False


def _parse(source: str) -> ast.Module:
    from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415 - slow to import

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # an invalid escape in a notebook would greet every student with a warning
            return ast.parse(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]
    except SyntaxError as error:
        raise NotPythonError(f"line {error.lineno}: {error.msg}") from error
    except (ValueError, Warning) as error:
        raise NotPythonError(str(error)) from error
