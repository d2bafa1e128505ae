"""Shows a plan, as a table or as JSON: student ids, what stands in Canvas, and what would stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from autograder.report.number_format import plain_number, shown
from autograder.report.text_safety import visible_line
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from fractions import Fraction

    from autograder.lms.pushing.planning import Change, Plan


def heading(plan: Plan, source: str) -> str:
    """Say in a line which grades go where."""
    there = plan.assignment
    return visible_line(
        f"Grades of {plan.slug} from {source}, for assignment {there.id} of the Canvas course {there.course} "
        f"({there.title}, {_points(there.points)} points):"
    )


def changes_table(plan: Plan) -> Table:
    """Return a table with a row for each student whose grade or comment differs."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("Student", overflow="fold")
    table.add_column("In Canvas", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("Ours", justify="right", no_wrap=True)
    table.add_column("Comment")
    table.add_column("Note")
    kept_back = set(plan.held)
    for change in _by_student(plan):
        note = "overwrites" if change.overwrites else ""
        if change in kept_back:
            note += " (held back: needs --overwrite)"
        table.add_row(
            Text(visible_line(change.student)),
            Text(_points(change.before)),
            Text("->"),
            Text(_points(change.before if change.points is None else change.points)),
            Text("new" if change.comment else ""),
            Text(note),
        )
    return table


def summary_lines(plan: Plan, *, sent: bool) -> list[str]:
    """Say in lines what is sent, what is left alone and why."""
    counts = [f"{len(plan.changes)} {'sent' if sent else 'to send'}", f"{len(plan.unchanged)} up to date"]
    counts += [f"{len(names)} {what}" for names, what in _aside(plan) if names]
    lines = [f"{', '.join(counts)}."]
    if plan.excused:
        lines.append(f"Excused in Canvas, which is never overwritten: {', '.join(plan.excused)}.")
    if plan.held:
        lines.append(
            f"Held back, as somebody else entered {quantity(len(plan.held), 'grade')} in Canvas: "
            "--overwrite sends ours instead."
        )
    lines += [f"Left out: {one.who}: {one.reason.rstrip('.')}." for one in plan.left_out]
    if not sent and plan.changes:
        lines.append("This was a dry run: nothing is sent without --send.")
    return [visible_line(line) for line in lines]


def overview(plan: Plan, *, sent: bool) -> dict[str, object]:
    """Return the plan as JSON can hold it."""
    return {
        "assignment": plan.slug,
        "canvas_course": plan.assignment.course,
        "canvas_assignment": plan.assignment.id,
        "canvas_points": _number(plan.assignment.points),
        "sent": sent,
        "changes": [_entry(change) for change in plan.changes],
        "held": [_entry(change) for change in plan.held],
        "unchanged": list(plan.unchanged),
        "excused": list(plan.excused),
        "left_out": [{"student": one.who, "reason": one.reason} for one in plan.left_out],
        "notes": list(plan.notes),
    }


def _by_student(plan: Plan) -> list[Change]:
    return sorted([*plan.changes, *plan.held], key=lambda change: change.student)


def _aside(plan: Plan) -> list[tuple[tuple[object, ...], str]]:
    return [(plan.excused, "excused"), (plan.held, "held back"), (plan.left_out, "left out")]


def _entry(change: Change) -> dict[str, object]:
    return {
        "student": change.student,
        "before": _number(change.before),
        "after": _number(change.before if change.points is None else change.points),
        "comment": bool(change.comment),
        "overwrites": change.overwrites,
    }


def _points(points: Fraction | None) -> str:
    return "none" if points is None else shown(points)


def _number(points: Fraction | None) -> int | float | None:
    return None if points is None else plain_number(points)
