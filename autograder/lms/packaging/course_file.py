"""The course file of a package: one assignment of the course, and of its policies only those that are asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from autograder.course.document import read_document

if TYPE_CHECKING:
    from pathlib import Path

DATES: Final = ("due", "late_until", "extensions", "late")


def reduced(course_file: Path, slug: str, *, keeps_lateness: bool, data_path: str | None) -> bytes:
    """Write a valid course file, as JSON (which is YAML as well), with that assignment alone.

    Folders are the usual ones. Without `keeps_lateness` it has no dates, extensions and late policy, so that nothing
    is ever late. `data_path` is where the data of the active profile lie in the package.
    """
    document: dict[str, Any] = read_document(course_file.read_text(encoding="utf-8-sig")).data
    kept = {key: value for key, value in document.items() if key not in {"folders", "late", "assignments"}}
    (assignment,) = (dict(one) for one in document["assignments"] if one["slug"] == slug)
    if keeps_lateness:
        kept |= {"late": document["late"]} if "late" in document else {}
    else:
        assignment = {key: value for key, value in assignment.items() if key not in DATES}
    if data_path is not None:
        data = kept["data"]
        name = data["profile"]
        profile = {**data["profiles"][name], "path": data_path}
        kept["data"] = {**data, "profiles": {name: profile}}
    kept["assignments"] = [assignment]
    return (json.dumps(kept, indent=1, ensure_ascii=False) + "\n").encode()
