"""A clock shares all time out among phases, each moment to the innermost."""

import pytest

from speed.clock import Clock


@pytest.fixture
def hands():
    """Stand in for time: tests move it on."""
    return [0.0]


@pytest.fixture
def clock(hands):
    return Clock(lambda: hands[0])


def test_time_counts_for_the_innermost_phase(clock, hands):
    with clock.phase("outer"):
        hands[0] += 1
        with clock.phase("inner"):
            hands[0] += 10
        hands[0] += 100
    hands[0] += 1000
    assert {name: total.seconds for name, total in clock.totals.items()} == {"outer": 101, "inner": 10}


def test_a_phase_within_itself_is_counted_twice_but_its_time_once(clock, hands):
    with clock.phase("same"):
        hands[0] += 1
        with clock.phase("same"):
            hands[0] += 1
    assert (clock.totals["same"].times, clock.totals["same"].seconds) == (2, 2)


def test_a_phase_ends_where_an_exception_leaves_it(clock, hands):
    def fail():
        hands[0] += 1
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"), clock.phase("outer"):
        clock.timed("inner", fail)()
    with clock.phase("later"):
        hands[0] += 5
    assert {name: total.seconds for name, total in clock.totals.items()} == {"outer": 0, "inner": 1, "later": 5}


def test_a_timed_function_answers_as_before(clock):
    assert clock.timed("sum", sum)([1, 2]) == 3
    assert clock.totals["sum"].times == 1


def test_totals_can_start_anew(clock, hands):
    with clock.phase("first"):
        hands[0] += 1
    clock.reset()
    with clock.phase("second"):
        hands[0] += 2
    assert {name: total.seconds for name, total in clock.totals.items()} == {"second": 2}
