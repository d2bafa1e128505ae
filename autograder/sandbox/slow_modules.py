"""Tells which modules that take long to import a notebook imports: ours to import, never charged to a student."""

from __future__ import annotations

import re
from typing import Final

SLOW_MODULES: Final = {
    "tensorflow": frozenset({"tensorflow", "keras"}),
    "scipy.special": frozenset({"scipy"}),
    "matplotlib.pyplot": frozenset({"matplotlib"}),
}
"""Modules by the packages with whose import they come."""

_NAMES: Final = r"(?:_module|__)?[\s(\\\"']+([^\n;#\\\"')]*)"
_IMPORTS: Final = tuple(re.compile(word + _NAMES) for word in ("import", "from"))  # a fixed beginning is found fast
_WORD: Final = re.compile(r"\w+")


def slow_modules(text: str) -> list[str]:
    """Name the slow modules that a text imports, be it Python or the JSON of a whole notebook.

    What is imported in a way that this does not see is imported by the notebook itself, which only takes longer.
    """
    words = {word for pattern in _IMPORTS for found in pattern.findall(text) for word in _WORD.findall(found)}
    return [module for module, packages in SLOW_MODULES.items() if words & packages]
