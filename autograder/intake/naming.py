"""Writing places and people for an instructor: as they are, or so that nothing tells who anybody is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Protocol

from autograder.intake.listing import readable, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from autograder.intake.listing import Parts
    from autograder.pseudonyms import Pseudonyms

TELLING_NOTHING: Final = frozenset({".ipynb", ".zip", ".txt", ".md", ".csv", ".json", ".py", ".pdf", ".html", ".png"})
"""Ends of file names that stay: what is behind another dot may be half an e-mail address."""


class Names(Protocol):
    """How the submissions below one path are spoken of."""

    def student(self, student: str) -> str:
        """Write a student's id; it is the student's name for all that comes after."""

    def mark(self, origin: str, key: tuple[str, Parts]) -> str:
        """Tell a submission's place from others, the same in every run; `key` is where it is, however it was named."""

    def root(self, path: Path) -> str:
        """Write the path that the user named."""

    def below(self, parts: Sequence[str]) -> str:
        """Write the way from there to a file or folder."""

    def place(self, root: Path, parts: Parts, *, joint: str = "/") -> str:
        """Write a whole way; `joint` stands between the root and the rest."""


@dataclass(frozen=True, slots=True)
class RealNames:
    """Everything as it is."""

    def student(self, student: str) -> str:
        """Return the id."""
        return student

    def mark(self, origin: str, key: tuple[str, Parts]) -> str:  # noqa: ARG002 - the origin says it all
        """Return the origin."""
        return origin

    def root(self, path: Path) -> str:
        """Return the path."""
        return readable(str(path))

    def below(self, parts: Sequence[str]) -> str:
        """Return the relative path."""
        return shown(parts)

    def place(self, root: Path, parts: Parts, *, joint: str = "/") -> str:
        """Return the path as the user would type it."""
        if joint == "/" or not parts:
            return readable(str(root.joinpath(*parts)))
        return f"{self.root(root)}{joint}{self.below(parts)}"


@dataclass(frozen=True, slots=True)
class PseudonymousNames:
    """Pseudonyms for everything but what the course itself names; `label` stands for the path that the user named.

    A file `ID.ipynb` and a folder `ID` get the pseudonym of the student with that id.
    """

    pseudonyms: Pseudonyms
    known: frozenset[str] = field(repr=False)
    label: str

    def student(self, student: str) -> str:
        """Return the pseudonym."""
        return self.pseudonyms.of(student)

    def mark(self, origin: str, key: tuple[str, Parts]) -> str:  # noqa: ARG002 - its label is another in each run
        """Return a keyed digest of the place."""
        return self.pseudonyms.of("\0".join((key[0], *key[1])))

    def root(self, path: Path) -> str:  # noqa: ARG002 - it may hold anybody's name
        """Return the label."""
        return self.label

    def below(self, parts: Sequence[str]) -> str:
        """Return a relative path in which each name that the course does not know is a pseudonym."""
        return "/".join(map(self._name, parts))

    def place(self, root: Path, parts: Parts, *, joint: str = "/") -> str:  # noqa: ARG002 - as in `root`
        """Return the label and the relative path."""
        return f"{self.label}{joint}{self.below(parts)}" if parts else self.label

    def _name(self, name: str) -> str:
        if not name or name in self.known:
            return name
        suffix = PurePath(name).suffix
        kept = suffix if suffix.lower() in TELLING_NOTHING else ""
        stem = name.removesuffix(kept) if kept else name
        return f"{stem if stem in self.known else self.pseudonyms.of(readable(stem))}{kept}"


REAL: Final = RealNames()
