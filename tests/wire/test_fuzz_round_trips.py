"""Every value that may cross the wire arrives exactly as it was, and everything else as `Opaque`, through a socket.

Runs briefly with the other tests, and for long with `--hypothesis-profile=fuzz`.
"""

import collections
import enum
import math
import socket
import struct
import threading
import types
import uuid

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.wire.frames import MAX_BODIES, receive, send
from autograder.wire.values import MAX_DEPTH, MAX_INT_DIGITS, MAX_NAME, FunctionRef, Handle, Opaque, decode, encode


def across(value):
    """Send a value over a socket as a server does, and read it as a client does."""
    ours, theirs = socket.socketpair()
    with theirs, ours:
        bodies = []
        node = encode(value, bodies)
        sender = threading.Thread(target=send, args=(theirs, {"value": node}, bodies), daemon=True)
        sender.start()
        head, arrays = receive(ours)
        sender.join()
        return decode(head["value"], arrays)


def same(got, wanted):  # noqa: PLR0911 - one case a type
    """Whether two values are alike to the last bit and type; a NaN is like any other of its type."""
    if type(got) is not type(wanted):
        return False
    if isinstance(wanted, float):
        alike = got == wanted and math.copysign(1, got) == math.copysign(1, wanted)
        return alike or (math.isnan(got) and math.isnan(wanted))
    if type(wanted) is complex:
        return same(got.real, wanted.real) and same(got.imag, wanted.imag)
    if isinstance(wanted, (np.ndarray, np.generic)):
        return (got.dtype, got.shape, got.tobytes()) == (wanted.dtype, wanted.shape, wanted.tobytes())
    if isinstance(wanted, (list, tuple)):
        return len(got) == len(wanted) and all(map(same, got, wanted))
    if type(wanted) is dict:
        return same(list(got.items()), list(wanted.items()))
    return got == wanted


def float_of_bits(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


floats = st.floats() | st.integers(0, 2**64 - 1).map(float_of_bits)
longest = 16 ** (MAX_INT_DIGITS - len("-0x")) - 1
too_long = st.integers(0, 2**80).map((16 ** (MAX_INT_DIGITS - len("0x"))).__add__)
integers = st.integers() | st.integers(-longest, longest) | st.sampled_from([2**63, -(2**63) - 1, longest, -longest])
texts = st.text(st.characters(), max_size=20)  # halves of surrogate pairs as well
names = st.text(st.characters(), max_size=MAX_NAME)
references = (
    st.builds(FunctionRef, names)
    | st.builds(Handle, st.integers(-(2**63), 2**63 - 1), names)
    | st.builds(Opaque, names)
)
NUMERIC = [np.bool_, *(f"{kind}{size}" for kind in "iu" for size in (1, 2, 4, 8)), "f2", "f4", "f8", "c8", "c16"]
bits = st.sampled_from(NUMERIC).flatmap(
    lambda dtype: st.tuples(st.just(np.dtype(dtype)), hnp.array_shapes(min_dims=0, max_dims=8, min_side=0, max_side=3))
)


@st.composite
def arrays(draw):
    """Arrays of any content, NaN with payloads too, in any order and stride."""
    dtype, shape = draw(bits)
    size = math.prod(shape)
    if dtype.kind == "b":
        flat = np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)), dtype)
    elif size <= 64:
        flat = np.frombuffer(draw(st.binary(min_size=size * dtype.itemsize, max_size=size * dtype.itemsize)), dtype)
    else:
        seed = draw(st.integers(0, 2**32 - 1))
        flat = np.frombuffer(np.random.default_rng(seed).bytes(size * dtype.itemsize), dtype)
    array = flat.reshape(shape)
    match draw(st.sampled_from(["as it is", "transposed", "reversed", "columns first", "stretched"])):
        case "transposed":
            array = array.T
        case "reversed" if array.ndim:
            array = array[::-1]
        case "columns first":
            array = np.asfortranarray(array)
        case "stretched" if array.ndim:
            array = np.broadcast_to(array[..., :1], (*shape[:-1], 3)) if shape[-1] else array
    return array


numpy_scalars = arrays().filter(lambda array: array.size).map(lambda array: array.ravel()[0])
leaves = (
    st.none() | st.booleans() | integers | floats | st.complex_numbers() | texts | references | arrays() | numpy_scalars
)
keys = st.none() | st.booleans() | integers | floats | texts | references | st.tuples(texts, st.integers())
allowed = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=16,
)


@given(allowed)
def test_an_allowed_value_arrives_exactly(value):
    assert same(across(value), value)


@given(integers)
def test_an_integer_of_any_allowed_length_arrives_exactly(value):
    assert same(across(value), value)


@given(arrays())
def test_an_array_arrives_with_every_bit(array):
    assert same(across(array), array)


@given(arrays())
def test_an_array_of_the_other_byte_order_arrives_by_value(array):
    assert same(across(array.astype(array.dtype.newbyteorder("S"))), array)


@given(hnp.arrays(np.longdouble, hnp.array_shapes(max_dims=2, max_side=3), elements=st.floats(allow_nan=False)))
def test_a_long_double_arrives_as_a_double(array):
    assert same(across(array), array.astype(np.float64))


@given(st.integers(1, 40))
def test_lists_keep_their_depth_until_the_deepest_allowed(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    got = across(value)
    for _ in range(min(depth, MAX_DEPTH)):
        assert type(got) is list
        (got,) = got
    assert got == (1 if depth <= MAX_DEPTH else Opaque("list"))


def test_as_many_arrays_as_a_frame_takes_arrive():
    value = [np.array(number) for number in range(MAX_BODIES)]
    assert same(across(value), value)


class Colour(enum.IntEnum):
    RED = 1


class OwnText(str):
    __slots__ = ()


class OwnArray(np.ndarray):
    pass


class Disguised:
    """Names another class as its own."""

    @property
    def __class__(self):
        return float


class Nameless(type):
    """A metaclass whose classes call themselves NumPy's."""

    __module__ = "numpy"


Pair = collections.namedtuple("Pair", "x y")  # noqa: PYI024 - an untyped pair is as good
FORBIDDEN = (
    st.binary(max_size=4)
    | st.binary(max_size=4).map(bytearray)
    | st.sets(st.integers(), max_size=3)
    | st.frozensets(st.integers(), max_size=3)
    | st.builds(Pair, st.integers(), st.integers())
    | st.dictionaries(texts, st.integers(), max_size=2).map(collections.OrderedDict)
    | st.dictionaries(texts, st.integers(), max_size=2).map(collections.Counter)
    | st.builds(OwnText, texts)
    | st.fractions()
    | st.decimals()
    | st.dates()
    | st.builds(object)
    | st.builds(Disguised)
    | too_long
    | too_long.map(int.__neg__)
    | arrays().map(lambda array: array.view(OwnArray))
    | arrays().map(np.ma.masked_array)
    | hnp.arrays(object, 2, elements=st.integers() | texts)
    | hnp.arrays(st.sampled_from(["U3", "S3", "M8[s]", "m8[s]"]), hnp.array_shapes(max_dims=2, max_side=2))
    | hnp.arrays([("a", "f8"), ("b", "i4")], 2)
    | hnp.from_dtype(np.dtype("M8[s]"))
    | texts.map(np.str_)
    | st.sampled_from(
        [Colour.RED, ..., NotImplemented, range(3), slice(3), len, math, int, memoryview(b"x"), np.float64]
    )
    | st.sampled_from(
        [types.SimpleNamespace(), (x for x in ()), lambda: 0, ValueError("x"), uuid.UUID(int=1), iter([])]
    )
    | st.sampled_from([np.dtype("f8"), np.zeros((1,) * 9), np.zeros(2, "V3"), np.random.default_rng(0)])
    | st.builds(Nameless("float64", (), {}))
)


@given(FORBIDDEN)
def test_any_other_value_arrives_as_opaque(value):
    assert type(across(value)) is Opaque


@given(leaves, FORBIDDEN, leaves)
def test_a_forbidden_value_leaves_its_neighbours_alone(before, value, after):
    got = across({"a": [before, value, after], "b": (value, before)})
    assert same(got["a"][::2], [before, after])
    assert same(got["b"][1], before)
    assert type(got["a"][1]) is type(got["b"][0]) is Opaque


@given(FORBIDDEN)
def test_an_opaque_name_is_cut_to_its_length(value):
    assert len(across(value).type_name) <= MAX_NAME
