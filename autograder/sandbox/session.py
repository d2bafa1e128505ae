"""One submission's conversation with its workers: loading cells, calling functions, outliving hangs and deaths."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from autograder.sandbox.endings import CallFailed, Ending, ending_of, is_out_of_processor_time
from autograder.sandbox.foresight import Foresight, request_of, written_down
from autograder.sandbox.inside.limits import ProcessLimits
from autograder.sandbox.replies import cell_error, line_numbers, several_replies, value_reply
from autograder.sandbox.slow_modules import slow_modules
from autograder.sandbox.zygote import ZygoteLostError
from autograder.wire.frames import DeadlineError, PeerDiedError
from autograder.wire.values import WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from autograder.course.schema import Limits
    from autograder.sandbox.endings import CellError
    from autograder.sandbox.foresight import Call
    from autograder.sandbox.peer import Ended, Peer

WORKER: Final = "autograder.worker.serve"
EXIT_SECONDS: Final = 2.0
MOST_LAUNCHES: Final = 12
"""Workers that one submission may use up; each hang or death costs one."""

MOST_OUTSIDE_KILLS: Final = 2
"""Times that something outside may kill a submission's worker before that counts as the submission's own doing."""

MOST_TOGETHER: Final = 64
"""Calls that are made in one exchange."""

MOST_REWINDS: Final = 2
"""Workers that a submission gets replaced for being ahead, before its calls are made one by one."""

QUICK_SECONDS: Final = 1.0
"""A worker whose cells take longer to load is not made ahead of anything, as replacing it would be dear."""

OPEN_FILES: Final = 64
MOST_KILLERS: Final = 3
"""Cells that may hang or kill their worker before all others are reduced to their definitions."""


@dataclass(frozen=True)
class Step:
    """A code cell to run: its text and its number in the notebook, from 1; 0 stands for a cell of the release."""

    number: int
    source: str


@dataclass
class LoadReport:
    """What happened while the cells were loaded."""

    errors: dict[int, CellError] = field(default_factory=dict)
    skipped_lines: dict[int, tuple[int, ...]] = field(default_factory=dict)
    abandoned: dict[int, Ending] = field(default_factory=dict)


class Mode(StrEnum):
    """How much of a cell is run."""

    WHOLE = "whole"
    DEFINITIONS = "definitions"
    NOTHING = "nothing"


class WorkerSession:
    """Runs a submission's cells in a worker and calls its functions, starting a fresh worker where one was lost.

    A cell that hangs or kills its worker is reduced to its definitions in the next one, and left out if that fails as
    well. All waiting is bounded: by the limits for each call and cell, and by a budget for the submission.

    A worker that something outside killed is replaced, and the call made again. Where a zygote took it along, `is_lost`
    is true from then on, and what was found of the submission so far is worth nothing.
    """

    def __init__(
        self, steps: Sequence[Step], limits: Limits, start: Callable[[str, ProcessLimits, Sequence[str]], Peer]
    ) -> None:
        self._steps = tuple(steps)
        self._modes = dict.fromkeys(range(len(self._steps)), Mode.WHOLE)
        self._limits = limits
        self._start = start
        self._peer: Peer | None = None
        self._deadline: float | None = None
        self._hung: set[str] = set()
        self._launches = 0
        self._outside_kills = 0
        self._foresight = Foresight()
        self._rewinds = 0
        self._modules = slow_modules("\n".join(step.source for step in self._steps))
        self._one_by_one = "tensorflow" in self._modules  # such a worker takes longer to replace than calls take
        self.is_lost = False
        self.report = LoadReport()

    def call(
        self,
        name: str,
        arguments: tuple[object, ...],
        keywords: dict[str, object],
        *,
        declare: bool = False,
        keep_arguments: bool = False,
    ) -> dict[str, Any]:
        """Call a function of the student's; returns the worker's reply or raises CallFailed."""
        if name in self._hung:
            raise CallFailed(Ending.TIMED_OUT)
        request = request_of(name, arguments, keywords, declare=declare, keep_arguments=keep_arguments)
        try:
            return self._ask("call", request)
        except CallFailed as failure:
            if failure.ending is Ending.TIMED_OUT:
                self._hung.add(name)
            raise

    def foresee(self, calls: Sequence[Call], *, until_failure: bool = True) -> None:
        """Make calls that are likely to be asked for next in one exchange, all of them in the time of one.

        `foreseen` hands out what they brought. With `until_failure`, those after a call that brings no value are left.
        Where this fails, it shows when they are made one by one, so nothing is made ahead from then on.
        """
        calls = tuple(takewhile(lambda call: call.request["name"] not in self._hung, calls[:MOST_TOGETHER]))
        if len(calls) <= 1 or self._foresight.expects(calls[0]):
            return
        try:
            peer, seconds = self._connected(), self._call_seconds()
        except CallFailed:
            return  # as the next call is going to
        if self._one_by_one:
            return
        began = time.monotonic()
        request = written_down(calls, until_failure=until_failure)
        try:
            replies = several_replies(peer.client.ask("calls", request, seconds), len(calls))
        except (DeadlineError, PeerDiedError, WireError):
            self._one_by_one = True
            self._foresight.lost()
            self._give_back(began)
            self._end(peer)
        else:
            self._foresight.made(calls, replies)

    def foreseen(self, key: Hashable) -> tuple[Call, Any] | None:
        """Ask for a call that may have been made ahead: it and the worker's reply, which `value_reply` reads."""
        return self._foresight.take(key)

    def value(self, name: str) -> Any:  # noqa: ANN401 - any wire value
        """Fetch a variable of the student's; raises CallFailed."""
        return self._ask("value", {"name": name})["value"]

    def load(self) -> LoadReport:
        """Make sure that the cells are loaded, and report on them."""
        self._connected()
        return self.report

    def close(self) -> None:
        """End the worker."""
        peer, self._peer = self._peer, None
        if peer is not None:
            peer.discard()

    def _ask(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        while True:
            peer = self._connected()
            seconds = self._call_seconds()
            try:
                reply = peer.client.ask(operation, request, seconds)
                if operation == "call":
                    self._foresight.asked.append(request)
                return value_reply(reply)
            except DeadlineError:
                self._end(peer)
                raise CallFailed(Ending.TIMED_OUT) from None
            except WireError as error:
                self._end(peer)
                raise CallFailed(Ending.BROKE_PROTOCOL, detail=str(error)) from None
            except PeerDiedError:
                ended = self._end(peer, EXIT_SECONDS)
                if not self._is_killed_from_outside(ended):
                    raise CallFailed(
                        ending_of(ended, peer.errors(), self._limits), detail=f"{ended}: {peer.errors()}"
                    ) from None

    def _call_seconds(self) -> float:
        return min(self._limits.call_seconds, self._remaining())

    def _remaining(self) -> float:
        """Seconds left of the submission's budget, which starts with its first cell."""
        now = time.monotonic()
        if self._deadline is None:
            self._deadline = now + self._limits.submission_seconds
        if now >= self._deadline:
            self.close()
            raise CallFailed(Ending.OUT_OF_TIME)
        return self._deadline - now

    def _connected(self) -> Peer:
        """The worker with all cells loaded; loads again, with less of a bad cell, until it succeeds."""
        if self._foresight.is_ahead:
            self._rewind()
        while self._peer is None:
            self._remaining()
            peer = self._launch()
            began = time.monotonic()
            try:
                if self._load_cells(peer):
                    self._peer = peer
                    self._one_by_one = self._one_by_one or time.monotonic() - began > QUICK_SECONDS
            finally:
                if self._peer is None:
                    peer.discard()
        return self._peer

    def _rewind(self) -> None:
        """Replace a worker that is ahead by one that has made the calls that were asked for and no others."""
        asked, self._foresight = self._foresight.asked, Foresight()
        self._rewinds += 1
        self._one_by_one = self._one_by_one or self._rewinds >= MOST_REWINDS
        self.close()
        self._launches -= 1
        began, deadline = time.monotonic(), self._deadline
        try:
            self._repeat(asked)
        finally:
            self._deadline = deadline
            self._give_back(began)

    def _repeat(self, asked: list[dict[str, Any]]) -> None:
        """Make calls again in a fresh worker, for what they leave behind; without that where it fails."""
        peer = self._connected()
        try:
            # The last part is empty: whether the one before it left the connection in order shows there.
            for start in range(0, len(asked) + MOST_TOGETHER, MOST_TOGETHER):
                peer.client.ask("repeat", asked[start : start + MOST_TOGETHER], self._limits.call_seconds)
            self._foresight.asked = asked
        except (DeadlineError, PeerDiedError, WireError):
            self._launches -= 1
            self._end(peer)

    def _give_back(self, began: float) -> None:
        """Leave the time since then out of the submission's budget, as what took it was not asked for."""
        if self._deadline is not None:
            self._deadline += time.monotonic() - began

    def _launch(self) -> Peer:
        limits = ProcessLimits(
            cpu_seconds=self._limits.cpu_seconds,
            memory_bytes=self._limits.memory_bytes,
            file_bytes=self._limits.file_bytes,
            processes=self._limits.processes,
            open_files=OPEN_FILES,
            reply_bytes=self._limits.reply_bytes,
        )
        self._foresight = Foresight()
        self._launches += 1
        if self._launches > MOST_LAUNCHES:
            raise CallFailed(Ending.OUT_OF_TIME)
        began = time.monotonic()
        try:
            peer = self._start(WORKER, limits, self._modules)
        except ZygoteLostError:
            self.is_lost = True
            raise
        if self._deadline is not None:
            self._deadline += time.monotonic() - began
        return peer

    def _load_cells(self, peer: Peer) -> bool:
        """Load all cells; False where one cost the worker its life, after reducing that cell."""
        later = []
        for index in range(len(self._steps)):
            if not self._load_cell(peer, index):
                return False
            error = self.report.errors.get(index)
            if error is not None and error.type_name == "NameError" and self._modes[index] is Mode.WHOLE:
                later.append(index)
        # A cell that an editor moved above what it needs gets a second chance once everything else is defined.
        return all(self._load_cell(peer, index, again=True) for index in later)

    def _load_cell(self, peer: Peer, index: int, *, again: bool = False) -> bool:
        mode = self._modes[index]
        if mode is Mode.NOTHING:
            return True
        step = self._steps[index]
        request = {"number": step.number, "source": step.source, "definitions_only": mode is Mode.DEFINITIONS}
        try:
            seconds = min(self._limits.cell_seconds, self._remaining())
            skipped: tuple[int, ...] = ()
            if again:
                error = cell_error(peer.client.ask("load_again", request, seconds))
            else:
                reply = peer.client.ask("load", request, seconds)
                error, skipped = cell_error(reply["error"]), line_numbers(reply["skipped"], step.source)
        except DeadlineError:
            self._reduce(index, Ending.TIMED_OUT)
            return False
        except PeerDiedError:
            ended = self._end(peer, EXIT_SECONDS)
            if not self._is_killed_from_outside(ended):
                self._reduce(index, ending_of(ended, peer.errors(), self._limits))
            return False
        except (WireError, KeyError, TypeError):
            self._reduce(index, Ending.BROKE_PROTOCOL)
            return False
        if error is None:
            self.report.errors.pop(index, None)
        else:
            self.report.errors[index] = error
        if skipped:
            self.report.skipped_lines[index] = skipped
        return True

    def _reduce(self, index: int, ending: Ending) -> None:
        """Run less of a cell that hung or killed its worker the next time, and of all cells where that goes on."""
        self.report.abandoned.setdefault(index, ending)
        self._modes[index] = Mode.DEFINITIONS if self._modes[index] is Mode.WHOLE else Mode.NOTHING
        if len(self.report.abandoned) >= MOST_KILLERS:
            for other, step in enumerate(self._steps):
                if step.number and self._modes[other] is Mode.WHOLE:
                    self._modes[other] = Mode.DEFINITIONS

    def _end(self, peer: Peer, grace_seconds: float = 0.0) -> Ended:
        """End a worker and say how it had ended by itself; a zygote that went with it makes everything void."""
        self._peer = None
        try:
            return peer.end(grace_seconds)
        except ZygoteLostError:
            self.is_lost = True
            raise

    def _is_killed_from_outside(self, ended: Ended) -> bool:
        """Whether a worker was killed by what is neither a limit nor a call that it can make; such are counted."""
        outside = ended.by_itself and ended.status == -signal.SIGKILL and not ended.overfull
        if not outside or is_out_of_processor_time(ended, self._limits) or self._outside_kills >= MOST_OUTSIDE_KILLS:
            return False
        self._outside_kills += 1
        self._launches -= 1
        return True
