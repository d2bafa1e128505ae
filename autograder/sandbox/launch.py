"""The sandbox of one grading process: its zygotes, replaced where they are lost, and the processes forked from them."""

from __future__ import annotations

import atexit
import functools
from typing import TYPE_CHECKING, Self

from autograder.errors import AutograderError
from autograder.sandbox.plain import PlainPeer
from autograder.sandbox.rung import Rung, RungError
from autograder.sandbox.zygote import NUMERICAL, TENSORFLOW, Preload, Zygote, ZygoteLostError
from autograder.wire.frames import DeadlineError, PeerDiedError
from autograder.wire.values import WireError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.sandbox.inside.limits import ProcessLimits
    from autograder.sandbox.peer import Peer

MOST_REPLACEMENTS = 2
"""How often in a row a lost zygote is replaced before the machine is held to be at fault."""


class Sandbox:
    """Starts processes on one rung of the ladder. Use as a context manager, or call `close`."""

    def __init__(self, rung: Rung) -> None:
        self.rung = rung
        self._zygotes: dict[Preload, Zygote] = {}

    def prepare(self, modules: Sequence[str] = ()) -> None:
        """Have a zygote start that has imported these modules, without waiting for it; raises RungError."""
        if self.rung is not Rung.E:
            self._zygote(_preload_for(modules))

    def start(self, module: str, limits: ProcessLimits, modules: Sequence[str] = ()) -> Peer:
        """Start a process that serves `module` and has imported `modules`.

        Raises RungError where the rung does not hold, and AutograderError where a process can't be started.
        """
        if self.rung is Rung.E:
            return _start_plainly(module, limits, modules)
        preload = _preload_for(modules)
        for attempt in range(MOST_REPLACEMENTS + 1):
            try:
                return self._zygote(preload).fork(module, limits)
            except (ZygoteLostError, RungError):  # a zygote may be killed before it is ready as well
                self._drop(preload)
                if attempt == MOST_REPLACEMENTS:
                    raise
        raise AssertionError

    def close(self) -> None:
        """End all zygotes."""
        for preload in list(self._zygotes):
            self._drop(preload)

    def _zygote(self, preload: Preload) -> Zygote:
        if preload in self._zygotes and self._zygotes[preload].is_lost:
            self._drop(preload)
        if preload not in self._zygotes:
            self._zygotes[preload] = Zygote(self.rung, preload)
        return self._zygotes[preload]

    def _drop(self, preload: Preload) -> None:
        zygote = self._zygotes.pop(preload, None)
        if zygote is not None:
            zygote.close()

    def __enter__(self) -> Self:
        """Hand out the sandbox itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all zygotes."""
        self.close()


@functools.cache
def shared_sandbox(rung: Rung) -> Sandbox:
    """The sandbox of this process on that rung, made once and ended with the process."""
    sandbox = Sandbox(rung)
    atexit.register(sandbox.close)
    return sandbox


def _preload_for(modules: Sequence[str]) -> Preload:
    return TENSORFLOW if "tensorflow" in modules else NUMERICAL


def _start_plainly(module: str, limits: ProcessLimits, modules: Sequence[str]) -> Peer:
    try:
        return PlainPeer(module, limits, modules)
    except (DeadlineError, PeerDiedError, WireError, OSError) as error:
        raise AutograderError(f"A process could not be started ({type(error).__name__}).") from error
