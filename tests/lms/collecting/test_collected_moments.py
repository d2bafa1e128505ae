"""Moments as the systems write them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms.collecting.moments import any_form, dashed, for_nbgrader, with_offset, written_out

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("Sep 24, 2024 926 PM", 21, 26),
        ("Sep 24, 2024 9:26 PM", 21, 26),
        ("Sep 24, 2024 0926 PM", 21, 26),
        ("Sep 24, 2024 105 PM", 13, 5),  # not five past ten
        ("Sep 24, 2024 1205 AM", 0, 5),
        ("Sep 24, 2024 1205 PM", 12, 5),
        ("September 24, 2024 1035 am", 10, 35),
        ("24 Sep, 2024 2126", 21, 26),
        ("24 September 2024 9:26\u202fPM", 21, 26),
    ],
)
def test_dates_that_are_written_out(text, hour, minute):
    assert written_out(text, BERLIN) == datetime(2024, 9, 24, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "text",
    ["", "Sep 24, 2024", "Sep 31, 2024 926 PM", "Foo 24, 2024 926 PM", "Sep 24, 2024 1326 PM", "Sep 24, 2024 960 PM"],
)
def test_what_is_no_date_is_none(text):
    assert written_out(text, BERLIN) is None


def test_dashed_times_follow_the_zones_clock_changes():
    assert for_nbgrader(dashed("2026-07-01-12-00-00", BERLIN)) == "2026-07-01 10:00:00 UTC"
    assert for_nbgrader(dashed("2026-12-01-12-00-00", BERLIN)) == "2026-12-01 11:00:00 UTC"


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - wall clocks are meant
def test_every_dashed_time_is_read(moment):
    text = f"{moment:%Y-%m-%d-%H-%M-%S}"
    assert dashed(text, ZoneInfo("UTC")).strftime("%Y-%m-%d-%H-%M-%S") == text


@given(st.text(max_size=40))
def test_no_text_makes_reading_fail(text):
    any_form(text, BERLIN)


def test_nanoseconds_and_offsets_are_read():
    assert for_nbgrader(with_offset("2026-09-30 14:58:59.513463999 -07:00")) == "2026-09-30 21:58:59.513463 UTC"


@pytest.mark.parametrize(("text", "utc"), [("2026-07-01 12:00:00", "10:00"), ("2026-07-01T12:00:00Z", "12:00")])
def test_a_time_without_an_offset_is_local_and_one_with_it_is_not(text, utc):
    assert for_nbgrader(any_form(text, BERLIN)) == f"2026-07-01 {utc}:00 UTC"
