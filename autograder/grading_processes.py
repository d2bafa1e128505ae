"""The pool of processes that grade: they end with the command, not by its Ctrl-C, and leave nothing behind."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children, connection, get_context, parent_process
from typing import TYPE_CHECKING, Final, NoReturn, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

P = ParamSpec("P")
T = TypeVar("T")

GRACE_SECONDS: Final = 10.0
"""How long a process may take to end what it has started, before it is killed."""


class GradingProcesses(ProcessPoolExecutor):
    """A pool whose processes are stopped at once where its block is left by an exception."""

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, mp_context=get_context("spawn"), initializer=_settle)

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a process call the function; it is started for that where none is idle."""
        # What is blocked stays blocked in a new process, until that has a handler: none is hit while it starts.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(_stoppably, function, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        """Wait for what is being done, or stop it where the block failed or was interrupted."""
        if kind is not None:
            _stop_children()
        return super().__exit__(kind, error, trace)


def _stop_children() -> None:
    children = active_children()
    for child in children:
        child.terminate()
    alive = {child.sentinel: child for child in children}
    deadline = time.monotonic() + GRACE_SECONDS
    while alive and (left := deadline - time.monotonic()) > 0:
        for sentinel in connection.wait(list(alive), left):
            del alive[sentinel]  # type: ignore[arg-type]  # only sentinels were given
    for child in alive.values():
        child.kill()


def _settle() -> None:
    """Prepare a new process of the pool: Ctrl-C is for the command, with which this process ends."""
    # A handler, as what is ignored would be ignored in the processes that this one starts as well.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()  # a killed one can't say good-bye
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def _stoppably(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    with _stoppable():
        return function(*args, **kwargs)


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGTERM interrupt what is done within, so that it ends what it has started; then the process ends."""
    stopped = False

    def interrupt(*_: object) -> None:
        nonlocal stopped
        if not stopped:
            stopped = True
            raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        stopped = True
    finally:
        if stopped:
            _leave()
        signal.signal(signal.SIGTERM, _leave)


def _leave(*_: object) -> NoReturn:
    """End this process as it would end by itself, wherever it stands; the pool would catch an exception."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with contextlib.suppress(Exception):
        atexit._run_exitfuncs()  # noqa: SLF001 - Python has no public name for it
    os._exit(1)
