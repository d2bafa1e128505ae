"""The notebooks that nbgrader reads, derived from the sources: `solutions/SLUG/SLUG.ipynb` from `SLUG.py`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from autograder import atomic
from autograder.errors import ReleaseError
from autograder.release.compare import difference
from autograder.release.source import build_source_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.course.schema import Assignment, Course

KEPT: Final = "derived"
"""The folder in `.autograder` that tells what was derived last, so that an edit by hand is known for one."""


@dataclass(frozen=True)
class Derived:
    """A notebook that was derived; `edited` is where it was moved to if somebody had edited it by hand."""

    path: Path
    edited: Path | None = None


def derive(course: Course, root: Path, assignment: Assignment) -> Derived:
    """Write the notebook of an assignment's source beside it, so that nbgrader finds it.

    One that somebody edited is moved into `.autograder/derived` and replaced. Raises ReleaseError where the source
    can't be used.
    """
    path, content = _path(course, root, assignment), _content(course, root, assignment)
    there = path.read_bytes() if path.is_file() else None
    mark = root / ".autograder" / KEPT / f"{assignment.slug}.sha256"
    edited = None
    if there is not None and there != content and not _was_derived(there, mark):
        edited = mark.with_name(f"{assignment.slug}-{_digest(there)[:12]}.ipynb")
        atomic.write(edited, there)
    if there != content:
        atomic.write(path, content)
    atomic.write(mark, _digest(content))
    return Derived(path, edited)


def require_current(course: Course, root: Path, assignment: Assignment) -> None:
    """Raise ReleaseError, with the remedy, where the derived notebook is not what its source gives now."""
    path, content = _path(course, root, assignment), _content(course, root, assignment)
    clause = difference(path.read_bytes() if path.is_file() else None, content)
    if clause is not None:
        place, source = path.relative_to(root), path.with_suffix(".py").relative_to(root)
        raise ReleaseError(
            f"{place} {clause}: it is not what {source} gives. Make all changes in {source}, then run "
            f"`autograder release`, which derives {path.name} again."
        )


def _path(course: Course, root: Path, assignment: Assignment) -> Path:
    return root / course.folders.solutions / assignment.slug / f"{assignment.slug}.ipynb"


def _content(course: Course, root: Path, assignment: Assignment) -> bytes:
    import nbformat  # noqa: PLC0415 - slow to import

    source = _path(course, root, assignment).with_suffix(".py")
    text: str = nbformat.writes(build_source_notebook(source, assignment), version=nbformat.NO_CONVERT)
    return text.rstrip("\n").encode() + b"\n"


def _was_derived(content: bytes, mark: Path) -> bool:
    return mark.is_file() and mark.read_text(encoding="ascii") == _digest(content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
