"""Writing every assignment's release into its folder, or checking that what is committed is up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder import atomic
from autograder.course.choice import chosen
from autograder.errors import ReleaseError
from autograder.release.compare import difference
from autograder.release.files import EXTRA_FILES
from autograder.release.student import release_notebook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from autograder.course.schema import Course


def release(course: Course, root: Path, slugs: Sequence[str] | None = None, *, check: bool = False) -> tuple[Path, ...]:
    """Build the named assignments, or all, below `root`, the folder of `course.yml`; returns their files' paths.

    Nothing is written unless all of them build. With `check` nothing is written at all: raises ReleaseError that
    lists each file which is not, byte for byte, what its source gives. Raises UsageError for an unknown slug.
    """
    built: dict[Path, bytes] = {}
    for assignment in chosen(course, slugs):
        source = root / course.folders.solutions / assignment.slug / f"{assignment.slug}.py"
        folder = root / course.folders.assignments / assignment.slug
        built[folder / f"{assignment.slug}.ipynb"] = release_notebook(source, assignment).encode()
        for name in assignment.files:
            built[folder / name] = EXTRA_FILES[name]()
    committed = {path: path.read_bytes() if path.is_file() else None for path in built}
    stale = {
        path: clause for path, content in built.items() if (clause := difference(committed[path], content)) is not None
    }
    if check:
        if stale:
            lines = [f"{path.relative_to(root)} {clause}. Run `autograder release`." for path, clause in stale.items()]
            raise ReleaseError("\n".join(lines))
    else:
        for path in stale:
            atomic.write(path, built[path])
    return tuple(built)
