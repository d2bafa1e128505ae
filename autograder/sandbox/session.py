"""One submission's conversation with its workers: calling functions, outliving hangs and deaths."""

from __future__ import annotations

import signal
import time
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from autograder.sandbox.endings import CallFailed, Ending, ending_of, is_out_of_processor_time
from autograder.sandbox.foresight import Foresight, request_of, written_down
from autograder.sandbox.inside.limits import ProcessLimits
from autograder.sandbox.loading import Cells
from autograder.sandbox.replies import is_short_of_memory, several_replies, value_reply
from autograder.sandbox.slow_modules import slow_modules
from autograder.sandbox.zygote import ZygoteLostError
from autograder.wire.frames import DeadlineError, PeerDiedError
from autograder.wire.values import WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from autograder.course.schema import Limits
    from autograder.sandbox.foresight import Call
    from autograder.sandbox.loading import LoadReport, Step
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
        self._cells = Cells(steps, self._cell_seconds, self._own_ending)
        self._limits = limits
        self._start = start
        self._peer: Peer | None = None
        self._deadline: float | None = None
        self._hung: set[str] = set()
        self._launches = 0
        self._outside_kills = 0
        self._foresight = Foresight()
        self._rewinds = 0
        self._modules = slow_modules("\n".join(step.source for step in steps))
        self._one_by_one = "tensorflow" in self._modules  # such a worker takes longer to replace than calls take
        self.is_lost = False

    @property
    def report(self) -> LoadReport:
        """What happened so far while the cells were loaded."""
        return self._cells.report

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
            replies = []
        if replies and not any(map(is_short_of_memory, replies)):
            self._foresight.made(calls, replies)
            return
        self._one_by_one = True
        self._foresight.lost()
        self._give_back(began)
        self._end(peer)

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
                if is_short_of_memory(reply):
                    self._end(peer)  # what it holds on to would fail whatever is asked next
                return value_reply(reply)
            except DeadlineError:
                self._end(peer)
                raise CallFailed(Ending.TIMED_OUT, detail=f"no answer within {seconds:.1f} s") from None
            except WireError as error:
                self._end(peer)
                raise CallFailed(Ending.BROKE_PROTOCOL, detail=str(error)) from None
            except PeerDiedError:
                ended = self._end(peer, EXIT_SECONDS)
                if not self._is_killed_from_outside(ended):
                    detail = ": ".join(filter(None, (str(ended), peer.errors().strip())))
                    raise CallFailed(ending_of(ended, peer.errors(), self._limits), detail=detail) from None

    def _call_seconds(self) -> float:
        return min(self._limits.call_seconds, self._remaining())

    def _cell_seconds(self) -> float:
        return min(self._limits.cell_seconds, self._remaining())

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
                if self._cells.load(peer):
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
        """Leave the time since then, up to that of a call, out of the submission's budget: nobody had asked for it."""
        if self._deadline is not None:
            self._deadline += min(time.monotonic() - began, self._limits.call_seconds)

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

    def _end(self, peer: Peer, grace_seconds: float = 0.0) -> Ended:
        """End a worker and say how it had ended by itself; a zygote that went with it makes everything void."""
        self._peer = None
        try:
            return peer.end(grace_seconds)
        except ZygoteLostError:
            self.is_lost = True
            raise

    def _own_ending(self, peer: Peer) -> Ending | None:
        """End a worker that died by itself and say how it did; None where something outside killed it."""
        ended = self._end(peer, EXIT_SECONDS)
        return None if self._is_killed_from_outside(ended) else ending_of(ended, peer.errors(), self._limits)

    def _is_killed_from_outside(self, ended: Ended) -> bool:
        """Whether a worker was killed by what is neither a limit nor a call that it can make; such are counted."""
        outside = ended.by_itself and ended.status == -signal.SIGKILL and not ended.overfull
        if not outside or is_out_of_processor_time(ended, self._limits) or self._outside_kills >= MOST_OUTSIDE_KILLS:
            return False
        self._outside_kills += 1
        self._launches -= 1
        return True
