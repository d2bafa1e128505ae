"""What Gradescope's `submission_metadata.json` says that lateness depends on: when, and by whom."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from autograder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from autograder.course.schema import Assignment


def submitted_at(metadata: dict[str, Any]) -> datetime:
    """Read the moment of submission; raises UsageError where there is none with an offset."""
    try:
        moment = datetime.fromisoformat(metadata["created_at"])
    except (KeyError, TypeError, ValueError):
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise UsageError(
            "submission_metadata.json names no moment of submission in `created_at`, so the late policy can't be "
            "applied. Run the autograder again, or make the package without --late-policy."
        )
    return moment


def student_of(metadata: dict[str, Any], assignment: Assignment) -> str:
    """Choose the id by which the course grants one of the submitters the longest extension; "" where none has one.

    Ids are student numbers and e-mail addresses, whole or what stands before the `@`.
    """
    extended = [known for known in _ids(metadata) if known in assignment.extensions]
    return max(extended, key=lambda known: assignment.extensions[known], default="")


def load(file: Path) -> dict[str, Any]:
    """Read the file; raises UsageError where it is not there or is no JSON object."""
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} can't be read. It is Gradescope that writes it: run the autograder again.") from error
    if not isinstance(content, dict):
        raise UsageError(f"{file} holds no JSON object. It is Gradescope that writes it: run the autograder again.")
    return content


def _ids(metadata: dict[str, Any]) -> Iterator[str]:
    users = metadata.get("users")
    for user in users if isinstance(users, list) else []:
        for key in ("sid", "email"):
            value = user.get(key) if isinstance(user, dict) else None
            if isinstance(value, str | int):
                yield str(value)
                yield str(value).partition("@")[0]
