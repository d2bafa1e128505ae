"""What a folder or an archive holds, as names only, before anything of it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.intake.naming import Names

MAX_DEPTH = 8
MAX_MEMBERS = 100_000
Parts = tuple[str, ...]

_IGNORED_NAMES = frozenset({"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"})
_IGNORED_PREFIXES = ("._", ".~")  # resource forks of macOS, and Jupyter's unfinished writes
_SUFFIX = ".ipynb"


@dataclass(frozen=True, slots=True)
class Member:
    """A file or folder below the root. Where `problem` is set, it is never opened, and this says why."""

    parts: Parts
    kind: Literal["file", "folder"]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Stray:
    """A notebook whose name leads out of its archive: a student id and the reason why it is not read."""

    student: str
    name: str
    problem: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All members, the notebooks that have no place in the tree, and sentences on what was passed over."""

    members: tuple[Member, ...]
    strays: tuple[Stray, ...] = ()
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """Where members are read from: a folder or an archive."""

    def read(self, parts: Parts, max_bytes: int) -> bytes:
        """Read one file of at most `max_bytes`; raises SubmissionError with reason and remedy."""

    def origin(self, parts: Parts, names: Names) -> str:
        """Name a member in a way that leads an instructor to it."""


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is nobody's submission, wherever it lies."""
    hidden_folder = name.startswith(".") and not is_notebook(name)
    return hidden_folder or name in _IGNORED_NAMES or name.startswith(_IGNORED_PREFIXES)


def is_notebook(name: str) -> bool:
    """Whether the name claims to be a notebook's."""
    return name.lower().endswith(_SUFFIX)


def stem(name: str) -> str:
    """Return the name without `.ipynb`."""
    return name[: -len(_SUFFIX)] if is_notebook(name) else name


def readable(text: str) -> str:
    r"""Write bytes of a file name that are not UTF-8 as `\xNN`, so that any encoder takes the text."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def shown(parts: Sequence[str]) -> str:
    """Write a path below a root for a message."""
    return readable("/".join(parts))
