"""Tells `nbgrader zip_collect` whose submission a file is, where no regular expression is configured."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from nbgrader.plugins import FileNameCollectorPlugin

from autograder.nbgrader_plugin.course import converter_of

FORM: Final = re.compile(r"(?P<student>[A-Za-z0-9][A-Za-z0-9._@-]{0,63})")


class NotebookCollector(FileNameCollectorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Takes STUDENT.ipynb, STUDENT_SLUG.ipynb and STUDENT/SLUG.ipynb; `named_regexp`, where it is set, goes before.

    What lies deeper is nobody's: an archive within the archive could name other students.
    """

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Return whose file this is and which notebook, or None for a file to skip."""
        if self.named_regexp:
            found: dict[str, str] | None = super().collect(submitted_file)
            return found
        path = Path(submitted_file)
        if path.suffix not in self.valid_ext:
            return None
        app = converter_of(self.parent)
        slug = app.coursedir.assignment_id
        folders = path.parts[:-1]
        within = folders[len(folders) - folders[::-1].index(app.extracted_directory) :]
        student = ""
        if path.stem == slug and len(within) in (1, 2):
            student = within[-1]
        elif len(within) <= 1:
            student = path.stem.removesuffix(f"_{slug}")
        if not FORM.fullmatch(student):
            self.log.warning(
                "A file was skipped, as its place names no student. Name it STUDENT.ipynb, or STUDENT/%s.ipynb.", slug
            )
            return None
        return {"student_id": student, "file_id": slug}
