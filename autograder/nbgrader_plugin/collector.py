"""Tells `nbgrader zip_collect` whose submission a file is, where no regular expression is configured."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from nbgrader.plugins import FileNameCollectorPlugin

from autograder.nbgrader_plugin.course import converter_of

FORM: Final = re.compile(r"(?P<student>[A-Za-z0-9][A-Za-z0-9._@-]{0,63}?)")


class NotebookCollector(FileNameCollectorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Takes STUDENT.ipynb, STUDENT_SLUG.ipynb and STUDENT/ANY.ipynb; `named_regexp`, where it is set, goes before."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Return whose file this is and which notebook, or None for a file to skip."""
        if self.named_regexp:
            found: dict[str, str] | None = super().collect(submitted_file)
            return found
        path = Path(submitted_file)
        slug = converter_of(self.parent).coursedir.assignment_id
        if path.suffix not in self.valid_ext:
            return None
        student = path.parent.name if path.stem == slug else path.stem.removesuffix(f"_{slug}")
        if not FORM.fullmatch(student):
            self.log.warning("A file was skipped, as its name holds no plain student id. Name it STUDENT.ipynb.")
            return None
        return {"student_id": student, "file_id": slug}
