"""What each place of a program may become: one small change at a time, on `ast` nodes."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mutation import families

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Change = tuple[str, ast.AST]
"""The kind of a change, and the node that takes the place of the old one."""

Item = TypeVar("Item")

LARGE: Final = 1.001
SMALL: Final = 1 + 1e-6
NEXT_TO_ZERO: Final = 1e-6
WHERE_ARGUMENTS: Final = 3


def changes(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """Yield the small changes of one node; some may leave it as it is, or mean the same."""
    changes_of = _BY_TYPE.get(type(node))
    if changes_of is not None:
        yield from changes_of(node, parent)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """Copy a node with other fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _constant(node: ast.Constant, parent: ast.AST) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield "boolean", ast.Constant(not value)
    elif isinstance(value, str) and not isinstance(parent, ast.Expr):
        for word in families.STRINGS.get(value, (f"{value}_",)):
            yield "word", ast.Constant(word)
    elif isinstance(value, int | float):
        for number in _other_numbers(value, inexact=isinstance(value, float) or isinstance(parent, ast.BinOp)):
            yield "constant", ast.Constant(number) if number >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-number))


def _other_numbers(value: float, *, inexact: bool) -> Iterator[float]:
    yield from (value + 1, value - 1, -value)
    if value in {0, 1}:
        yield 1 - value
    if inexact or value == 0:
        yield from (value * LARGE, value * SMALL) if value else (NEXT_TO_ZERO, -NEXT_TO_ZERO)


def _operation(node: ast.BinOp, _: ast.AST) -> Iterator[Change]:
    for operator in families.OPERATORS.get(type(node.op), ()):
        yield "operator", _with(node, op=operator())
    yield "operand dropped", node.left
    yield "operand dropped", node.right
    if isinstance(node.op, families.ORDERED):
        yield "operands swapped", _with(node, left=node.right, right=node.left)


def _call(node: ast.Call, _: ast.AST) -> Iterator[Change]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    for other in families.CALLS.get(name, ()):
        function = _with(node.func, **{"attr" if isinstance(node.func, ast.Attribute) else "id": other})
        yield "function", _with(node, func=function)
    if node.args:
        yield "call dropped", node.args[0]
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        yield "call dropped", node.func.value
    if name == "where" and len(node.args) == WHERE_ARGUMENTS:
        condition, chosen, other_branch = node.args
        yield "branches swapped", _with(node, args=[condition, other_branch, chosen])
        yield "branch alone", chosen
        yield "branch alone", other_branch
    for index in range(len(node.args) - 1):
        yield "arguments swapped", _with(node, args=_swapped(node.args, index))
    for index in range(len(node.keywords)):
        yield "keyword dropped", _with(node, keywords=_without(node.keywords, index))


def _is_module(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in families.MODULES


def _augmented(node: ast.AugAssign, _: ast.AST) -> Iterator[Change]:
    for operator in families.OPERATORS.get(type(node.op), ()):
        yield "operator", _with(node, op=operator())
    yield "statement deleted", ast.Pass()


def _unary(node: ast.UnaryOp, _: ast.AST) -> Iterator[Change]:
    yield "sign or negation dropped", node.operand


def _comparison(node: ast.Compare, _: ast.AST) -> Iterator[Change]:
    for index, operator in enumerate(node.ops):
        for other in families.COMPARISONS:
            if not isinstance(operator, other):
                yield "comparison", _with(node, ops=[*node.ops[:index], other(), *node.ops[index + 1 :]])


def _logic(node: ast.BoolOp, _: ast.AST) -> Iterator[Change]:
    yield "operator", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _attribute(node: ast.Attribute, _: ast.AST) -> Iterator[Change]:
    for name in families.ATTRIBUTES.get(node.attr, ()):
        yield "attribute", _with(node, attr=name)


def _branches(node: ast.IfExp | ast.If, _: ast.AST) -> Iterator[Change]:
    if node.orelse:
        yield "branches swapped", _with(node, body=node.orelse, orelse=node.body)


def _items(node: ast.List | ast.Tuple, _: ast.AST) -> Iterator[Change]:
    for index in range(len(node.elts)):
        if isinstance(node, ast.List):
            yield "item dropped", _with(node, elts=_without(node.elts, index))
        if index + 1 < len(node.elts):
            yield "items swapped", _with(node, elts=_swapped(node.elts, index))


def _entries(node: ast.Dict, _: ast.AST) -> Iterator[Change]:
    for index in range(len(node.keys)):
        keys, values = _without(node.keys, index), _without(node.values, index)
        yield "entry dropped", _with(node, keys=keys, values=values)
        if index + 1 < len(node.keys) and node.keys[index] is not None:
            yield "entries swapped", _with(node, values=_swapped(node.values, index))


def _statement(node: ast.Assign | ast.Expr | ast.Return, _: ast.AST) -> Iterator[Change]:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):  # a docstring does nothing
        yield "statement deleted", ast.Pass()


def _without(items: list[Item], index: int) -> list[Item]:
    return [*items[:index], *items[index + 1 :]]


def _swapped(items: list[Item], index: int) -> list[Item]:
    return [*items[:index], items[index + 1], items[index], *items[index + 2 :]]


_BY_TYPE: Final[dict[type[ast.AST], Callable[[Any, ast.AST], Iterator[Change]]]] = {
    ast.Constant: _constant,
    ast.BinOp: _operation,
    ast.AugAssign: _augmented,
    ast.UnaryOp: _unary,
    ast.Compare: _comparison,
    ast.BoolOp: _logic,
    ast.Call: _call,
    ast.Attribute: _attribute,
    ast.IfExp: _branches,
    ast.If: _branches,
    ast.List: _items,
    ast.Tuple: _items,
    ast.Dict: _entries,
    ast.Assign: _statement,
    ast.Expr: _statement,
    ast.Return: _statement,
}
