"""First code of a launched process: takes its limits upon itself, then serves one module's operations.

Called as `python -m autograder.sandbox.bootstrap FD LIMITS MODULE`: MODULE has a function `operations()` that returns
what the process answers on the inherited socket FD.
"""

from __future__ import annotations

import importlib
import socket
import sys

from autograder.sandbox.limits import ProcessLimits, apply_to_this_process
from autograder.wire.frames import serve


def main(descriptor: str, limits: str, module: str) -> None:
    """Serve until the other side goes away."""
    own = ProcessLimits.loads(limits)
    apply_to_this_process(own)
    connection = socket.socket(fileno=int(descriptor))
    serve(connection, importlib.import_module(module).operations(), own.reply_bytes)


if __name__ == "__main__":
    main(*sys.argv[1:])
