"""Keeps files that came with a submission out of feedback, where nbgrader would copy them.

One of them may be a link, which leads to what only the instructor may read.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.nbgrader_plugin.course import converter_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

NBGRADERS: Final = frozenset({"timestamp.txt", "submission_secret.txt"})
"""By these, nbgrader finds out whose feedback it is."""


class OnlyThePage(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Removes everything that nbgrader has copied to where the page of feedback goes."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Leave the notebook as it is; its page is written afterwards."""
        asked = resources["nbgrader"]
        folder = Path(converter_of(self.parent)._format_dest(asked["assignment"], asked["student"]))  # noqa: SLF001
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name not in NBGRADERS or path.is_symlink():
                path.unlink()
        return nb, resources
