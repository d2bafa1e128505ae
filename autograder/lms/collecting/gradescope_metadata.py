"""Reading Gradescope's `submission_metadata.yml`, written by Ruby, for who handed in what and when.

All scalars are read as text: a student number keeps its leading zeros, and no tag makes an object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from autograder.errors import SubmissionError
from autograder.lms.collecting.moments import with_offset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MAX_BYTES: Final = 100_000_000  # the results of every run of Gradescope's autograder may stand in it
MAX_PARSED_BYTES: Final = 4_000_000
_MOST_CHARACTERS: Final = 500  # of a name, an id or an address
_MOST_SUBMITTERS: Final = 100
_WANTED: Final = (":submitters:", ":created_at:")
_KEY: Final = re.compile(r"  (:[^:\s]+:)(?:\s|$)")
_REMEDY: Final = "Export the submissions from Gradescope again."


@dataclass(frozen=True, slots=True)
class Submitter:
    """One person of a submission, as Gradescope's roster has them; what is unknown is empty."""

    name: str = field(repr=False)
    sid: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """Who handed in one folder, and when."""

    submitters: tuple[Submitter, ...]
    moment: datetime | None


def read_metadata(content: bytes) -> dict[str, Submission]:
    """Return the submissions by folder; raises SubmissionError where the text is no such list."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SubmissionError(f"Gradescope's list of submissions is not UTF-8. {_REMEDY}") from error
    # Results and histories may be many megabytes, which no YAML reader in Python gets through in reasonable time.
    wanted = "".join(_wanted_lines(text))
    document = _parsed(wanted) or (_parsed(text) if wanted != text else None)
    if document is None:
        raise SubmissionError(f"Gradescope's list of submissions is no YAML that can be read. {_REMEDY}")
    return {str(name): _submission(entry) for name, entry in document.items() if isinstance(entry, dict)}


def _wanted_lines(text: str) -> Iterator[str]:
    """Keep of each submission its submitters and its moment.

    A key at an indent of two ends what stood before: whatever belongs to a value is indented further than its key, and
    the list of submitters, whose dashes stand at that indent too, begins no key.
    """
    wanted = True
    for line in text.splitlines(keepends=True):
        if line[:1].strip():
            wanted = True
        else:
            key = _KEY.match(line)
            if key is not None:
                wanted = key[1] in _WANTED
        if wanted:
            yield line


def _parsed(text: str) -> dict[object, object] | None:
    if len(text) > MAX_PARSED_BYTES:
        return None
    yaml = YAML(typ="base")
    yaml.allow_duplicate_keys = True
    try:
        document = yaml.load(text)
    except (YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None  # hostile text makes the reader fail in more ways than it has names for
    return document if isinstance(document, dict) else None


def _submission(entry: dict[object, object]) -> Submission:
    listed = entry.get(":submitters", entry.get("submitters"))
    people = listed if isinstance(listed, list) else []
    moment = entry.get(":created_at", entry.get("created_at"))
    if isinstance(moment, dict):  # Ruby's time with a zone: an object of several fields
        moment = moment.get("utc")
    return Submission(
        tuple(_submitter(person) for person in people[:_MOST_SUBMITTERS] if isinstance(person, dict)),
        with_offset(moment) if isinstance(moment, str) else None,
    )


def _submitter(person: dict[object, object]) -> Submitter:
    def text(key: str) -> str:
        value = person.get(f":{key}", person.get(key))
        known = isinstance(value, str) and value.strip() not in {"~", "null"}
        return str(value).strip()[:_MOST_CHARACTERS] if known else ""

    return Submitter(text("name"), text("sid"), text("email"))
