"""Whatever bytes come back, asking ends with a value of the allowed types or with a breach, in bounded memory.

Runs briefly with the other tests, and for long with `--hypothesis-profile=fuzz`.
"""

import contextlib
import json
import socket
import threading
import tracemalloc

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from autograder.wire import frames, values
from autograder.wire.frames import MAGIC, MAX_HEAD, PREFIX, Client, DeadlineError, PeerDiedError, receive
from autograder.wire.values import FunctionRef, Handle, Opaque, WireError, encode

# As in production: what only warns must not be saved from a worse end by a warning that is an error here.
pytestmark = pytest.mark.filterwarnings("default")

IDENTITY = b"\x07" * 16
BREACHES = (WireError, DeadlineError, PeerDiedError)
MAX_BODY = 1 << 16
SLACK = 1 << 20
BYTES_FOR_A_CHARACTER = 64
"""The most memory that one character of JSON may cost: an empty container and its place in a list."""


def framed(head, body=b"", head_bytes=None, body_bytes=None):
    head = head if isinstance(head, bytes) else json.dumps(head).encode()
    lengths = (len(head) if head_bytes is None else head_bytes, len(body) if body_bytes is None else body_bytes)
    return PREFIX.pack(MAGIC, *lengths) + head + body


def head_and_body(value):
    bodies = []
    node = encode(value, bodies)
    head = {"id": IDENTITY.hex(), "value": node, "bodies": [body.nbytes for body in bodies]}
    return json.dumps(head).encode(), b"".join(bodies)


GOOD = [
    head_and_body(value)
    for value in (
        None,
        "text",
        [1.5, -0.0, 2**70, 1 + 2j, (True, None)],
        {"a": np.float32(3), ("b", 2): {}},
        np.arange(6.0).reshape(2, 3),
        [np.zeros((0, 3), np.int8), np.asfortranarray(np.ones((2, 2))), np.array(True)],
        [FunctionRef("numpy.tanh"), Handle(3, "keras.Model"), Opaque("set")],
    )
]


def received(content, max_body=MAX_BODY):
    """Receive a frame as either side does; returns what came, a frame or a breach, and the peak of memory."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.settimeout(0)  # an example that outgrows the socket's buffer fails instead of waiting
        theirs.sendall(content)
        theirs.shutdown(socket.SHUT_WR)
        return measured(lambda: receive(ours, max_body=max_body))


def asked(content):
    """Ask a peer that answers any question with these bytes; returns as `received` does."""
    ours, theirs = socket.socketpair()

    def answer():
        with contextlib.suppress(OSError):
            theirs.recv(1 << 16)
            theirs.sendall(content)
            theirs.shutdown(socket.SHUT_WR)

    peer = threading.Thread(target=answer, daemon=True)
    with theirs:
        with ours:
            peer.start()
            client = Client(ours, MAX_BODY, identify=lambda _: IDENTITY)
            got, peak = measured(lambda: client.ask("x", None, 60))
        peer.join()
    assert client.dead == isinstance(got, BREACHES)
    return got, peak


def measured(read):
    tracemalloc.start()
    try:
        try:
            got = read()
        except BREACHES as breach:
            got = breach
        return got, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def assert_held(content):
    """Both ways of reading end as they may, and hold no more memory than is declared, parsed and cut off for them."""
    bound = MAX_HEAD + MAX_BODY + BYTES_FOR_A_CHARACTER * len(content) + SLACK
    frame, peak = received(content)
    assert peak <= bound
    if not isinstance(frame, BREACHES):
        head, arrays = frame
        assert type(head) is dict
        for array in arrays:
            assert_allowed(array)
    value, peak = asked(content)
    assert peak <= bound
    event(type(value).__name__ if isinstance(value, BREACHES) else "a value")
    if not isinstance(value, BREACHES):
        assert not isinstance(frame, BREACHES)
        assert_allowed(value)


def assert_allowed(value):
    waiting, count = [(value, 0)], 0
    while waiting:
        item, depth = waiting.pop()
        count += 1
        assert depth <= values.MAX_DEPTH + 1
        kind = type(item)
        if kind in (list, tuple):
            waiting += [(inner, depth + 1) for inner in item]
        elif kind is dict:
            waiting += [(inner, depth + 1) for pair in item.items() for inner in pair]
        elif kind is Opaque:
            assert_name(item.type_name)
        elif kind is FunctionRef:
            assert_name(item.name)
        elif kind is Handle:
            assert type(item.number) is int
            assert_name(item.type_name)
        elif kind is np.ndarray or issubclass(kind, np.generic):
            assert_numeric(item)
        else:
            assert kind in {type(None), bool, int, float, complex, str}
    assert count <= values.MAX_NODES


def assert_name(name):
    assert type(name) is str
    assert len(name) <= values.MAX_NAME


def assert_numeric(array):
    assert array.dtype.kind in "biufc"
    assert array.dtype.isnative
    assert array.dtype.fields is None
    assert array.dtype.subdtype is None
    assert array.ndim <= values.MAX_DIMENSIONS
    assert array.nbytes <= MAX_BODY


@pytest.mark.parametrize("good", GOOD)
def test_the_frames_that_are_mutated_are_values_before(good):
    value, _ = asked(framed(*good))
    assert not isinstance(value, BREACHES)
    assert_allowed(value)


@given(st.binary(max_size=400))
def test_arbitrary_bytes(content):
    assert_held(content)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_arbitrary_head_and_body_of_the_declared_lengths(head, body):
    assert_held(framed(head, body))


@st.composite
def mutated(draw, content):
    """Bytes after a few flips, cuts, repetitions, insertions and splices with those of another frame."""
    content = bytearray(content)
    for how in draw(st.lists(st.sampled_from(["flip", "cut", "repeat", "insert", "splice", "end"]), max_size=6)):
        start, stop = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        if how == "flip" and start < len(content):
            content[start] ^= 1 << draw(st.integers(0, 7))
        elif how == "cut":
            del content[start : min(stop, start + 16)]
        elif how == "repeat":
            content[start:start] = content[start:stop]
        elif how == "insert":
            content[start:start] = draw(st.binary(min_size=1, max_size=12) | st.sampled_from(JSON_BITS))
        elif how == "splice":
            other = b"".join(draw(st.sampled_from(GOOD)))
            content[start:stop] = other[draw(st.integers(0, len(other))) :]
        else:
            del content[stop:]
    return bytes(content[: 1 << 15])


JSON_BITS = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b'"',
    b"\\",
    b"\\ud800",
    b"-",
    b"1e999",
    b"NaN",
    b"null",
    b'"!"',
    b"9" * 5000,
]


@given(st.sampled_from(GOOD).flatmap(lambda good: mutated(framed(*good))))
def test_a_mutated_frame(content):
    assert_held(content)


@given(st.sampled_from(GOOD).flatmap(lambda good: st.tuples(mutated(good[0]), mutated(good[1]))))
def test_a_mutated_head_and_body_whose_lengths_are_true(parts):
    assert_held(framed(*parts))


lengths = st.sampled_from([0, 1, MAX_BODY, MAX_BODY + 1, MAX_HEAD, MAX_HEAD + 1, 2**31, 2**32 - 1]) | st.integers(
    0, 900
)


@given(st.sampled_from(GOOD), lengths, lengths | st.sampled_from([2**63, 2**64 - 1]))
def test_a_frame_that_lies_about_its_lengths(good, head_bytes, body_bytes):
    assert_held(framed(*good, head_bytes=head_bytes, body_bytes=body_bytes))


sizes = st.integers(-2, 200) | st.sampled_from([2**63, -(2**63), 10**40, 1.0, True, None, "1", [], {}])


@given(st.sampled_from(GOOD), st.lists(sizes, max_size=6) | sizes | st.just([0] * (frames.MAX_BODIES + 1)))
def test_a_head_that_lies_about_its_bodies(good, bodies):
    head = json.loads(good[0])
    assert_held(framed({**head, "bodies": bodies}, good[1]))


leaves = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([2**63, -(2**64), 10**4299, float("nan"), float("-inf"), 1e308, 0.5])
    | st.text(max_size=6)
    | st.sampled_from(["nan", "0x1p1024", "-0x0p+0", "0x_f", " 0x1 ", "\u0661", "0x" + "f" * 4094, "0x" + "f" * 5000])
    | st.sampled_from(["x" * values.MAX_NAME, "x" * (values.MAX_NAME + 1), "\ud800", "\0"])
)
TAGS = ["float", "complex", "int", "array", "scalar", "list", "tuple", "dict", "function", "handle", "opaque"]
tags = st.sampled_from(TAGS) | st.sampled_from(["", "set", "Dict", None, 1, [], {}])
odd_nodes = st.recursive(
    leaves,
    lambda inner: (
        st.fixed_dictionaries({"!": tags}, optional={"v": inner | st.lists(inner, max_size=4), "type": inner})
        | st.fixed_dictionaries({"!": st.just("dict"), "v": st.lists(st.lists(inner, min_size=2, max_size=2))})
        | st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(odd_nodes, st.sampled_from(GOOD))
def test_odd_nodes_beside_true_bodies(node, good):
    assert_held(framed({**json.loads(good[0]), "value": node}, good[1]))


@given(odd_nodes)
def test_an_odd_head(head):
    assert_held(framed(head))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.just(IDENTITY.hex()) | leaves,
            "value": odd_nodes,
            "bodies": st.just([]) | odd_nodes,
            "ask": leaves,
            "": leaves,
        },
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be"]),
)
def test_a_head_with_odd_keys_in_any_encoding(head, encoding):
    assert_held(framed(json.dumps(head).encode(encoding)))


@given(
    st.sampled_from(['["', '{"":', '{"!":"list","v":[', '{"!":"dict","v":[[']), st.integers(1, 60_000), st.booleans()
)
def test_a_deeply_nested_head(opening, depth, closed):
    depth = min(depth, 180_000 // (2 * len(opening)))
    opening = opening.replace('["', "[")
    closing = "".join({"[": "]", "{": "}"}.get(c, "") for c in reversed(opening)) if closed else ""
    value = opening * depth + "null" + closing * depth
    assert_held(framed(b'{"id":"%s","bodies":[],"value":%s}' % (IDENTITY.hex().encode(), value.encode())))


DESCRIPTIONS = """
'<f8' '<f4' '<i8' '|b1' '<c16' '<f16' '>f8' '=f8' '|O' 'O8' 'object' '<M8[s]' '|S5' '<U3' 'a3' 'T' 'V8' 'd' 'float' 'l'
'<f3' '(3,)f8' '(1000000000,)f8' 'f8,f8' [('a','<f8')] [('a','|O')] [] {} ('<f8',(2,)) b'<f8' None 1 '\\x3cf8'
----------------------------------------------------------------------------------1
"""
descriptions = st.sampled_from(DESCRIPTIONS.split())
extents = st.integers(-2, 9) | st.sampled_from([2**31, 2**62, 2**63, 2**64, 10**30, True, 2.0, None, "1", ()])
shapes = (
    st.lists(extents, max_size=9).map(lambda extents: repr(tuple(extents)))
    | st.lists(st.integers(0, 4), max_size=4).map(lambda extents: repr(tuple(extents)))
    | st.sampled_from(["3", "[3]", "(3L,)", "(2**3,)", "(0x3,)", "(3,)+()", "(" * 90, "(3,", "(1,)*9"])
)
headers = st.builds(
    "{{'descr': {}, 'fortran_order': {}, 'shape': {}{}}}{}".format,
    descriptions,
    st.sampled_from(["False", "True", "0", "None", "'x'", "1+1j"]),
    shapes,
    st.sampled_from(["", ", ", ", 'more': 1", ", 'shape': (1,)"]),
    st.sampled_from(["", "\n", " " * 40 + "\n", "\0", ";", "#", "\n'\\d'"]),
) | st.text(st.characters(max_codepoint=255), max_size=120)


@given(
    headers,
    st.binary(max_size=80) | st.integers(0, 600).map(bytes),
    st.integers(-2, 2) | st.sampled_from([values.MAX_HEADER, 65_535]),
    st.sampled_from(["array", "scalar"]),
)
def test_a_hostile_npy_header(header, data, lie, tag):
    text = header.encode("latin-1")
    length = min(max(len(text) + (lie if abs(lie) < 3 else lie - len(text)), 0), 65_535)
    body = b"\x93NUMPY\x01\x00" + length.to_bytes(2, "little") + text + data
    node = {"!": tag, "v": 0}
    assert_held(framed({"id": IDENTITY.hex(), "value": node, "bodies": [len(body)]}, body))


@given(shapes, st.integers(0, 8), st.sampled_from(["<f8", "|b1", "|u1", "<c16", "<f2"]))
def test_an_npy_header_whose_shape_lies(shape, items, description):
    text = f"{{'descr': '{description}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    body = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + bytes(items * np.dtype(description).itemsize)
    assert_held(framed({"id": IDENTITY.hex(), "value": {"!": "array", "v": 0}, "bodies": [len(body)]}, body))


@pytest.mark.parametrize(("head_bytes", "body_bytes"), [(MAX_HEAD + 1, 0), (0, MAX_BODY + 1), (2**32 - 1, 2**64 - 1)])
def test_lengths_over_the_limits_allocate_nothing(head_bytes, body_bytes):
    got, peak = received(framed(b"", b"", head_bytes, body_bytes))
    assert type(got) is WireError
    assert peak < SLACK


def test_lengths_at_the_limits_allocate_no_more_than_they_say():
    got, peak = received(framed(b"", b"", MAX_HEAD, frames.MAX_BODY), frames.MAX_BODY)
    assert type(got) is PeerDiedError
    assert peak < MAX_HEAD + frames.MAX_BODY + SLACK


@pytest.mark.parametrize("item", ["[]", "{}", '{"":0}', "1.5", '"\\u0100"', "300", '{"!":"list","v":[]}'])
def test_the_dearest_heads_cost_a_bounded_multiple_of_their_length(item):
    """Of a quarter of the limit, to be kind to the machine: the cost is linear."""
    head = ('{"value":[' + ",".join([item] * (MAX_HEAD // 4 // (len(item) + 1) - 8)) + '],"bodies":[]}').encode()
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            peer = threading.Thread(target=theirs.sendall, args=[framed(head)], daemon=True)
            peer.start()
            _, peak = measured(lambda: receive(ours))
        peer.join()
    assert peak < BYTES_FOR_A_CHARACTER * len(head)


PRIME = 2**61 - 1
"""What Python takes the hash of a number modulo of."""


@pytest.mark.parametrize(
    "key",
    [
        lambda number: {"!": "int", "v": hex(number * PRIME + 5)},
        lambda number: {"!": "handle", "v": number * PRIME, "type": "x"},
        lambda number: {"!": "tuple", "v": [-1 - (number >> bit & 1) for bit in range(12)]},
    ],
)
def test_keys_chosen_to_collide_are_refused(key):
    node = {"!": "dict", "v": [[key(number), None] for number in range(1000)]}
    value, _ = asked(framed({"id": IDENTITY.hex(), "value": node, "bodies": []}))
    assert type(value) is WireError
