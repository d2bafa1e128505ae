"""What is remembered is what would be computed again, and nobody can spoil it."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks import inputs, remembered
from autograder.checks.remembered import NoKeyError, drawn_once, exact_key, reference_values
from autograder.wire.values import FunctionRef

DRAWS = [
    inputs.moderate,
    lambda rng: inputs.moderate(rng, without_zero=True),
    inputs.tails,
    inputs.tiny,
    inputs.everywhere,
    lambda rng: inputs.array(rng, (2, 3)),
]


@pytest.mark.parametrize("draw", DRAWS)
@pytest.mark.parametrize("before", [0, 1])
def test_drawing_again_gives_the_same_and_leaves_the_generator_the_same(draw, before):
    def both():
        rng = np.random.default_rng(5)
        rng.integers(0, 9, before, dtype=np.uint8)  # an odd number of bits leaves a half-used word
        return draw(rng), draw(rng), rng.random(3)

    for first, second in zip(both(), both(), strict=True):
        assert np.array_equal(first, second)


def test_other_arguments_draw_something_else():
    one, other = (inputs.array(np.random.default_rng(5), shape) for shape in ((4,), (2, 2)))
    assert one.shape != other.shape


def test_what_was_drawn_can_be_changed_without_harm():
    inputs.tails(np.random.default_rng(8))[:] = 0
    assert inputs.tails(np.random.default_rng(8)).all()


def test_another_kind_of_generator_draws_as_ever():
    calls = []
    draw = drawn_once(lambda rng: calls.append(1) or rng.random(2))
    for _ in range(2):
        draw(np.random.Generator(np.random.MT19937(3)))
    assert len(calls) == 2


evaluated = []


def reference(*args, **_):
    evaluated.append(args)
    return np.full(2, len(evaluated))


@pytest.fixture
def calls(monkeypatch):
    """What the reference was evaluated for; nothing is remembered at first."""
    monkeypatch.setattr(remembered, "_values", {})
    evaluated.clear()
    return evaluated


def test_a_reference_is_evaluated_once_for_the_same_arguments(calls):
    for _ in range(3):
        assert reference_values(reference, (np.zeros(2), FunctionRef("numpy.tanh")), {"axis": 1}).tolist() == [1, 1]
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.zeros(2), -np.zeros(2)),
        (np.zeros(2), np.zeros(2, np.float32)),
        (np.zeros(2), np.zeros((1, 2))),
        (0.0, -0.0),
        (1, 1.0),
        (1, True),
        ([1], [1.0]),
        ([1, 2], (1, 2)),
        ([0.1], [0.1 + 2**-56]),
        ([[1], 2], [1, [2]]),
    ],
)
def test_arguments_that_differ_in_type_or_bit_are_told_apart(calls, one, other):
    reference_values(reference, (one,), {})
    reference_values(reference, (other,), {})
    assert len(calls) == 2


def test_keywords_are_told_from_one_another_and_from_positions(calls):
    for args, kwargs in (((1.0, 2.0), {}), ((1.0,), {"a": 2.0}), ((1.0,), {"b": 2.0})):
        reference_values(reference, args, kwargs)
    assert len(calls) == 3


def test_what_has_no_exact_key_is_evaluated_each_time(calls):
    for _ in range(2):
        reference_values(reference, (1.0, object()), {})
    assert len(calls) == 2
    with pytest.raises(NoKeyError):
        exact_key([np.array([object()])])


@pytest.mark.usefixtures("calls")
def test_functions_that_are_made_anew_at_each_run_do_not_push_out_others():
    def local(x):
        return x

    for made in (lambda x: x, partial(np.multiply, 2), local):
        assert reference_values(made, (np.ones(1),), {}) == made(1)
    assert remembered._values == {}


@pytest.mark.parametrize("function", [np.asarray, lambda x: x])
def test_values_are_read_only_and_no_view_of_the_argument(function):
    x = np.ones(2)
    values = reference_values(function, (x,), {})
    assert not values.flags.writeable
    x[0] = 5
    assert values[0] == 1


def test_memory_is_bounded():
    for number in range(2 * remembered.MOST + 1):
        reference_values(float, (number,), {})
    assert len(remembered._values) <= remembered.MOST


@given(st.lists(st.floats() | st.integers() | st.booleans() | st.none() | st.text(max_size=3), max_size=4))
def test_equal_values_of_the_same_types_have_equal_keys(values):
    assert exact_key(values) == exact_key(list(values))
