from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.intake.timestamp import parse_timestamp


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2015-02-02 15:58:23.948203 America/Los_Angeles", datetime(2015, 2, 2, 23, 58, 23, 948203, tzinfo=UTC)),
        ("2015-02-02 15:58:23.948203 UTC\n", datetime(2015, 2, 2, 15, 58, 23, 948203, tzinfo=UTC)),
        ("2015-07-02 15:58:23 Europe/Berlin", datetime(2015, 7, 2, 13, 58, 23, tzinfo=UTC)),
        ("2015-02-02 15:58:23.5", datetime(2015, 2, 2, 15, 58, 23, 500_000, tzinfo=UTC)),
        ("2015-02-02T15:58:23Z", datetime(2015, 2, 2, 15, 58, 23, tzinfo=UTC)),
        ("2015-02-02 15:58:23+02:00", datetime(2015, 2, 2, 13, 58, 23, tzinfo=UTC)),
        ("2015-02-02 15:58:23 -0530", datetime(2015, 2, 2, 21, 28, 23, tzinfo=UTC)),
    ],
)
def test_timestamp_is_read_in_every_form_of_nbgrader(text, moment):
    assert parse_timestamp(text.encode()) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2015-02-30 10:00:00 UTC",
        "2015-02-02 25:00:00 UTC",
        "2015-02-02 15:58:23 CEST",
        "2015-02-02 15:58:23 Nowhere/City",
        "2015-02-02 15:58:23 ../../etc/passwd",
        "2015-02-02 15:58:23 a/../../../etc/passwd",
        "0001-01-01 00:00:00 +02:00",
        "2015-02-02 15:58:23 +99:99",
        "2015-02-02 15:58:23 UTC UTC",
    ],
)
def test_timestamp_that_names_no_one_moment_is_none(text):
    assert parse_timestamp(text.encode()) is None


@settings(deadline=None)
@given(
    st.binary(max_size=60)
    | st.from_regex(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}.{0,40}", fullmatch=True).map(str.encode)
)
def test_timestamp_never_raises(content):
    moment = parse_timestamp(content)
    assert moment is None or moment.tzinfo is UTC
