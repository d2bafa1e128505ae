"""A stand-in for the worker that is no process: operations are called directly, on trusted submissions only."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from autograder.sandbox.peer import Ended
from autograder.wire.values import Opaque, type_name
from autograder.worker.serve import operations

if TYPE_CHECKING:
    from collections.abc import Mapping


class DirectClient:
    """Answers as a worker does, without a wire and without a deadline."""

    def __init__(self) -> None:
        self._operations = operations()

    def ask(self, operation: str, arguments: object, _: float) -> Any:  # noqa: ANN401 - any wire value
        """Call an operation; it gets copies, so that it can't change what the grader holds."""
        if operation == "calls":
            return self._calls(**cast("Any", arguments))
        return as_data(self._operations[operation](copy.deepcopy(arguments)))

    def _calls(self, requests: list[Any], *, until_failure: bool) -> list[Any]:
        """Make several calls; a later one may write into what an earlier one returned."""
        replies: list[Any] = []
        for request in requests:
            replies.append(copy.deepcopy(self.ask("call", request, 0.0)))
            if until_failure and replies[-1]["status"] != "returned":
                break
        return replies

    def close(self) -> None:
        """Do nothing: there is no connection."""


class DirectPeer:
    """Takes the place of a launched worker."""

    def __init__(self, *_: object, **__: object) -> None:
        self.client = DirectClient()

    def end(self, _: float = 0.0) -> Ended:
        """Say that it did not end by itself."""
        return Ended(by_itself=False, status=0)

    def discard(self) -> None:
        """Do nothing: there is no process."""

    def errors(self) -> str:
        """Give nothing: there is no standard error of its own."""
        return ""


def as_data(value: Any) -> Any:  # noqa: ANN401 - whatever an operation returned
    """Give a value as it would arrive over the wire: what may not cross is replaced by the name of its type."""
    kind = type(value)
    if value is None or kind in _PLAIN or (kind.__module__ == "numpy" and isinstance(value, np.generic)):
        return value
    if kind is np.ndarray:
        return value if value.dtype.kind in "biufc" else Opaque(f"numpy array of {value.dtype.name}")
    if kind in (list, tuple):
        return kind(as_data(item) for item in value)
    if kind is dict:
        mapping: Mapping[Any, Any] = value
        return {as_data(key): as_data(item) for key, item in mapping.items()}
    return Opaque(type_name(value))


_PLAIN = frozenset({bool, int, float, complex, str, Opaque})
