"""Keeps files that came with a submission out of where nbgrader would copy them: what it shows, and feedback.

One may be a link, which leads to what only the instructor may read; another a page, which formgrader would serve and
the instructor's browser would run.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import atomic, secret
from autograder.nbgrader_plugin.course import converter_of, place_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.nbgrader_plugin.course import Place

NBGRADERS: Final = frozenset({"timestamp.txt", "submission_secret.txt"})
"""By these, nbgrader finds out whose feedback it is."""


class OnlyThePage(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Removes everything that nbgrader has copied to where the page of feedback goes."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Leave the notebook as it is; its page is written afterwards."""
        asked = resources["nbgrader"]
        converter = converter_of(self.parent)
        folder = Path(converter._format_dest(asked["assignment"], asked["student"]))  # noqa: SLF001 - nbgrader's own way
        clear(folder)
        _complete(folder, place_of(converter.coursedir, asked["assignment"]), asked["student"])
        return nb, resources


def clear(folder: Path) -> None:
    """Remove everything from a folder but what nbgrader itself keeps there."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in NBGRADERS or path.is_symlink():
            path.unlink()


def _complete(folder: Path, place: Place, student: str) -> None:
    """Write what `nbgrader release_feedback` reads, for submissions that did not come over nbgrader's exchange.

    Nobody else can work out the name under which the page then lies there.
    """
    key = secret.seed(secret.course_secret(place.root), "feedback", student, place.assignment.slug)
    for name, content in (("timestamp.txt", ""), ("submission_secret.txt", f"{key:032x}")):
        if not (folder / name).exists():
            atomic.write(folder / name, content)
