"""How long to wait for Canvas, and when to stop waiting: limits as data, and the pauses that follow from them."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import uniform
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

REFILL_PER_SECOND: Final = 10
"""What a usual Canvas gives back to the quota in a second; a pause need not be exact."""


@dataclass(frozen=True)
class Clock:
    """The time, and how to let it pass; tests put in their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Patience:
    """Limits on what one command may wait for."""

    connect_seconds: float = 15
    read_seconds: float = 60
    tries: int = 7
    first_pause_seconds: float = 1
    longest_pause_seconds: float = 60
    longest_asked_seconds: float = 300
    reserve: float = 150
    """The remaining quota below which we slow down; a full one is 700 by default."""

    poll_seconds: float = 0.5
    longest_poll_seconds: float = 10
    sending_seconds: float = 1800
    settling_seconds: tuple[float, ...] = (1, 2, 4, 8, 15)
    """Pauses before each look at whether a request without a reply was carried out after all."""


def pause_before_retry(patience: Patience, failures: int) -> float:
    """Return seconds to wait after that many failures in a row: doubling, with jitter so that clients don't march."""
    most = min(patience.first_pause_seconds * 2 ** (failures - 1), patience.longest_pause_seconds)
    return uniform(most / 2, most)  # noqa: S311 - spreads retries; no secret depends on it


def asked_pause(retry_after: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a `Retry-After` header asks for, in either of its forms; None where it asks nothing."""
    if not retry_after:
        return None
    try:
        seconds = float(retry_after)
    except ValueError:
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return max(seconds, 0) if math.isfinite(seconds) else None


def pause_for_quota(patience: Patience, remaining: str | None) -> float:
    """Return the seconds in which a quota that runs low (`X-Rate-Limit-Remaining`) is back at the reserve."""
    try:
        left = float(remaining) if remaining else patience.reserve
    except ValueError:
        return 0
    if left < patience.reserve:
        return min((patience.reserve - left) / REFILL_PER_SECOND, patience.longest_pause_seconds)
    return 0
