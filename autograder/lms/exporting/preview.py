"""Shows what an export changes, before it is written: student ids and line numbers, never names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from autograder.report.text_safety import visible_line
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.lms.exporting.request import Export

MOST_NAMED: Final = 20


def changes_table(export: Export, most: int | None = None) -> Table:
    """List each change: whose, in which line of the template, from what and to what."""
    table = Table(box=None, pad_edge=False)
    for title in ("student", "line", "before", "after"):
        table.add_column(title, justify="left" if title == "student" else "right", overflow="fold")
    for change in export.changes[:most]:
        cells = (change.student, str(change.row or ""), change.before or "(empty)", change.after)
        table.add_row(*(Text(visible_line(cell)) for cell in cells))
    return table


def summary_lines(export: Export) -> Iterator[str]:
    """Count changes and what stays, and say who in the template has no grade of ours."""
    yield f"{quantity(len(export.changes), 'grade')} to write, {export.unchanged} unchanged."
    if export.without_grade:
        yield (
            f"No grade for {len(export.without_grade)} in the template, left as it is: {_some(export.without_grade)}."
        )


def left_out_lines(export: Export) -> Iterator[str]:
    """Name everybody who needs a look, with the reason."""
    for one in export.left_out:
        yield f"{visible_line(one.who)}: {visible_line(one.reason)}"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(visible_line(name) for name in names[:MOST_NAMED]) + more
