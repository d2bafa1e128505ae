"""Finding by plain text search which question's functions a cell defines; Python is never parsed on this side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.course.schema import Assignment


class Definitions:
    """The names that an assignment's questions ask for, ready to be searched in a cell's source."""

    def __init__(self, assignment: Assignment) -> None:
        self._question: dict[str, str] = {}  # of a name in several questions, the first
        for question in assignment.questions:
            for name in question.functions:
                self._question.setdefault(name, question.id)
        names = "|".join(map(re.escape, self._question)) or r"(?!)"
        self._pattern = re.compile(
            rf"^(?:(?:async[ \t]+)?def|class)[ \t]+({names})\b|^({names})[ \t]*(?::[^=\n]{{0,200}})?=(?!=)",
            re.MULTILINE,
        )

    def questions(self, source: str) -> tuple[str, ...]:
        """Return the ids of the questions whose names are defined at the left margin, in order."""
        names = (match[1] or match[2] for match in self._pattern.finditer(source))
        return tuple(dict.fromkeys(self._question[name] for name in names))
