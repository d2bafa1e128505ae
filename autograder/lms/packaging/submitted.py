"""Finding the one notebook in the folder that another system puts a submission into."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from autograder.errors import SubmissionError, UsageError
from autograder.intake.folder import Folder
from autograder.intake.listing import is_ignored, is_notebook, shown
from autograder.intake.naming import RealNames

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.intake.listing import Member

MOST_NAMED: Final = 5


def submitted_notebook(folder: Path, slug: str, max_bytes: int) -> bytes:
    """Read the notebook below a folder, whatever its name and however deep it lies.

    Raises SubmissionError, with the remedy, where there is none, more than one, or one that can't be read.
    """
    source = Folder(folder)
    try:
        members = source.listing(RealNames()).members
    except UsageError as error:
        raise SubmissionError(
            f"What was submitted can't be looked through. Submit the notebook alone: {slug}.ipynb."
        ) from error
    files = [member for member in members if member.kind == "file" and not any(map(is_ignored, member.parts))]
    notebooks = [member for member in files if is_notebook(member.parts[-1])]
    if not notebooks:
        raise SubmissionError(_none(files, slug))
    if len(notebooks) > 1:
        names = ", ".join(shown(member.parts) for member in notebooks[:MOST_NAMED])
        more = f" and {len(notebooks) - MOST_NAMED} more" if len(notebooks) > MOST_NAMED else ""
        raise SubmissionError(
            f"There are {len(notebooks)} notebooks in what was submitted ({names}{more}), and it can't be told which "
            f"one counts. Submit {slug}.ipynb alone."
        )
    if notebooks[0].problem:
        raise SubmissionError(notebooks[0].problem)
    return source.read(notebooks[0].parts, max_bytes)


def _none(files: list[Member], slug: str) -> str:
    if not files:
        return f"Nothing was submitted. Submit your notebook, {slug}.ipynb."
    kinds = sorted({PurePath(member.parts[-1]).suffix.lower() for member in files} - {""})
    found = f"only files of other kinds ({', '.join(kinds[:MOST_NAMED])})" if kinds else "only files of other kinds"
    return f"There is no notebook in what was submitted, {found}. Submit your notebook, {slug}.ipynb."
