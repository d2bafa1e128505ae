"""The operations that a worker answers: load a cell, call a function, hand out a variable."""

from __future__ import annotations

import collections
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from autograder.wire.values import Encoded, FunctionRef, Opaque, encode, type_name
from autograder.worker.cells import Notebook, describe_exception
from autograder.worker.declare import declaration
from autograder.worker.deferred import defer_variables

Operation = Callable[[Any], Any]

ALLOWED_FUNCTIONS: Final = {
    f"numpy.{name}": getattr(np, name)
    for name in ("tanh", "sin", "cos", "square", "exp", "expm1", "abs", "negative", "sqrt", "arctan", "sign", "log1p")
}
MOST_BYTES_TOGETHER: Final = 1 << 20
MOST_ARRAYS_TOGETHER: Final = 512
"""How much the replies to several calls may hold before the rest is left: a student's function needs its memory."""

FLAGS: Final = {"overflow": "overflow", "invalid value": "invalid", "divide by zero": "divide"}


def operations() -> Mapping[str, Operation]:
    """Make the operations of one worker, around one fresh notebook namespace."""
    defer_variables()
    notebook = Notebook()
    return {
        "load": lambda request: notebook.run(
            request["number"], request["source"], definitions_only=request["definitions_only"]
        ),
        "load_again": lambda request: notebook.run_again(request["number"]),
        "call": lambda request: _guarded(_call, notebook.namespace, request),
        "calls": lambda request: _calls(notebook.namespace, **request),
        "repeat": lambda requests: _repeat(notebook.namespace, requests),
        "value": lambda request: _guarded(_value, notebook.namespace, request),
    }


def _guarded(operation: Callable[..., dict[str, Any]], namespace: dict[str, Any], request: Any) -> dict[str, Any]:  # noqa: ANN401 - wire value
    if request["name"] not in namespace:
        return {"status": "missing"}
    try:
        return operation(namespace[request["name"]], request)
    except BaseException as error:  # noqa: BLE001 - student code may raise anything at all
        return {"status": "raised", **describe_exception(error)}


def _calls(namespace: dict[str, Any], requests: list[Any], *, until_failure: bool) -> Encoded:
    """Make several calls and encode each reply at once, as a later call may write into the same array.

    Further calls are left where replies get large together and, if asked for, after a call that brings no value.
    """
    nodes, bodies = [], list[memoryview]()
    for request in requests:
        reply = _guarded(_call, namespace, request)
        nodes.append(encode(reply, bodies))
        if until_failure and reply["status"] != "returned":
            break
        if len(bodies) > MOST_ARRAYS_TOGETHER or sum(body.nbytes for body in bodies) > MOST_BYTES_TOGETHER:
            break
    return Encoded({"!": "list", "v": nodes}, bodies)


def _repeat(namespace: dict[str, Any], requests: list[Any]) -> None:
    """Make calls again whose replies are known, for what they leave behind."""
    for request in requests:
        _guarded(_call, namespace, request)


def _value(value: object, _: object) -> dict[str, Any]:
    return {"status": "returned", "value": _plain(value)}


def _call(function: object, request: dict[str, Any]) -> dict[str, Any]:
    """Call a function; floating-point events are collected instead of being warned about."""
    if not callable(function):
        return {"status": "not_callable"}
    arguments = [_resolve(argument) for argument in request["arguments"]]
    keywords = {name: _resolve(argument) for name, argument in request["keywords"].items()}
    events: set[str] = set()
    with np.errstate(over="call", invalid="call", divide="call", under="ignore", call=lambda kind, _: events.add(kind)):
        returned = function(*arguments, **keywords)
    flags = sorted(flag for kind, flag in FLAGS.items() if any(kind in event for event in events))
    if request["declare"]:
        model = declaration(returned)
        return {"status": "returned", "value": Opaque(type_name(returned)) if model is None else model}
    kept = arguments if request["keep_arguments"] else []
    return {"status": "returned", "value": _plain(returned), "arguments": kept, "floating_point": flags}


def _resolve(argument: object) -> object:
    return ALLOWED_FUNCTIONS[argument.name] if type(argument) is FunctionRef else argument


def _plain(value: object) -> object:
    """Turn what is a plain value in all but its type into one: tensors, and the standard containers of libraries.

    Nothing depends on this being honest: what crosses the wire is data whichever way it was made.
    """
    kind = type(value)
    if kind.__module__.partition(".")[0] in {"tensorflow", "keras"} and hasattr(value, "numpy"):
        return value.numpy()
    if kind is np.ndarray and value.dtype == object and {type(item) for item in value.flat} <= {int, float, np.float64}:  # type: ignore[attr-defined]
        return value.astype(float)  # type: ignore[attr-defined]  # as `np.frompyfunc` makes it
    if kind is np.ma.MaskedArray and not np.ma.is_masked(value):
        return np.asarray(value)
    if kind in {dict, collections.OrderedDict, collections.defaultdict}:
        return {key: _plain(item) for key, item in value.items()}  # type: ignore[attr-defined]
    return value
