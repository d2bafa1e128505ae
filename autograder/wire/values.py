"""The values that may cross the wire, and their encoding as JSON nodes beside raw array bodies.

Only exact types pass: an instance of a subclass, whose operators may lie, arrives as `Opaque`, a name and nothing
else. No code crosses, and nothing is ever pickled.
"""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.lib import format as npy

MAX_DEPTH: Final = 16
MAX_NODES: Final = 100_000
MAX_DIMENSIONS: Final = 8
MAX_NAME: Final = 200
MAX_HEADER: Final = 512
KNOWN_HEADERS: Final = 256
"""Headers of arrays that are remembered, as most arrays of a submission share few of them."""

KINDS: Final = frozenset("biufc")
NPY_HEADER: Final = re.compile(
    rb"\{'descr': '([<>|][biufc][0-9]{1,2})', 'fortran_order': (True|False), 'shape': \(([0-9, ]*)\), \} *\n"
)
"""As NumPy writes it, so that nothing else need be made sense of."""

PLAIN: Final = frozenset({type(None), bool, str})
"""Types whose values stand for themselves in JSON."""

INT64: Final = range(-(2**63), 2**63)
MAX_INT_DIGITS: Final = 3500
"""Hexadecimal ones: Python refuses to write an integer of more than 4,300 decimal digits, so none may arrive."""
MAX_COLLISIONS: Final = 100

Node = Any
"""A JSON tree that stands for one value; arrays are numbers that point into a list of bodies."""


class WireError(Exception):
    """The other side sent something that is not of the wire's form; it is never trusted again."""


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that may not cross the wire; only the name of its type does."""

    type_name: str


@dataclass(frozen=True)
class FunctionRef:
    """Names a function that the worker looks up in its own list of allowed ones, such as `numpy.tanh`."""

    name: str


@dataclass(frozen=True)
class Handle:
    """Points to an object that stays in the worker."""

    number: int
    type_name: str


@dataclass(frozen=True)
class Encoded:
    """A value that was encoded at an earlier moment: all of a request's arguments, or a whole answer."""

    node: Node
    bodies: list[memoryview]


def type_name(value: object) -> str:
    """Name a value's type as `module.Class`, cut to a harmless length, without trusting the type to be honest."""
    kind = type(value)
    module = type.__getattribute__(kind, "__module__")
    name = type.__getattribute__(kind, "__qualname__")
    module = module if type(module) is str else "?"
    name = name if type(name) is str else "?"
    return (name if module == "builtins" else f"{module}.{name}")[:MAX_NAME]


def _encode_array(array: np.ndarray[Any, Any]) -> memoryview:
    if not array.flags.c_contiguous:
        array = np.ascontiguousarray(array)
    return memoryview(b"".join((_npy_header(array.dtype.str, array.shape), array)))  # type: ignore[arg-type]


@lru_cache(maxsize=KNOWN_HEADERS)
def _npy_header(dtype: str, shape: tuple[int, ...]) -> bytes:
    buffer = io.BytesIO()
    npy.write_array_header_1_0(buffer, {"descr": dtype, "fortran_order": False, "shape": shape})
    return buffer.getvalue()


def encode(value: object, bodies: list[memoryview], depth: int = 0) -> Node:  # noqa: C901, PLR0911 - one case a type
    """Encode a value as a JSON node, appending the bytes of its arrays to `bodies`.

    What is not of an allowed exact type, too deep or an array of a forbidden dtype becomes `Opaque`.
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is int:
        return value if value in INT64 else _encode_long(value)  # type: ignore[arg-type]
    if kind is float:
        return {"!": "float", "v": float.hex(value)}  # type: ignore[arg-type]
    if kind is complex:
        return {"!": "complex", "v": [value.real.hex(), value.imag.hex()]}  # type: ignore[attr-defined]
    if kind is np.ndarray or (kind.__module__ == "numpy" and isinstance(value, np.generic)):
        return _encode_numpy(value, bodies)
    if depth < MAX_DEPTH:
        if kind is list or kind is tuple:
            items = [encode(item, bodies, depth + 1) for item in value]  # type: ignore[attr-defined]
            return {"!": kind.__name__, "v": items}
        if kind is dict:
            pairs = [
                [key if type(key) is str else encode(key, bodies, depth + 1), encode(item, bodies, depth + 1)]
                for key, item in value.items()  # type: ignore[attr-defined]
            ]
            return {"!": "dict", "v": pairs}
    if kind is FunctionRef:
        return {"!": "function", "v": value.name}  # type: ignore[attr-defined]
    if kind is Handle:
        return {"!": "handle", "v": value.number, "type": value.type_name}  # type: ignore[attr-defined]
    if kind is Opaque:
        return {"!": "opaque", "type": value.type_name}  # type: ignore[attr-defined]
    return {"!": "opaque", "type": type_name(value)}


def _encode_long(value: int) -> Node:
    text = hex(value)
    return {"!": "int", "v": text} if len(text) <= MAX_INT_DIGITS else {"!": "opaque", "type": "int"}


def _encode_numpy(value: Any, bodies: list[memoryview]) -> Node:  # noqa: ANN401 - array or NumPy scalar
    array = np.asarray(value)
    if array.dtype.kind not in KINDS or array.ndim > MAX_DIMENSIONS:
        return {"!": "opaque", "type": f"numpy array of {array.dtype.name}"[:MAX_NAME]}
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    if array.dtype.itemsize > np.dtype(np.float64).itemsize and array.dtype.kind == "f":
        array = array.astype(np.float64)  # long double has no portable form
    bodies.append(_encode_array(array))
    return {"!": "array" if type(value) is np.ndarray else "scalar", "v": len(bodies) - 1}


def decode_array(body: memoryview) -> np.ndarray[Any, Any]:
    """Decode one `.npy` body; every limit is checked before anything is allocated.

    The array shares the frame's memory. Raises WireError for anything but a native numeric array of exact length.
    """
    if len(body) < 10 or bytes(body[:8]) != b"\x93NUMPY\x01\x00":  # noqa: PLR2004 - magic, version, header length
        raise WireError("not an npy body")
    start = 10 + int.from_bytes(body[8:10], "little")
    if start > 10 + MAX_HEADER or start > len(body):
        raise WireError("npy header too long")
    header = NPY_HEADER.fullmatch(body, 10, start)
    if header is None:
        raise WireError("npy header not allowed")
    dtype = np.dtype(header[1].decode())
    shape = tuple(int(extent) for extent in header[3].split(b",") if extent.strip())
    if not dtype.isnative or len(shape) > MAX_DIMENSIONS:
        raise WireError("dtype or shape not allowed")
    count = math.prod(shape)
    if count * dtype.itemsize != len(body) - start:
        raise WireError("npy body of the wrong length")
    flat: np.ndarray[Any, Any] = np.frombuffer(body, dtype=dtype, offset=start, count=count)
    return flat.reshape(shape, order="F" if header[2] == b"True" else "C")


def too_many_nodes(node: Node) -> bool:
    """Whether a node holds more values than `decode` takes."""
    count, waiting = 0, [node]
    while waiting and count <= MAX_NODES:
        count += 1
        inner = waiting.pop()
        items = inner.get("v") if type(inner) is dict else None
        if type(items) is list:
            pairs = inner["!"] == "dict"
            waiting.extend(item for each in items for item in each) if pairs else waiting.extend(items)
    return count > MAX_NODES


def decode(node: Node, arrays: list[np.ndarray[Any, Any]]) -> Any:  # noqa: ANN401 - any wire value
    """Decode a JSON node; raises WireError (or any error of a malformed node, which callers treat alike)."""
    return _Decoder(arrays).value(node, 0)


class _Decoder:
    """Walks one message's nodes under a common budget."""

    def __init__(self, arrays: list[np.ndarray[Any, Any]]) -> None:
        self._arrays = arrays
        self._nodes = 0

    def value(self, node: Node, depth: int) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one case a tag
        self._nodes += 1
        if depth > MAX_DEPTH + 1 or self._nodes > MAX_NODES:
            raise WireError("value too deep or too large")
        if type(node) is not dict:
            if node is None or type(node) in (bool, int, str):
                return node
            raise WireError("bare node")
        match node["!"]:
            case "array":
                return self._array(node["v"])
            case "list":
                return [self.value(item, depth + 1) for item in _items(node["v"])]
            case "float":
                return float.fromhex(_text(node["v"]))
            case "complex":
                real, imaginary = node["v"]
                return complex(float.fromhex(_text(real)), float.fromhex(_text(imaginary)))
            case "int":
                return int(_text(node["v"], MAX_INT_DIGITS), 16)
            case "scalar":
                array = self._array(node["v"])
                if array.ndim:
                    raise WireError("a scalar has no axes")
                return array[()]
            case "tuple":
                return tuple(self.value(item, depth + 1) for item in _items(node["v"]))
            case "dict":
                pairs = _items(node["v"])
                return _dict([(self.value(key, depth + 1), self.value(item, depth + 1)) for key, item in pairs])
            case "function":
                return FunctionRef(_text(node["v"]))
            case "handle":
                if type(node["v"]) is not int:
                    raise WireError("handle")
                return Handle(node["v"], _text(node["type"]))
            case "opaque":
                return Opaque(_text(node["type"]))
            case _:
                raise WireError("unknown tag")

    def _array(self, number: object) -> np.ndarray[Any, Any]:
        if type(number) is not int or not 0 <= number < len(self._arrays):
            raise WireError("no such array")
        return self._arrays[number]


def _dict(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    """Make a dict in linear time: how numbers hash is public, so keys can be chosen that all collide."""
    if len(pairs) > MAX_COLLISIONS and len(pairs) - len({hash(key) for key, _ in pairs}) > MAX_COLLISIONS:
        raise WireError("colliding keys")
    return dict(pairs)


def _text(value: object, longest: int = MAX_NAME) -> str:
    if type(value) is not str or len(value) > longest:
        raise WireError("text expected")
    return value


def _items(value: object) -> list[Any]:
    if type(value) is not list:
        raise WireError("list expected")
    return value
