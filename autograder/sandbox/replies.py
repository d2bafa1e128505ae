"""Reading what a worker says of student code: it comes from the untrusted side, so only what is known gets through."""

from __future__ import annotations

import builtins
import re
from typing import Any, Final

from autograder.sandbox.endings import CallFailed, CellError, Ending
from autograder.wire.barriers import Barrier
from autograder.wire.values import WireError

EXCEPTION_NAME: Final = re.compile(r"[A-Z][A-Za-z]{0,40}")
MOST_LINES: Final = 10**6
BARRIERS: Final = frozenset(barrier.value for barrier in Barrier)


def value_reply(reply: Any) -> dict[str, Any]:  # noqa: ANN401 - from the untrusted side
    """The reply if it brings a value, else CallFailed; a reply of any other form breaks the protocol."""
    if type(reply) is not dict:
        raise CallFailed(Ending.BROKE_PROTOCOL)
    match reply.get("status"):
        case "returned" if "value" in reply:
            return reply
        case "raised":
            raise CallFailed(Ending.RAISED, cell_error(reply))
        case "missing":
            raise CallFailed(Ending.MISSING)
        case "not_callable":
            raise CallFailed(Ending.NOT_CALLABLE)
        case "too_large":
            raise CallFailed(Ending.TOO_LARGE)
        case _:
            raise CallFailed(Ending.BROKE_PROTOCOL)


def is_short_of_memory(reply: Any) -> bool:  # noqa: ANN401 - from the untrusted side
    """Whether a worker says that a call met the limit on memory, or a value that may be too large for what is left."""
    told = (reply.get("status"), reply.get("type")) if type(reply) is dict else (None, None)
    return told[0] == "too_large" or told == ("raised", "MemoryError")


def several_replies(reply: Any, most: int) -> list[Any]:  # noqa: ANN401 - from the untrusted side
    """Read the replies to at most so many calls, each to be read by `value_reply`; raises WireError otherwise."""
    if type(reply) is not list or not 0 < len(reply) <= most:
        raise WireError("replies to several calls")
    return reply


def line_numbers(reply: Any, source: str) -> tuple[int, ...]:  # noqa: ANN401 - from the untrusted side
    """Read the numbers of a cell's skipped lines; raises WireError for anything else."""
    last = source.count("\n") + 1
    if type(reply) is not list or not all(type(number) is int and 1 <= number <= last for number in reply):
        raise WireError("line numbers")
    return tuple(sorted(set(reply)))


def cell_error(reply: Any) -> CellError | None:  # noqa: ANN401 - from the untrusted side
    """Read an exception's description; only the name of a built-in exception and a word that is known get through."""
    if reply is None:
        return None
    told = reply if type(reply) is dict else {}
    barrier = told.get("barrier")
    return CellError(
        _exception_name(told.get("type")),
        _number(told.get("cell")),
        _number(told.get("line")),
        Barrier(barrier) if type(barrier) is str and barrier in BARRIERS else None,
    )


def _exception_name(told: object) -> str:
    name = told if type(told) is str and EXCEPTION_NAME.fullmatch(told) else "Exception"
    known = getattr(builtins, name, None)
    return name if isinstance(known, type) and issubclass(known, BaseException) else "Exception"


def _number(told: object) -> int | None:
    return told if type(told) is int and 0 <= told < MOST_LINES else None
