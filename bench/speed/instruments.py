"""Takes the time of grading's phases from outside, where one part of it hands over to the next."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from autograder import atomic, notebook
from autograder.checks import collection
from autograder.checks.plugin import HiddenChecks
from autograder.checks.protocol import CheckRunner
from autograder.report import feedback, result_json
from speed.seams import workers_started_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.sandbox.inside.limits import ProcessLimits
    from autograder.sandbox.peer import Ended, Peer
    from speed.clock import Clock
    from speed.seams import Start

READING: Final = "read and assemble the notebook"
STARTING: Final = "start a worker"
LOADING: Final = "load a cell"
CALLING: Final = "call a function"
DECLARING: Final = "declare a model"
ENDING: Final = "end the worker"
CHECKING: Final = "a check's own work"
REPEATING: Final = "pytest's and the plug-in's own work"
COLLECTING: Final = "pytest's start and collection"
RESULT: Final = "make and write result.json"
FEEDBACK: Final = "make and write feedback.html"
TRIP: Final = "an empty round trip"
OTHER: Final = "anything else"

PHASES: Final = (
    COLLECTING,
    READING,
    STARTING,
    LOADING,
    CALLING,
    DECLARING,
    CHECKING,
    REPEATING,
    ENDING,
    RESULT,
    FEEDBACK,
    OTHER,
)
"""In the order of a submission's way; the empty round trip is measured apart and is part of none."""

TRIPS: Final = 100
NOBODY: Final = {"name": "no_such_name"}


@contextmanager
def instruments(clock: Clock) -> Iterator[None]:
    """Let a clock take the time of everything that this process grades."""
    with ExitStack() as stack:
        stack.enter_context(workers_started_by(lambda start: _timed_start(clock, start)))
        for owner, name, phase in (
            (notebook, "read", READING),
            (notebook, "assemble", READING),
            (feedback, "feedback_page", FEEDBACK),
            (result_json, "dumps", RESULT),
            (collection, "collect", COLLECTING),
            (HiddenChecks, "check", REPEATING),
            (CheckRunner, "run", CHECKING),
        ):
            stack.enter_context(patch.object(owner, name, clock.timed(phase, getattr(owner, name))))
        stack.enter_context(patch.object(atomic, "write", _timed_write(clock)))
        stack.enter_context(clock.phase(OTHER))
        yield


def _timed_start(clock: Clock, start: Start) -> Start:
    def begin(module: str, limits: ProcessLimits, modules: Sequence[str]) -> Peer:
        with clock.phase(STARTING):
            return TimedPeer(clock, start(module, limits, modules))

    return begin


def _timed_write(clock: Clock) -> Any:  # noqa: ANN401 - of the signature of atomic.write
    write = atomic.write

    def timed(path: Any, content: Any) -> None:  # noqa: ANN401 - passed on
        with clock.phase(FEEDBACK if path.suffix == ".html" else RESULT):
            write(path, content)

    return timed


class TimedPeer:
    """A worker whose requests are timed; before it ends, empty round trips to it are timed as well, once a run."""

    def __init__(self, clock: Clock, peer: Peer) -> None:
        self._clock = clock
        self._peer = peer
        self.client: Any = TimedClient(clock, peer.client)

    def end(self, grace_seconds: float = 0.0) -> Ended:
        """End the worker and learn how it ended."""
        self._measure_trips()
        with self._clock.phase(ENDING):
            return self._peer.end(grace_seconds)

    def discard(self) -> None:
        """End the worker without waiting for it."""
        self._measure_trips()
        with self._clock.phase(ENDING):
            self._peer.discard()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the peer's own
        """Everything else is the worker's own."""
        return getattr(self._peer, name)

    def _measure_trips(self) -> None:
        totals = self._clock.totals
        if TRIP in totals or CALLING not in totals:
            return
        for _ in range(TRIPS):
            with self._clock.phase(TRIP):
                self._peer.client.ask("value", NOBODY, 5.0)


class TimedClient:
    """Counts requests by what they ask for."""

    def __init__(self, clock: Clock, client: Any) -> None:  # noqa: ANN401 - Peer's client
        self._clock = clock
        self._client = client

    def ask(self, operation: str, arguments: Any, seconds: float) -> Any:  # noqa: ANN401 - any wire value
        """Send a request and return the reply."""
        with self._clock.phase(_phase_of(operation, arguments)):
            return self._client.ask(operation, arguments, seconds)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the client's own
        """Everything else is the client's own."""
        return getattr(self._client, name)


def _phase_of(operation: str, arguments: Any) -> str:  # noqa: ANN401 - any wire value
    if operation in {"load", "load_again"}:
        return LOADING
    if operation in {"calls", "repeat"}:
        return CALLING
    if operation in {"call", "value"}:
        return DECLARING if arguments.get("declare") else CALLING
    return STARTING  # a preload, and whatever else comes before the first cell
