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

from autograder.wire.values import MAX_NODES, Encoded, WireError, decode, decode_array, encode, too_many_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np

    from autograder.wire.values import Node

MAGIC: Final = b"AGW1"
PREFIX: Final = struct.Struct("!4sIQ")
MAX_HEAD: Final = 4 << 20
MAX_BODY: Final = 64 << 20
MAX_BODIES: Final = 1024
TOO_LARGE: Final = {"status": "too_large"}
"""What a server answers in place of a value that is larger than its caller takes."""

MOST_PARTS: Final = 1024
"""Pieces of memory that one system call takes on Linux."""

BLOCKING: Final = int(socket.MSG_NOSIGNAL)
"""Without a deadline the system call itself may wait."""

NONBLOCKING: Final = int(socket.MSG_NOSIGNAL | socket.MSG_DONTWAIT)
PEEK: Final = int(socket.MSG_PEEK | socket.MSG_DONTWAIT)
ID_BYTES: Final = 16
_COMPACT: Final = json.JSONEncoder(separators=(",", ":"))


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


def _wait(sock: socket.socket, event: int, deadline: float | None) -> None:
    """Wait until a socket can be read or written, or has failed."""
    left = _remaining(deadline)
    poll = select.poll()
    poll.register(sock, event)
    if not poll.poll(None if left is None else left * 1000):
        raise DeadlineError


def _rest(parts: list[memoryview], count: int) -> list[memoryview]:
    """Leave out the first `count` bytes, and what is empty."""
    for index, part in enumerate(parts):
        if count < part.nbytes:
            return [part[count:], *parts[index + 1 :]]
        count -= part.nbytes
    return []


def send(sock: socket.socket, head: Mapping[str, Any], bodies: list[memoryview], deadline: float | None = None) -> None:
    """Send one frame; raises DeadlineError or PeerDiedError."""
    _send_text(sock, _head_text(head, bodies), bodies, deadline)


def _head_text(head: Mapping[str, Any], bodies: list[memoryview]) -> bytes:
    return _COMPACT.encode({**head, "bodies": [body.nbytes for body in bodies]}).encode()


def _send_text(sock: socket.socket, text: bytes, bodies: list[memoryview], deadline: float | None) -> None:
    prefix = PREFIX.pack(MAGIC, len(text), sum(body.nbytes for body in bodies))
    parts = [memoryview(prefix + text), *bodies]
    flags = BLOCKING if deadline is None else NONBLOCKING
    while parts:
        _remaining(deadline)
        try:
            sent = sock.sendmsg(parts[:MOST_PARTS], (), flags)
        except BlockingIOError:
            _wait(sock, select.POLLOUT, deadline)
            continue
        except OSError as error:
            raise PeerDiedError from error
        parts = _rest(parts, sent)


def _receive_exactly(sock: socket.socket, counts: tuple[int, ...], deadline: float | None) -> list[bytearray]:
    """Receive pieces of given lengths, one after the other, in as few system calls as they come in."""
    pieces = [bytearray(count) for count in counts]
    parts = _rest([memoryview(piece) for piece in pieces], 0)
    flags = BLOCKING if deadline is None else NONBLOCKING
    while parts:
        _remaining(deadline)
        try:
            got = sock.recvmsg_into(parts, 0, flags)[0]
        except BlockingIOError:
            _wait(sock, select.POLLIN, deadline)
            continue
        except OSError as error:
            raise PeerDiedError from error
        if not got:
            raise PeerDiedError
        parts = _rest(parts, got)
    return pieces


def receive(
    sock: socket.socket, deadline: float | None = None, max_body: int = MAX_BODY
) -> tuple[dict[str, Any], list[np.ndarray[Any, Any]]]:
    """Receive one frame: its head and its arrays.

    `deadline` is a moment of `time.monotonic()` for the whole frame. Raises WireError, DeadlineError, PeerDiedError.
    """
    if deadline is not None:
        _wait(sock, select.POLLIN, deadline)  # an answer is hardly ever there before it is waited for
    magic, head_bytes, body_bytes = PREFIX.unpack(*_receive_exactly(sock, (PREFIX.size,), deadline))
    if magic != MAGIC or head_bytes > MAX_HEAD or body_bytes > max_body:
        raise WireError("frame limits")
    text, body = _receive_exactly(sock, (head_bytes, body_bytes), deadline)
    try:
        return _parse(text, memoryview(body))
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
        """Send a request, whose arguments may be `Encoded` already, and return the decoded reply.

        Raises WireError, DeadlineError or PeerDiedError, after which the connection is of no more use.
        """
        if self.dead:
            raise PeerDiedError
        deadline = time.monotonic() + seconds
        identity = self._identify(ID_BYTES).hex()
        request = _encoded(arguments)
        try:
            self._refuse_unasked()
            send(self._sock, {"id": identity, "ask": operation, "value": request.node}, request.bodies, deadline)
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
        try:
            early = self._sock.recv(1, PEEK)
        except BlockingIOError:
            return
        if early:
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
        _send_text(sock, *_answer(head["id"], value, max_body), None)


def _answer(identity: object, value: object, max_body: int) -> tuple[bytes, list[memoryview]]:
    """Write down an answer; what there is no memory to write down is too large as well."""
    try:
        answer = _encoded(value)
        text = _head_text({"id": identity, "value": answer.node}, answer.bodies)
        if not _is_too_large(answer.node, text, answer.bodies, max_body):
            return text, answer.bodies
    except MemoryError:
        pass
    return _head_text({"id": identity, "value": encode(TOO_LARGE, [])}, []), []


def _encoded(value: object) -> Encoded:
    """Encode a value that is not encoded yet."""
    if type(value) is Encoded:
        return value
    bodies: list[memoryview] = []
    return Encoded(encode(value, bodies), bodies)


def _is_too_large(node: Node, text: bytes, bodies: list[memoryview], max_body: int) -> bool:
    if len(bodies) > MAX_BODIES or sum(body.nbytes for body in bodies) > max_body or len(text) > MAX_HEAD:
        return True
    return len(text) > MAX_NODES and too_many_nodes(node)  # a node takes at least one byte
