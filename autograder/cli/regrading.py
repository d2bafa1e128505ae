"""What an earlier run left in a folder, and what this run changed of it, as shown to whoever grades again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from autograder.errors import UsageError
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from autograder.intake import Entry
    from autograder.model import Result
    from autograder.report.regrade_diff import Change

FILE: Final = "regrade.json"
"""The changes of the last run that changed anything, so that they outlive the terminal."""


@dataclass(frozen=True)
class Regrade:
    """How the results of a run compare with those that stood before it; those of new submissions are left out."""

    changes: tuple[Change, ...]
    as_before: int
    not_comparable: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at."""
        return not self.changes and not self.not_comparable

    def document(self) -> dict[str, Any]:
        """Return it as plain JSON data."""
        from autograder.report import regrade_views  # noqa: PLC0415 - keeps `--help` quick

        return {
            "changes": [regrade_views.document(change) for change in self.changes],
            "as_before": self.as_before,
            "not_comparable": self.not_comparable,
        }

    def lines(self) -> list[str]:
        """Write it for the terminal."""
        from autograder.report import regrade_views  # noqa: PLC0415 - keeps `--help` quick

        counts = [f"{quantity(len(self.changes), 'result')} changed", f"{self.as_before} as before"]
        if self.not_comparable:
            counts.append(f"{self.not_comparable} not comparable, as the earlier file can't be read")
        return [f"Compared with the run before: {', '.join(counts)}.", *regrade_views.lines(self.changes)]

    def dumps(self) -> str:
        """Write it as a JSON file."""
        return json.dumps(self.document(), indent=1) + "\n"


def standing_files(out: Path, entries: Iterable[Entry]) -> list[Path]:
    """Find the results in a folder that a run of these entries may come upon."""
    folders = {entry.folder for entry in entries}
    return sorted(file for file in out.glob("*/*/result.json") if file.parent.name in folders)


def earlier_results(out: Path, entries: Iterable[Entry]) -> dict[Path, Result | None]:
    """Read the results that a run of these entries may replace, None where one can't be read."""
    from autograder.report import regrade_diff, result_json  # noqa: PLC0415 - keeps `--help` quick

    found: dict[Path, Result | None] = {}
    for file in standing_files(out, entries):
        try:
            found[file] = regrade_diff.trimmed(result_json.load(file))
        except (OSError, UsageError):
            found[file] = None
    return found


def compared(before: Mapping[Path, Result | None], after: Mapping[Path, Result]) -> Regrade | None:
    """Compare the results that stood before a run with those that it left, by their files; None where none stood."""
    from autograder.report import regrade_diff  # noqa: PLC0415 - keeps `--help` quick

    pairs = [(before[file], result) for file, result in after.items() if file in before]
    if not pairs:
        return None
    known = [(old, new) for old, new in pairs if old is not None and old.student == new.student]
    changes = [change for old, new in known if (change := regrade_diff.compare(old, new))]
    return Regrade(
        tuple(regrade_diff.by_size(changes)), len(known) - len(changes), sum(1 for old, _ in pairs if old is None)
    )
