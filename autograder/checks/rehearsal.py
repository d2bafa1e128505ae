"""Knows which calls a check makes while it passes, so that they can be made for later submissions in one exchange.

Hidden inputs are the same for every submission of a run, so these calls are as well: they are noted down when a check
passes for the first time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.checks.remembered import NoKeyError, exact_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from autograder.sandbox.foresight import Call


class Rehearsal:
    """The calls of checks that have passed, by check."""

    def __init__(self) -> None:
        self._calls: dict[str, tuple[Call, ...]] = {}

    def note(self, check: str, calls: Sequence[Call]) -> None:
        """Keep what a check that has passed asked for, where that is not known yet and all of it can be foreseen."""
        if check not in self._calls and all(call.key is not None for call in calls):
            self._calls[check] = tuple(calls)

    def calls_of(self, check: str) -> tuple[Call, ...] | None:
        """Return the calls that a check makes as long as it finds nothing wrong; None where they are not known."""
        return self._calls.get(check)


def key_of(
    name: str, arguments: tuple[object, ...], keywords: Mapping[str, object], how: Mapping[str, bool]
) -> Hashable:
    """Make what equal calls share; None where nothing short stands for a call.

    A declaration has none, as it is asked for once however many checks look at it.
    """
    if how.get("declare"):
        return None
    try:
        named = tuple((word, exact_key(value)) for word, value in keywords.items())
        return name, exact_key(arguments), named, tuple(how.items())
    except NoKeyError:
        return None
