"""The framing refuses whatever is not an answer to the question that was asked, in bounded time."""

import contextlib
import json
import socket
import threading
import time

import numpy as np
import pytest

from autograder.wire import frames
from autograder.wire.frames import MAGIC, PREFIX, Client, DeadlineError, PeerDiedError, receive, serve
from autograder.wire.values import WireError, encode

IDENTITY = b"\x07" * 16


THREADS = []


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            yield ours, theirs
        while THREADS:  # they end now that our side is closed; only then may theirs be
            THREADS.pop().join()


def start(target, *arguments):
    thread = threading.Thread(target=target, args=arguments, daemon=True)
    THREADS.append(thread)
    thread.start()
    return thread


def client_of(sock, max_body=frames.MAX_BODY):
    return Client(sock, max_body, identify=lambda _: IDENTITY)


def frame(head, body=b"", magic=MAGIC, head_bytes=None, body_bytes=None):
    text = head if isinstance(head, bytes) else json.dumps(head).encode()
    return PREFIX.pack(magic, head_bytes or len(text), len(body) if body_bytes is None else body_bytes) + text + body


def reply(value, identity=IDENTITY):
    bodies = []
    node = encode(value, bodies)
    head = {"id": identity.hex(), "value": node, "bodies": [body.nbytes for body in bodies]}
    return frame(head, b"".join(bodies))


def answer_with(theirs, content, *, close=False):
    """Read one request, then send raw bytes."""

    def run():
        with contextlib.suppress(OSError, PeerDiedError):
            receive(theirs)
            theirs.sendall(content)
            if close:
                theirs.shutdown(socket.SHUT_WR)

    return start(run)


def test_a_served_question_is_answered(pair):
    ours, theirs = pair
    start(serve, theirs, {"double": lambda value: value * 2})
    client = client_of(ours)
    assert np.array_equal(client.ask("double", np.arange(3.0), 5), [0, 2, 4])
    assert client.ask("double", "ab", 5) == "abab"


def test_served_arrays_are_writable_copies(pair):
    ours, theirs = pair

    def zero(array):
        array[:] = 0
        return array

    start(serve, theirs, {"zero": zero})
    sent = np.ones(3)
    assert np.array_equal(client_of(ours).ask("zero", sent, 5), np.zeros(3))
    assert np.array_equal(sent, np.ones(3))


def test_a_large_array_crosses_in_both_directions(pair):
    ours, theirs = pair
    start(serve, theirs, {"same": lambda value: value})
    array = np.arange(1_000_000.0)
    assert np.array_equal(client_of(ours).ask("same", array, 30), array)


def test_an_early_answer_is_a_forgery(pair):
    ours, theirs = pair
    theirs.sendall(reply(1))
    with pytest.raises(WireError, match="unasked"):
        client_of(ours).ask("x", None, 1)


def test_a_second_answer_breaks_the_next_question(pair):
    ours, theirs = pair
    client = client_of(ours)
    thread = answer_with(theirs, reply(1) + reply(2))
    assert client.ask("x", None, 5) == 1
    thread.join()
    with pytest.raises(WireError):
        client.ask("x", None, 5)
    assert client.dead


def test_an_answer_to_another_question_is_refused(pair):
    ours, theirs = pair
    answer_with(theirs, reply(1, identity=b"\x08" * 16))
    with pytest.raises(WireError):
        client_of(ours).ask("x", None, 5)


def test_silence_ends_at_the_deadline(pair):
    ours, _ = pair
    with pytest.raises(DeadlineError):
        client_of(ours).ask("x", None, 0.05)


def test_a_slow_drip_ends_at_the_same_deadline(pair):
    ours, theirs = pair
    stop = threading.Event()

    def drip():
        with contextlib.suppress(OSError):
            receive(theirs)
            for byte in reply("x" * 10_000):
                if stop.wait(0.01):
                    return
                theirs.sendall(bytes([byte]))

    start(drip)
    began = time.monotonic()
    with pytest.raises(DeadlineError):
        client_of(ours).ask("x", None, 0.2)
    stop.set()
    assert time.monotonic() - began < 50  # 10,000 bytes would take 100 seconds


def test_a_closed_connection_is_a_death(pair):
    ours, theirs = pair
    theirs.close()
    client = client_of(ours)
    with pytest.raises(PeerDiedError):
        client.ask("x", None, 1)
    with pytest.raises(PeerDiedError):
        client.ask("x", None, 1)


def test_half_an_answer_is_a_death(pair):
    ours, theirs = pair
    answer_with(theirs, reply(np.arange(9.0))[:-5], close=True)
    with pytest.raises(PeerDiedError):
        client_of(ours).ask("x", None, 5)


def test_a_request_that_nobody_reads_ends_at_the_deadline(pair):
    ours, _ = pair
    with pytest.raises(DeadlineError):
        client_of(ours).ask("x", np.zeros(4_000_000), 0.1)


@pytest.mark.parametrize(
    "content",
    [
        frame({}, magic=b"NOPE"),
        frame({}, head_bytes=2**31),
        frame({}, body_bytes=2**40),
        frame(b"not json"),
        frame(b"[" * 100_000),
        frame(b"\xff\xfe"),
        frame([]),
        frame({"id": IDENTITY.hex(), "value": None}),
        frame({"id": IDENTITY.hex(), "value": None, "bodies": [5]}),
        frame({"id": IDENTITY.hex(), "value": None, "bodies": [-1]}),
        frame({"id": IDENTITY.hex(), "value": None, "bodies": [True]}, b"x"),
        frame({"id": IDENTITY.hex(), "value": None, "bodies": []}, b"trailing"),
        frame({"id": IDENTITY.hex(), "value": None, "bodies": [0] * 5000}),
        frame({"id": IDENTITY.hex(), "bodies": []}),
        frame({"id": IDENTITY.hex(), "value": {"!": "float", "v": "no hex"}, "bodies": []}),
        frame({"id": IDENTITY.hex(), "value": {"!": "float", "v": "0x1p99999"}, "bodies": []}),
        frame({"id": IDENTITY.hex(), "value": {"!": "complex", "v": 3}, "bodies": []}),
        frame({"id": IDENTITY.hex(), "value": {"!": "dict", "v": [[{"!": "list", "v": []}, 1]]}, "bodies": []}),
        frame({"id": IDENTITY.hex(), "value": {"!": "dict", "v": [[1]]}, "bodies": []}),
        frame({"id": IDENTITY.hex(), "value": {}, "bodies": []}),
    ],
)
def test_malformed_answers_are_protocol_errors(pair, content):
    ours, theirs = pair
    answer_with(theirs, content)
    client = client_of(ours)
    with pytest.raises(WireError):
        client.ask("x", None, 5)
    assert client.dead


def test_an_answer_over_the_limit_is_refused_before_it_is_read(pair):
    ours, theirs = pair
    answer_with(theirs, frame({}, body_bytes=1001))
    with pytest.raises(WireError, match="limits"):
        client_of(ours, max_body=1000).ask("x", None, 5)
