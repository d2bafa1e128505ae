"""Values that cross the wire arrive as they were, and nothing else arrives at all."""

import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.wire.values import (
    MAX_DEPTH,
    FunctionRef,
    Handle,
    Opaque,
    WireError,
    decode,
    decode_array,
    encode,
    type_name,
)


def across(value):
    """Send a value through the encoding as the wire does."""
    bodies = []
    node = json.loads(json.dumps(encode(value, bodies)))
    return decode(node, [decode_array(body) for body in bodies])


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=40)
    | st.complex_numbers(allow_nan=False)
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=4)
    ),
    max_leaves=20,
)
arrays = hnp.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.int8, np.uint8, np.bool_, np.complex128]),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)


@given(trees)
def test_plain_trees_arrive_unchanged_with_their_exact_types(value):
    assert repr(across(value)) == repr(value)


@given(arrays)
def test_arrays_arrive_with_bytes_dtype_and_shape(array):
    got = across(array)
    assert type(got) is np.ndarray
    assert (got.dtype, got.shape) == (array.dtype, array.shape)
    assert got.tobytes() == array.tobytes()


def test_fortran_order_arrives_by_value():
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    assert np.array_equal(across(array), array)


def test_big_endian_arrays_arrive_by_value():
    assert np.array_equal(across(np.array([1.5, 2.5], ">f8")), [1.5, 2.5])


def test_numpy_scalars_stay_scalars():
    got = across(np.float32(1.5))
    assert type(got) is np.float32
    assert got == 1.5


def test_nan_and_infinities_arrive():
    got = across([float("nan"), float("inf"), -0.0])
    assert np.isnan(got[0])
    assert got[1] == float("inf")
    assert str(got[2]) == "-0.0"


@pytest.mark.parametrize("value", [FunctionRef("numpy.tanh"), Handle(3, "keras.Model"), Opaque("x.Y")])
def test_references_arrive_as_references(value):
    assert across(value) == value


class LyingFloat(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class LyingArray(np.ndarray):
    def __array_function__(self, *_):
        return True


class LyingList(list):
    pass


@pytest.mark.parametrize(
    "value",
    [
        LyingFloat(1.0),
        np.zeros(3).view(LyingArray),
        LyingList([1]),
        {1, 2},
        b"bytes",
        range(3),
        (x for x in ()),
        np.array([object()]),
        np.array(["text"]),
        np.zeros(2, [("a", "f8")]),
        np.ma.masked_array([1.0], [True]),
        np.datetime64("2026-01-01"),
        len,
    ],
)
def test_what_is_not_of_an_exact_allowed_type_arrives_as_opaque(value):
    assert type(across(value)) is Opaque


def test_opaque_inside_a_list_leaves_its_neighbours_alone():
    assert across([1, {2}, 3]) == [1, Opaque("set"), 3]


def test_what_lies_too_deep_arrives_as_opaque():
    value = 1
    for _ in range(MAX_DEPTH + 5):
        value = [value]
    assert "Opaque" in repr(across(value))


def test_a_cycle_ends():
    value = []
    value.append(value)
    assert "Opaque" in repr(across(value))


def test_a_huge_integer_arrives_as_opaque():
    assert across(10**9000) == Opaque("int")


def test_type_names_are_cut_and_need_no_honest_type():
    liar = type("x" * 5000, (), {"__module__": 3})
    assert len(type_name(liar())) <= 200


@pytest.mark.parametrize(
    "node",
    [
        1.5,
        [],
        {"!": "unknown"},
        {"!": "float", "v": 3},
        {"!": "array", "v": 0},
        {"!": "array", "v": -1},
        {"!": "array", "v": True},
        {"!": "list", "v": {"a": 1}},
        {"!": "handle", "v": "1", "type": "x"},
        {"!": "opaque", "type": "x" * 300},
        {"!": "int", "v": "0x" + "f" * 5000},
    ],
)
def test_malformed_nodes_are_refused(node):
    with pytest.raises(WireError):
        decode(node, [])


def test_too_many_nodes_are_refused():
    with pytest.raises(WireError):
        decode({"!": "list", "v": [None] * 100_001}, [])


def npy(array, **how):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, **how)
    return memoryview(buffer.getvalue())


def test_object_arrays_are_refused_before_anything_is_unpickled():
    with pytest.raises(WireError):
        decode_array(npy(np.array([{}], object), allow_pickle=True))


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body[:-1],
        lambda body: body[:9],
        lambda body: memoryview(bytes(body) + b"\0"),
        lambda body: memoryview(b"\x93NUMPY\x02\x00" + bytes(body[8:])),
        lambda body: memoryview(bytes(body[:8]) + b"\xff\xff" + bytes(body[10:])),
    ],
)
def test_damaged_bodies_are_refused(damage):
    with pytest.raises(WireError):
        decode_array(damage(npy(np.arange(3.0), version=(1, 0))))


def test_a_shape_beyond_the_body_is_refused_before_allocation():
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (10**15,), }\n"
    header = header.replace(b"10**15", b"1000000000000000")
    body = memoryview(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)
    with pytest.raises(WireError):
        decode_array(body)
