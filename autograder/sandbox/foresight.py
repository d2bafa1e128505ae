"""Keeps account of the calls that a worker has made before anybody asked for them, and of those that were asked for.

A function may depend on the calls before it. So what was made ahead counts only as long as it is asked for in the same
order; otherwise the worker is ahead of what it may know, and has to be replaced by one that has made the calls that
were asked for and no others.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from autograder.wire.values import Encoded, encode

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

BATCHES_KEPT: Final = 64
"""Requests that are remembered; the checks of an assignment make two dozen, of some ten kilobytes each."""


@dataclass(frozen=True, eq=False)
class Call:
    """One call of a student's function, as a worker takes it, and a key that equal calls share.

    The key is None where nothing short stands for the call exactly. Nobody changes the request, so a call that is made
    for many submissions is written down once.
    """

    request: dict[str, Any]
    key: Hashable


def request_of(
    name: str,
    arguments: tuple[object, ...],
    keywords: dict[str, object],
    *,
    declare: bool = False,
    keep_arguments: bool = False,
) -> dict[str, Any]:
    """Write down a call as a worker takes it."""
    return {
        "name": name,
        "arguments": list(arguments),
        "keywords": keywords,
        "declare": declare,
        "keep_arguments": keep_arguments,
    }


@lru_cache(BATCHES_KEPT)
def written_down(calls: tuple[Call, ...], *, until_failure: bool) -> Encoded:
    """Encode the request to make these very calls in one exchange."""
    bodies: list[memoryview] = []
    request = {"requests": [call.request for call in calls], "until_failure": until_failure}
    return Encoded(encode(request, bodies), bodies)


@dataclass
class Foresight:
    """The account of one worker."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    """Calls that were asked for, in order."""

    _waiting: deque[tuple[Call, Any]] = field(default_factory=deque)
    _is_lost: bool = False

    @property
    def is_ahead(self) -> bool:
        """Whether the worker has made, or may have made, calls that nobody has asked for."""
        return bool(self._waiting) or self._is_lost

    def expects(self, call: Call) -> bool:
        """Whether this very call is the next one that was made ahead."""
        return bool(self._waiting) and call.key is not None and self._waiting[0][0].key == call.key

    def made(self, calls: Sequence[Call], replies: Sequence[Any]) -> None:
        """Note that the worker has made these calls ahead, or as many of them as there are replies."""
        self._waiting.extend(zip(calls, replies, strict=False))

    def lost(self) -> None:
        """Note that nobody knows which calls the worker has made ahead."""
        self._is_lost = True

    def take(self, key: Hashable) -> tuple[Call, Any] | None:
        """Ask for a call: it and its reply, where it is the next one that was made ahead."""
        if key is None or not self._waiting or self._waiting[0][0].key != key:
            return None
        call, reply = self._waiting.popleft()
        self.asked.append(call.request)
        return call, reply
