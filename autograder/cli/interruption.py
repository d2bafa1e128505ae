"""Ctrl-C in a long command: the first ends it in good order where nothing is left half done, the second at once."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INTERRUPTED: Final = 128 + signal.SIGINT
"""The exit code of a shell's command that Ctrl-C ended."""

LONGEST_FAREWELL_SECONDS: Final = 3.0


class Interruption:
    """Use as a context manager, of a process that is about to end if it was interrupted."""

    def __init__(self, farewell: Callable[[], object]) -> None:
        """`farewell` is called before a second Ctrl-C ends the process at once."""
        self.happened = False
        self._is_allowed = False
        self._farewell = farewell
        self._before: Any = None

    @contextmanager
    def allowed(self) -> Iterator[None]:
        """Raise KeyboardInterrupt within this block, or before it where Ctrl-C was pressed already."""
        try:
            self._is_allowed = True
            if self.happened:
                raise KeyboardInterrupt
            yield
        finally:
            self._is_allowed = False

    def _handle(self, *_: object) -> None:
        if self.happened:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            Timer(LONGEST_FAREWELL_SECONDS, os._exit, [INTERRUPTED]).start()
            self._farewell()
            os._exit(INTERRUPTED)
        self.happened = True
        if self._is_allowed:
            raise KeyboardInterrupt

    def __enter__(self) -> Self:
        """Have Ctrl-C wait for a block in which it is allowed."""
        self._before = signal.signal(signal.SIGINT, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        """Put things back as they were; where the process is about to end anyway, let it end undisturbed."""
        signal.signal(signal.SIGINT, signal.SIG_IGN if self.happened else self._before)


def end_at_once_by_ctrl_c() -> None:
    """From now on, Ctrl-C ends this process without another word."""

    def leave(*_: object) -> NoReturn:
        os._exit(INTERRUPTED)

    signal.signal(signal.SIGINT, leave)
