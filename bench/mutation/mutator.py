"""Makes the mutants of a cell: programs that differ from it in one small change each."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mutation.changes import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT: Final = 40
"""Characters of a program that are shown on either side of a change."""

Path = tuple[tuple[str, int | None], ...]
"""The way from a program's root to a node: fields, and indices where a field is a list."""


@dataclass(frozen=True)
class Mutant:
    """A program with one small change, at `path` of its syntax tree and `line` of its cell."""

    question: str
    number: int
    line: int
    kind: str
    source: str
    diff: str
    path: Path

    @property
    def name(self) -> str:
        """A name that is a student id as well."""
        return f"{self.question}-{self.number}"


def mutants_of(question: str, source: str) -> tuple[Mutant, ...]:
    """Make all mutants of a cell; each compiles, and no two are the same program."""
    tree = ast.parse(source)
    plain = ast.unparse(tree)
    seen = {plain}
    found: list[Mutant] = []
    for parent, path, node, line in _places(tree, (), 1):
        for kind, replacement in changes(node, parent):
            text = _text_with(tree, parent, path[-1], replacement)
            if text not in seen and _compiles(text):
                seen.add(text)
                found.append(Mutant(question, len(found) + 1, line, kind, text, _diff(plain, text), path))
    return tuple(found)


def _places(parent: ast.AST, path: Path, line: int) -> Iterator[tuple[ast.AST, Path, ast.AST, int]]:
    """Walk over all nodes, each with its parent, its path and its line."""
    for field, value in ast.iter_fields(parent):
        nodes = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, node in nodes:
            if isinstance(node, ast.AST):
                here, at = (*path, (field, index)), getattr(node, "lineno", line)
                yield parent, here, node, at
                yield from _places(node, here, at)


def _text_with(tree: ast.AST, parent: ast.AST, place: tuple[str, int | None], replacement: ast.AST) -> str:
    """Write the program with one node replaced, and put the node back."""
    field, index = place
    if index is None:
        old = getattr(parent, field)
        setattr(parent, field, replacement)
        text = ast.unparse(tree)
        setattr(parent, field, old)
    else:
        items: list[Any] = getattr(parent, field)
        old, items[index] = items[index], replacement
        text = ast.unparse(tree)
        items[index] = old
    return text


def _compiles(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _diff(before: str, after: str) -> str:
    """Say in two short lines what was and what is, with a little of the text around it."""
    start = _common(before, after)
    rest = _common(before[start:][::-1], after[start:][::-1])
    return "\n".join(f"{sign} {_around(text, start, len(text) - rest)}" for sign, text in (("-", before), ("+", after)))


def _common(one: str, other: str) -> int:
    """Count the characters that two texts have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _around(text: str, start: int, end: int) -> str:
    """Cut out a part of a text, up to the ends of its lines but no further than a few words."""
    first = max(text.rfind("\n", 0, start) + 1, start - CONTEXT)
    last = min(text.find("\n", end) % (len(text) + 1), end + CONTEXT)
    return " ".join(text[first:last].split())
