"""What a format's parser is told besides the members' names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from datetime import tzinfo

    from autograder.intake.listing import Parts


@dataclass(frozen=True)
class Settings:
    """`slug` is the assignment asked for; `zone` is that of local times, None for the machine's own.

    `read` returns at most so many bytes of a member and raises SubmissionError; `pattern` is for folders.
    """

    slug: str
    zone: tzinfo | None
    read: Callable[[Parts, int], bytes]
    pattern: re.Pattern[str] | None = None
