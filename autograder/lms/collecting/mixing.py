"""Keeps collected folders of students' own ids and of pseudonyms apart: side by side, they would tell who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import UsageError
from autograder.pseudonyms import FORM

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.roster import Roster


def require_unmixed(into: Path, roster: Roster, *, pseudonymous: bool) -> None:
    """Raise UsageError where students' folders of the other kind are in `into`, or in the earlier attempts beside it.

    A roster may hold pseudonyms as its students' ids; then these are their own.
    """
    own = {person.student for person in roster}
    there = {file.parts[-3] for file in into.glob("*/*/*.ipynb")}
    there |= {file.parts[-3] for file in into.with_name(f"{into.name}-earlier").glob("*/*/*/*.ipynb")}
    if pseudonymous and not all(map(FORM.fullmatch, there)):
        raise UsageError(
            f"{into} or {into.name}-earlier holds submissions under students' own ids, which must not stand beside "
            "pseudonyms. Choose another --into."
        )
    if not pseudonymous and any(map(FORM.fullmatch, there - own)) and not all(map(FORM.fullmatch, own)):
        raise UsageError(
            f"{into} or {into.name}-earlier holds submissions under pseudonyms, which must not stand beside students' "
            "own ids. Add --pseudonymous, or choose another --into."
        )
