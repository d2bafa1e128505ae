"""What collecting does to files that are there already."""

import pytest

from autograder.errors import UsageError
from autograder.intake.timestamp import parse_timestamp
from autograder.lms.collecting.writing import State, place_of, write

EARLY = parse_timestamp(b"2026-01-01 10:00:00 UTC")
LATE = parse_timestamp(b"2026-01-02 10:00:00.25 UTC")


@pytest.fixture
def place(tmp_path):
    """Name the place of a student's notebook."""
    return place_of(tmp_path / "submitted", "anna", "mnist", attempt=1, latest=True)


@pytest.fixture
def put(tmp_path, place):
    """Write there."""
    return lambda content, moment: write(tmp_path / "submitted", place, content, moment)


def test_a_notebook_and_its_moment_are_written(place, put):
    assert put(b"one", LATE) is State.NEW
    assert place.read_bytes() == b"one"
    assert place.with_name("timestamp.txt").read_text() == "2026-01-02 10:00:00.250000 UTC\n"


def test_nbgrader_reads_the_moment_as_it_was_meant(place, put):
    from nbgrader.utils import parse_utc  # noqa: PLC0415 - slow to import

    for moment in (EARLY, LATE):
        put(b"one", moment)
        text = place.with_name("timestamp.txt").read_text().strip()
        assert parse_utc(text) == moment.replace(tzinfo=None)


def test_a_newer_one_replaces_an_older_one(place, put):
    put(b"one", EARLY)
    assert put(b"two", LATE) is State.REPLACED
    assert (place.read_bytes(), parse_timestamp(place.with_name("timestamp.txt").read_bytes())) == (b"two", LATE)


def test_an_older_one_does_not_replace_a_newer_one(place, put):
    put(b"two", LATE)
    assert put(b"one", EARLY) is State.KEPT
    assert (place.read_bytes(), parse_timestamp(place.with_name("timestamp.txt").read_bytes())) == (b"two", LATE)


def test_one_without_a_moment_does_not_keep_the_moment_of_the_one_before(place, put):
    put(b"one", EARLY)
    assert put(b"two", None) is State.REPLACED
    assert not place.with_name("timestamp.txt").exists()


def test_the_same_again_is_not_written(place, put):
    put(b"one", EARLY)
    before = place.stat().st_mtime_ns, place.stat().st_ino
    assert put(b"one", EARLY) is State.UNCHANGED
    assert (place.stat().st_mtime_ns, place.stat().st_ino) == before


def test_nothing_is_left_beside_what_is_written(place, put):
    put(b"one", EARLY)
    put(b"two", LATE)
    assert sorted(file.name for file in place.parent.iterdir()) == ["mnist.ipynb", "timestamp.txt"]


@pytest.mark.parametrize("linked", ["anna", "anna/mnist"])
def test_nothing_is_written_through_a_link(linked, tmp_path, put):
    outside = tmp_path / "outside"
    outside.mkdir()
    link = tmp_path / "submitted" / linked
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    with pytest.raises(UsageError, match="is a link"):
        put(b"one", EARLY)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("name", ["mnist.ipynb", "timestamp.txt"])
def test_a_link_in_a_files_place_is_replaced_and_what_it_leads_to_stays(name, tmp_path, place, put):
    outside = tmp_path / "outside"
    outside.write_bytes(b"one")
    place.parent.mkdir(parents=True)
    place.with_name(name).symlink_to(outside)
    assert put(b"one", EARLY) is State.NEW
    assert outside.read_bytes() == b"one"
    assert not place.with_name(name).is_symlink()


def test_a_folder_in_a_files_place_is_said_with_the_remedy(place, put):
    place.mkdir(parents=True)
    with pytest.raises(UsageError, match="--into"):
        put(b"one", EARLY)


def test_earlier_attempts_lie_beside_the_folder(tmp_path):
    place = place_of(tmp_path / "in", "anna", "mnist", attempt=2, latest=False)
    assert place == tmp_path / "in-earlier" / "2" / "anna" / "mnist" / "mnist.ipynb"
