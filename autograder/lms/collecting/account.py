"""The account of a collection: as JSON for programs, and as lines for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from autograder.intake.listing import readable
from autograder.lms.collecting.matching import NAME
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.lms.collecting.collect import Request
    from autograder.lms.collecting.outcome import Matched, Outcome


def document(outcome: Outcome, request: Request, zone: str | None) -> dict[str, Any]:
    """Return the JSON document; `zone` says which time zone local times were read in, None where there were none."""
    return {
        "assignment": request.slug,
        "from": request.format.value,
        "into": readable(str(request.into)),
        "dry_run": request.dry_run,
        "timezone": zone,
        "notes": [*_by_name_only(outcome), *_without_a_time(outcome)],
        "matched": [_matched(one) for one in outcome.matched],
        "ambiguous": [
            {"file": readable(one.file), "candidates": list(one.candidates), "reason": one.reason}
            for one in outcome.ambiguous
        ],
        "unknown": [
            {"file": readable(one.file), "reason": one.reason, "expected": one.expected} for one in outcome.unknown
        ],
        "missing": list(outcome.missing),
    }


def lines(outcome: Outcome, request: Request, zone: str | None) -> Iterator[str]:
    """Yield the counts, then each file that needs somebody to look at it, with the reason."""
    if not outcome.files:
        yield "The download holds no files."
    left = [one for one in outcome.unknown if not one.expected]
    students = len({one.student for one in outcome.matched})
    verb = "would be written" if request.dry_run else "written"
    yield (
        f"{quantity(len(outcome.matched), 'submission')} of {quantity(students, 'student')} {verb} to {request.into}, "
        f"{sum(one.late for one in outcome.matched)} of them late; {len(outcome.ambiguous)} ambiguous, "
        f"{len(left)} unknown."
    )
    earlier = sum(not one.latest for one in outcome.matched)
    if earlier:
        yield f"{quantity(earlier, 'earlier attempt')} in {request.into}-earlier/N/."
    yield from _matches(outcome)
    for doubt in outcome.ambiguous:
        yield f"ambiguous: {doubt.file} ({', '.join(doubt.candidates)}): {doubt.reason}"
    for stranger in left:
        yield f"unknown: {stranger.file}: {stranger.reason}"
    if outcome.missing:
        yield f"{quantity(len(outcome.missing), 'student')} of the roster without a submission here."
    if zone is not None:
        yield f"Times in the download were read as local times of {zone}."


def _matches(outcome: Outcome) -> Iterator[str]:
    """Say how submissions were matched, and what there is to know of single ones."""
    counts = Counter(one.by for one in outcome.matched)
    if counts:
        named = "; ".join(f"{count} by {'name only' if by == NAME else by}" for by, count in sorted(counts.items()))
        yield f"Matched: {named}."
    yield from _by_name_only(outcome)
    yield from _without_a_time(outcome)
    for one in outcome.matched:
        if one.by == NAME:
            yield f"by name only: {one.file} ({one.student})"
        if one.unmatched:
            yield f"{one.file}: {one.unmatched} of those who handed it in can't be found on the roster."
        if one.state == "kept":
            yield f"{one.path}: what was there is newer, and was kept."


def _by_name_only(outcome: Outcome) -> Iterator[str]:
    """Say in one sentence that names are a weak proof, if any were relied on."""
    named = [one for one in outcome.matched if one.by == NAME]
    columns = sorted({column for one in named for column in one.lacking})
    if named and columns:
        yield (
            f"{len(named)} matched by name only, as the roster has no {' or '.join(columns)} for them: add the column, "
            "with the ids that the download gives."
        )
    elif named:
        yield f"{len(named)} matched by name only, as the download gives no ids."


def _without_a_time(outcome: Outcome) -> Iterator[str]:
    """Say how many submissions have no time that could be read, where others have one."""
    silent = [one.student for one in outcome.matched if one.moment is None]
    if silent and len(silent) < len(outcome.matched):
        who = ", ".join(sorted(set(silent)))
        count = quantity(len(silent), "submission")
        yield f"No time could be read for {count} ({who}), so they count as handed in on time."


def _matched(one: Matched) -> dict[str, Any]:
    entry = {
        "file": readable(one.file),
        "student": one.student,
        "by": one.by,
        "late": one.late,
        "attempt": one.attempt,
        "submitted_at": one.moment.isoformat() if one.moment is not None else None,
        "path": readable(str(one.path)),
        "superseded": not one.latest,
        "written": one.state.value if one.state is not None else None,
    }
    return {**entry, "unmatched_submitters": one.unmatched} if one.unmatched else entry
