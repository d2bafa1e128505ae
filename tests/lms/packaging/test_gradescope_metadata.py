"""What lateness depends on is read from Gradescope's metadata, and from nothing that only looks like it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from autograder.errors import UsageError
from autograder.lms.packaging import gradescope_metadata

EARLY, LATE = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 9, tzinfo=UTC)
ASSIGNMENT = SimpleNamespace(extensions={"anna": EARLY, "bob@example.edu": LATE, "3035": EARLY})


def test_the_moment_of_submission_keeps_its_offset(metadata):
    moment = gradescope_metadata.submitted_at(metadata)
    assert moment.isoformat() == "2026-10-01T14:22:32.365935-07:00"


@pytest.mark.parametrize("value", [None, 17, "yesterday", "2026-10-01T14:22:32"])
def test_a_moment_that_can_t_be_told_is_refused(value):
    with pytest.raises(UsageError, match="created_at"):
        gradescope_metadata.submitted_at({"created_at": value})


@pytest.mark.parametrize(
    ("users", "student"),
    [
        ([{"email": "anna@example.edu"}], "anna"),
        ([{"email": "bob@example.edu"}], "bob@example.edu"),
        ([{"sid": 3035}], "3035"),
        ([{"sid": "3036", "email": "eve@example.edu"}], ""),
        ([{"email": "anna@example.edu"}, {"email": "bob@example.edu"}], "bob@example.edu"),
        ([None, "anna", {"email": None}], ""),
        (None, ""),
    ],
)
def test_of_several_submitters_the_longest_extension_counts(users, student):
    assert gradescope_metadata.student_of({"users": users}, ASSIGNMENT) == student


@pytest.mark.parametrize("content", [None, b"", b"[]", b"\xff"])
def test_a_file_that_is_no_metadata_is_refused(content, tmp_path):
    file = tmp_path / "submission_metadata.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=r"submission_metadata\.json"):
        gradescope_metadata.load(file)
