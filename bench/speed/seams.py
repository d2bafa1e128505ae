"""Where measuring takes hold of the workers: at their start, from outside."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from autograder.sandbox import session
from autograder.sandbox.launch import Sandbox
from autograder.sandbox.session import WORKER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from autograder.sandbox.foresight import Call
    from autograder.sandbox.inside.limits import ProcessLimits
    from autograder.sandbox.peer import Peer

    Start = Callable[[str, ProcessLimits, Sequence[str]], Peer]
    """Starts a process: its module, its limits and what it is to have imported."""


@contextmanager
def workers_started_by(change: Callable[[Start], Start]) -> Iterator[None]:
    """Let this process start workers by what `change` makes of the usual way; trainers start as usual."""
    usual = Sandbox.start

    def start(sandbox: Sandbox, module: str, limits: ProcessLimits, modules: Sequence[str] = ()) -> Peer:
        begin: Start = partial(usual, sandbox)
        return (change(begin) if module == WORKER else begin)(module, limits, modules)

    with patch.object(Sandbox, "start", start):
        yield


@contextmanager
def workers_replaced_by(stand_in: Callable[[], Any]) -> Iterator[None]:
    """Let this process use stand-ins for workers, prepare nothing for real ones and write nothing down for a wire."""
    with (
        workers_started_by(lambda _: lambda _module, _limits, _modules: stand_in()),
        patch.object(Sandbox, "prepare", lambda *_, **__: None),
        patch.object(session, "written_down", _unwritten),
    ):
        yield


def _unwritten(calls: Sequence[Call], *, until_failure: bool) -> dict[str, Any]:
    return {"requests": [call.request for call in calls], "until_failure": until_failure}
