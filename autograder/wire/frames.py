"""Frames on a stream socket: `magic, head length, body length, head (JSON), bodies (.npy)`.

The asking side draws a random id for each request and has one request outstanding at most. A reply that comes
unasked, twice or under another id breaks the connection for good, so a peer can answer its own question and no other.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from typing import TYPE_CHECKING, Any, Final

from autograder.wire.values import WireError, decode, decode_array, encode, too_many_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np

MAGIC: Final = b"AGW1"
PREFIX: Final = struct.Struct("!4sIQ")
MAX_HEAD: Final = 4 << 20
MAX_BODY: Final = 64 << 20
MAX_BODIES: Final = 1024
TOO_LARGE: Final = {"status": "too_large"}
"""What a server answers in place of a value that is larger than its caller takes."""

CHUNK: Final = 1 << 20
FRAME_HEAD_ROOM: Final = 32 * MAX_BODIES
ID_BYTES: Final = 16


class DeadlineError(Exception):
    """The other side did not answer in time."""


class PeerDiedError(Exception):
    """The other side closed the connection."""


def _remaining(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise DeadlineError
    return left


def send(sock: socket.socket, head: Mapping[str, Any], bodies: list[memoryview], deadline: float | None = None) -> None:
    """Send one frame; raises DeadlineError or PeerDiedError."""
    text = json.dumps({**head, "bodies": [body.nbytes for body in bodies]}, separators=(",", ":")).encode()
    prefix = PREFIX.pack(MAGIC, len(text), sum(body.nbytes for body in bodies))
    for part in (memoryview(prefix + text), *bodies):
        left = part.cast("B")
        while left.nbytes:
            if not select.select([], [sock], [], _remaining(deadline))[1]:
                raise DeadlineError
            try:
                sent = sock.send(left[:CHUNK], socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
            except BlockingIOError:
                continue
            except OSError as error:
                raise PeerDiedError from error
            left = left[sent:]


def _receive_exactly(sock: socket.socket, count: int, deadline: float | None) -> bytearray:
    buffer = bytearray(count)
    view = memoryview(buffer)
    while view.nbytes:
        if not select.select([sock], [], [], _remaining(deadline))[0]:
            raise DeadlineError
        try:
            got = sock.recv_into(view, min(view.nbytes, CHUNK))
        except OSError as error:
            raise PeerDiedError from error
        if not got:
            raise PeerDiedError
        view = view[got:]
    return buffer


def receive(
    sock: socket.socket, deadline: float | None = None, max_body: int = MAX_BODY
) -> tuple[dict[str, Any], list[np.ndarray[Any, Any]]]:
    """Receive one frame: its head and its arrays.

    `deadline` is a moment of `time.monotonic()` for the whole frame. Raises WireError, DeadlineError, PeerDiedError.
    """
    magic, head_bytes, body_bytes = PREFIX.unpack(_receive_exactly(sock, PREFIX.size, deadline))
    if magic != MAGIC or head_bytes > MAX_HEAD or body_bytes > max_body:
        raise WireError("frame limits")
    text = _receive_exactly(sock, head_bytes, deadline)
    body = memoryview(_receive_exactly(sock, body_bytes, deadline))
    try:
        return _parse(text, body)
    except WireError:
        raise
    except Exception as error:  # whatever a malformed frame provokes is the sender's fault: never enumerate
        raise WireError(f"malformed frame ({type(error).__name__})") from error


def _parse(text: bytearray, body: memoryview) -> tuple[dict[str, Any], list[np.ndarray[Any, Any]]]:
    head = json.loads(text)
    sizes = head["bodies"] if type(head) is dict else None
    if type(sizes) is not list or len(sizes) > MAX_BODIES:
        raise WireError("frame head")
    arrays = []
    offset = 0
    for size in sizes:
        if type(size) is not int or not 0 <= size <= body.nbytes - offset:
            raise WireError("frame bodies")
        arrays.append(decode_array(body[offset : offset + size]))
        offset += size
    if offset != body.nbytes:
        raise WireError("frame length")
    return head, arrays


class Client:
    """The asking side: one request at a time, each under a deadline; after any breach the client is dead."""

    def __init__(
        self, sock: socket.socket, max_body: int = MAX_BODY, identify: Callable[[int], bytes] | None = None
    ) -> None:
        self._sock = sock
        self._max_body = max_body
        self._identify = identify or _random_id
        self.dead = False

    def ask(self, operation: str, arguments: object, seconds: float) -> Any:  # noqa: ANN401 - any wire value
        """Send a request and return the decoded reply.

        Raises WireError, DeadlineError or PeerDiedError, after which the connection is of no more use.
        """
        if self.dead:
            raise PeerDiedError
        deadline = time.monotonic() + seconds
        identity = self._identify(ID_BYTES).hex()
        bodies: list[memoryview] = []
        node = encode(arguments, bodies)
        try:
            self._refuse_unasked()
            send(self._sock, {"id": identity, "ask": operation, "value": node}, bodies, deadline)
            head, arrays = receive(self._sock, deadline, self._max_body)
            if head.get("id") != identity:
                raise WireError("reply to another request")  # noqa: TRY301 - one way out for all breaches
            return decode(head["value"], arrays)
        except (WireError, DeadlineError, PeerDiedError):
            self.dead = True
            raise
        except Exception as error:
            self.dead = True
            raise WireError(f"malformed reply ({type(error).__name__})") from error

    def _refuse_unasked(self) -> None:
        """Nothing may be readable before a request is sent: an early answer is a forgery."""
        if select.select([self._sock], [], [], 0)[0]:
            if self._sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                raise WireError("unasked reply")
            raise PeerDiedError

    def close(self) -> None:
        """Close the connection."""
        self.dead = True
        self._sock.close()


def _random_id(count: int) -> bytes:
    import secrets  # noqa: PLC0415 - only the asking side needs it

    return secrets.token_bytes(count)


def serve(sock: socket.socket, operations: Mapping[str, Callable[[Any], Any]], max_body: int = MAX_BODY) -> None:
    """Answer requests until the asking side goes away, with `TOO_LARGE` for values that its caller would refuse.

    Arrays in requests are writable copies.
    """
    while True:
        try:
            head, arrays = receive(sock)
        except PeerDiedError:
            return
        value = operations[head["ask"]](decode(head["value"], [array.copy() for array in arrays]))
        bodies: list[memoryview] = []
        reply = {"id": head["id"], "value": encode(value, bodies)}
        if _is_too_large(reply, bodies, max_body):
            reply, bodies = {"id": head["id"], "value": encode(TOO_LARGE, [])}, []
        send(sock, reply, bodies)


def _is_too_large(reply: dict[str, Any], bodies: list[memoryview], max_body: int) -> bool:
    if len(bodies) > MAX_BODIES or sum(body.nbytes for body in bodies) > max_body:
        return True
    return len(json.dumps(reply)) > MAX_HEAD - FRAME_HEAD_ROOM or too_many_nodes(reply["value"])
