"""What one member of a download says about itself, before anybody of the roster is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from autograder.intake.listing import Parts


@dataclass(frozen=True, slots=True)
class Claim:
    """An id that stands in a download, and the roster's column that would hold it.

    `settles`: whoever has another id in that column can't be meant. `doubtful`: the system numbers its people in
    another way than the column may do, so a name that is exactly somebody else's makes the id worth a question.
    """

    column: str
    value: str
    settles: bool = False
    doubtful: bool = False


class Weight(Enum):
    """How a reading counts beside others of the same name."""

    PLAIN = auto()  # what the format says
    POSSIBLE = auto()  # what the format does not rule out: whom it names is asked about
    SUPPORTED = auto()  # counts only where id and name agree


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read whose file a member is, by ids and by names; it means one person, or one group.

    `title` is what stands before the id, where a format puts the same text before all of them.
    """

    claims: tuple[Claim, ...] = ()
    names: tuple[str, ...] = ()
    weight: Weight = Weight.PLAIN
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One member of the download. Where `reason` is set, it can't be anybody's submission, and this says why.

    `owners` holds, for each person who handed the file in together, the readings of who that is. `series` is the same
    for files of which one replaces another; `moment` is None, and `late` as well, where the download is silent.
    A `doubt` is a reason to ask even if one person fits. `expected` marks what the system itself puts into a download:
    nothing is amiss with it.
    """

    parts: Parts
    owners: tuple[tuple[Reading, ...], ...] = ()
    moment: datetime | None = None
    late: bool | None = None
    attempt: int | None = None
    series: str = ""
    reason: str = ""
    doubt: str = ""
    expected: bool = False
