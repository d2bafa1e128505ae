"""Giving every submission its folder, and a student's several submissions an order, if anything tells it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from autograder.intake.folder_names import FolderNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.intake.entry import Entry

_NEVER = datetime.max.replace(tzinfo=UTC)


def with_folders(entries: Sequence[Entry], marks: Sequence[str]) -> tuple[tuple[Entry, ...], list[str]]:
    """Return the entries with folders and attempts, and a sentence on each student of whom there are several.

    Each entry's mark tells its place from others, so that it gets the same folder in every run.
    """
    names = FolderNames(entry.student for entry in entries)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        groups[entry.student, entry.assignment].append(index)
    named = list(entries)
    notes: list[str] = []
    for (student, assignment), group in groups.items():
        times = {entries[index].submitted_at for index in group}
        in_order = None not in times and len(times) == len(group)
        ordered = sorted(group, key=lambda index: entries[index].submitted_at or _NEVER) if in_order else group
        for attempt, index in enumerate(ordered, start=1):
            # The plain folder is that of the latest attempt: it is where people look for a student's result.
            is_plain = attempt == (len(group) if in_order else 1)
            folder = names.of(student) if is_plain else names.another(student, marks[index])
            named[index] = replace(entries[index], folder=folder, attempt=attempt if in_order else 1)
        if len(group) > 1:
            notes.append(_several(student, assignment, [named[index] for index in ordered], in_order=in_order))
    return tuple(named), notes


def _several(student: str, assignment: str, entries: Sequence[Entry], *, in_order: bool) -> str:
    places = ", ".join(f"{entry.origin} (folder {entry.folder})" for entry in entries)
    remedy = (
        "They count as attempts in this order."
        if in_order
        else "Nothing tells their order, so all are graded side by side: keep the one that counts and grade again."
    )
    return f"{student} has {len(entries)} submissions of {assignment or 'an unknown assignment'}: {places}. {remedy}"
