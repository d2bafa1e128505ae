"""Keeps results under pseudonyms and results under students' own ids in folders of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import UsageError
from autograder.pseudonyms import FOLDER_FORM, FORM, open_pseudonyms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def require_unmixed(folder: Path, students: Iterable[str], root: Path, *, pseudonymous: bool) -> None:
    """Raise UsageError where a student's results would lie in the folder under two names, or under both kinds of them.

    `students` go by the names that the run writes; `root` is the course's.
    """
    there = {file.parent.name for file in folder.glob("*/*/result.json")}
    own = {name for name in there if not FOLDER_FORM.fullmatch(name)}
    if pseudonymous and own:
        raise UsageError(
            f"{folder} holds results under students' own ids, which must not stand beside pseudonyms. "
            "Choose another --out."
        )
    if not pseudonymous and len(own) < len(there):
        pseudonyms = open_pseudonyms(root)
        if any(pseudonyms.of(student) in there for student in students if not FORM.fullmatch(student)):
            raise UsageError(
                f"{folder} holds results of these students under pseudonyms, which must not stand beside their own "
                "ids. Add --pseudonymous, or choose another --out."
            )
