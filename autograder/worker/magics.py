"""Taking a notebook's shell lines and magics out of a cell, so that the rest of it is Python."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Final

OTHER_LANGUAGES: Final = frozenset(
    {
        *("!", "bash", "bigquery", "cmd", "cython", "file", "html", "HTML", "javascript", "js", "julia", "latex"),
        *("markdown", "perl", "pypy", "python", "python2", "python3", "R", "ruby", "script", "sh", "shell", "sql"),
        *("svg", "SVG", "sx", "system", "writefile"),
    }
)
"""Cell magics whose body is no Python, or Python for another process; any other times, captures or inspects a body."""

MOST_LINES: Final = 200
FLAGS: Final = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_TIMED: Final = re.compile(r"^(\s*)%time\s+(.+)$")
_ESCAPED: Final = re.compile(r"^\s*([%!?]|[\w.,\s]+=\s*[%!]\s*\w|[\w.]+\?{1,2}\s*$)")


@dataclass(frozen=True)
class Cell:
    """A cell's Python as a tree, None where the cell is not Python at all, and the lines that were left out."""

    tree: ast.Module | None
    skipped: tuple[int, ...]


def parse(source: str, filename: str) -> Cell:
    """Parse a cell, leaving out lines that only IPython understands; raises SyntaxError for what is no Python."""
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    skipped: list[int] = []
    if lines[first].lstrip().startswith("%%"):
        name = re.match(r"\s*%%(!|\w*)", lines[first])
        if name is None or name[1] in OTHER_LANGUAGES:
            return Cell(None, tuple(range(1, len(lines) + 1)))
        _leave_out(lines, first, skipped)
    while True:
        try:
            tree = compile("\n".join(lines), filename, "exec", FLAGS, dont_inherit=True)
        except SyntaxError as error:
            number = (error.lineno or 0) - 1
            if not 0 <= number < len(lines) or len(skipped) >= MOST_LINES or not _ESCAPED.match(lines[number]):
                raise
            timed = _TIMED.match(lines[number])
            if timed:
                lines[number] = timed[1] + timed[2]
            else:
                _leave_out(lines, number, skipped)
        else:
            return Cell(tree, tuple(skipped))


def _leave_out(lines: list[str], number: int, skipped: list[int]) -> None:
    """Replace a line, and the lines that a trailing backslash adds to it, by a statement that does nothing."""
    nothing = lines[number][: len(lines[number]) - len(lines[number].lstrip())] + "pass"
    more = True
    while more and number < len(lines):
        more = lines[number].rstrip().endswith("\\")
        lines[number] = nothing
        skipped.append(number + 1)
        number += 1
