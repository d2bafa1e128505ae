"""Gradescope: `submission_<id>/file`, and `submission_metadata.yml` beside it, which says who handed in each folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autograder.errors import SubmissionError
from autograder.lms.collecting.finding import Claim, Finding, Reading
from autograder.lms.collecting.gradescope_metadata import MAX_BYTES, Submission, read_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.settings import Settings

METADATA: Final = "submission_metadata.yml"
_OWN_LIST: Final = "It is Gradescope's own list of submissions."
_NO_LIST: Final = (
    f"There is no {METADATA} in the download, and only that says whose it is. Export the submissions from Gradescope."
)
_NOT_LISTED: Final = f"{METADATA} does not name who handed it in."
_SID_COLUMNS: Final = ("org_defined_id", "sis_user_id", "student", "username")


def findings(members: Sequence[Parts], settings: Settings) -> list[Finding]:
    """Read each member by the metadata's entry for the folder, or the file, that it lies in."""
    lists = [parts for parts in members if parts[-1] == METADATA]
    if not lists:
        return [Finding(parts, reason=_NO_LIST) for parts in members]
    place = min(lists, key=len)
    try:
        submissions = read_metadata(settings.read(place, MAX_BYTES))
        problem = ""
    except SubmissionError as error:
        submissions, problem = {}, str(error)
    found = []
    for parts in members:
        if parts == place:
            found.append(Finding(parts, reason=problem or _OWN_LIST, expected=not problem))
        else:
            found.append(_finding(parts, place[:-1], submissions, problem))
    return found


def _finding(parts: Parts, root: Parts, submissions: Mapping[str, Submission], problem: str) -> Finding:
    inside = parts[: len(root)] == root and len(parts) > len(root)
    submission = submissions.get(parts[len(root)]) if inside else None
    if submission is None or not submission.submitters:
        return Finding(parts, reason=problem or _NOT_LISTED)
    owners = []
    for submitter in submission.submitters:
        claims = [Claim(column, submitter.sid) for column in _SID_COLUMNS if submitter.sid]
        claims += [Claim("email", submitter.email)] if submitter.email else []
        owners.append((Reading(tuple(claims), (submitter.name,)),))
    return Finding(parts, owners=tuple(owners), moment=submission.moment)
