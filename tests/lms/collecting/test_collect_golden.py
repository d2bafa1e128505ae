"""A download of each system: every member of it becomes what the golden list beside it says."""

import zipfile
from pathlib import Path

import pytest

from autograder.intake.timestamp import parse_timestamp

FORMATS = ("canvas", "moodle", "blackboard", "brightspace", "gradescope", "nbgrader")


def without_left_out(lines):
    return {file: outcome for file, outcome in lines.items() if outcome != "left out"}


def written(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("source", FORMATS)
def test_every_member_of_a_zip_is_accounted_for(source, golden, pack, collect, account):
    code, document = collect(pack(golden(source)), source)
    assert account(document) == without_left_out(golden(source))
    assert code == 1


@pytest.mark.parametrize("source", FORMATS)
def test_a_download_that_was_unpacked_comes_to_the_same(source, golden, pack, collect, account):
    packed = pack(golden(source))
    folder = packed.with_name("unpacked")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    _, document = collect(folder, source)
    expected = {
        file: outcome
        for file, outcome in without_left_out(golden(source)).items()
        if ".ipynb_checkpoints" not in file  # folders hide these from every listing
    }
    assert account(document) == expected


@pytest.mark.parametrize("source", FORMATS)
def test_what_is_matched_lies_where_the_account_says_and_nothing_else_does(source, golden, pack, collect, notebooks):
    _, document = collect(pack(golden(source)), source)
    places = {one["path"] for one in document["matched"]}
    found = {
        f"{root}/{file}" for root in ("submitted", "submitted-earlier") for file in written(Path(root))
    }  # relative to where the command ran
    assert places == {file for file in found if not file.endswith("timestamp.txt")}
    assert all(Path(place).read_bytes() == notebooks["activations"] for place in places)


@pytest.mark.parametrize("source", FORMATS)
def test_a_moment_that_is_known_stands_beside_the_notebook(source, golden, pack, collect):
    _, document = collect(pack(golden(source)), source)
    for one in document["matched"]:
        file = Path(one["path"]).with_name("timestamp.txt")
        moment = parse_timestamp(file.read_bytes()).isoformat() if file.exists() else None
        assert moment == one["submitted_at"]


def test_local_times_are_those_of_the_zone_that_was_named(golden, pack, collect):
    _, document = collect(pack(golden("brightspace")), "brightspace", "--timezone", "America/New_York")
    moments = {one["student"]: one["submitted_at"] for one in document["matched"]}
    assert moments["xiaoming"] == "2026-09-24T17:05:00+00:00"
    assert document["timezone"] == "America/New_York"


def test_students_without_a_submission_are_named(golden, pack, collect):
    _, document = collect(pack(golden("canvas")), "canvas")
    assert document["missing"] == ["zoe"]


def test_a_complete_download_exits_with_0(golden, pack, collect):
    good = [file for file, outcome in golden("gradescope").items() if outcome.startswith(("matched", "expected"))]
    code, document = collect(pack(good), "gradescope")
    assert (code, document["ambiguous"]) == (0, [])
