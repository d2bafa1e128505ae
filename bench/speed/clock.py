"""A clock that shares out time among named phases: each moment counts for the innermost phase that is open."""

from __future__ import annotations

import functools
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Function = TypeVar("Function", bound="Callable[..., Any]")


@dataclass
class Total:
    """How often a phase was entered, and the seconds that were its own."""

    times: int = 0
    seconds: float = 0.0


class Clock:
    """Collects totals of phases; `now` gives seconds that only grow."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now = now
        self._open: list[str] = []
        self._since = 0.0
        self.totals: dict[str, Total] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Let time count for a phase, but for phases that are opened within."""
        self._share_out()
        self._open.append(name)
        self.totals.setdefault(name, Total()).times += 1
        try:
            yield
        finally:
            self._share_out()
            self._open.pop()

    def timed(self, name: str, function: Function) -> Function:
        """Make a function that does the same, as a phase."""

        @functools.wraps(function)
        def timed(*arguments: object, **keywords: object) -> object:
            with self.phase(name):
                return function(*arguments, **keywords)

        return timed  # type: ignore[return-value]  # of the same signature

    def reset(self) -> None:
        """Forget the totals so far."""
        self.totals.clear()

    def _share_out(self) -> None:
        now = self._now()
        if self._open:
            self.totals[self._open[-1]].seconds += now - self._since
        self._since = now
