"""Pauses follow from limits, failures and what Canvas asks for."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms.pushing.patience import Patience, asked_pause, pause_before_retry, pause_for_quota

NOW = datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC)


@given(st.integers(1, 60))
def test_pause_doubles_with_jitter_and_has_a_limit(failures):
    most = min(2 ** (failures - 1), 60)
    assert most / 2 <= pause_before_retry(Patience(), failures) <= most


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("7", 7),
        ("1.5", 1.5),
        ("-3", 0),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("Thu, 01 Jan 2026 12:00:30 GMT", 30),
        ("Thu, 01 Jan 2026 12:00:30 -0000", 30),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0),
    ],
)
def test_retry_after_is_read_in_both_forms(header, seconds):
    assert asked_pause(header, NOW) == seconds


@pytest.mark.parametrize(
    ("remaining", "seconds"),
    [(None, 0), ("", 0), ("700.0", 0), ("150", 0), ("50.0", 10), ("0", 15), ("-9999", 60), ("nan", 0), ("much", 0)],
)
def test_low_quota_slows_down(remaining, seconds):
    assert pause_for_quota(Patience(), remaining) == seconds
