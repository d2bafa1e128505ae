"""First code of a process that is launched by itself: takes its limits upon itself, then serves a module's operations.

Called as `python -m autograder.sandbox.inside.bootstrap FD LIMITS MODULE`: MODULE has a function `operations()` that
returns what the process answers on the inherited socket FD.
"""

from __future__ import annotations

import importlib
import socket
import sys
from typing import TYPE_CHECKING, Any

from autograder.sandbox.inside.limits import ProcessLimits, apply_to_this_process
from autograder.wire.frames import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def main(descriptor: str, limits: str, module: str) -> None:
    """Serve until the other side goes away."""
    own = ProcessLimits.loads(limits)
    apply_to_this_process(own)
    connection = socket.socket(fileno=int(descriptor))
    serve(connection, operations_of(module), own.reply_bytes)


def operations_of(module: str) -> Mapping[str, Callable[[Any], Any]]:
    """Make a module's operations, and `ready`, which tells that the process has come this far."""
    return {"ready": _ready, **importlib.import_module(module).operations()}


def _ready(modules: list[str]) -> None:
    """Import slow modules before any deadline of a student's runs."""
    for module in modules:
        importlib.import_module(module)


if __name__ == "__main__":
    main(*sys.argv[1:])
