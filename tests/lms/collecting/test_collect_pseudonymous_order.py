"""What a pseudonymous collection writes comes in an order that has nothing to do with people's names."""

import json
from pathlib import Path

import pytest

from autograder.pseudonyms import open_pseudonyms

STUDENTS = [f"s{number:02}" for number in range(12)]
COLUMNS = ("student", "name", "email", "canvas_id", "group")
PEOPLE = [(student, f"P{student} X", "", str(100 + at), f"g{at % 2}") for at, student in enumerate(STUDENTS)]
FILES = [f"xp{student}_{100 + at}_9_a.ipynb" for at, student in enumerate(STUDENTS)]


@pytest.fixture
def collected(run, roster, pack):
    """Collect under pseudonyms; returns the result of the command."""

    def call(*options, members=FILES, people=PEOPLE, source="canvas", path=None):
        return run(
            *("collect", pack(members) if path is None else path, "--from", source, "--assignment", "activations"),
            *("--roster", roster(people, COLUMNS), "--pseudonymous", *options),
        )

    return call


@pytest.fixture
def collected_plainly(run, roster, pack):
    """Collect the same under students' own ids."""

    def call():
        plain = ("--from", "canvas", "--assignment", "activations", "--roster", roster(PEOPLE, COLUMNS))
        return run("collect", pack(FILES), *plain)

    return call


def anonymous(course_folder):
    return sorted(map(open_pseudonyms(course_folder).of, STUDENTS))


def test_members_are_numbered_and_listed_by_pseudonym(collected, course_folder):
    matched = json.loads(collected("--json").stdout)["matched"]
    assert [one["student"] for one in matched] == anonymous(course_folder)
    assert [one["file"] for one in matched] == [f"member {number}" for number in range(1, 13)]


@pytest.fixture
def order_of_writing(monkeypatch):
    """Note for whom files are written, and write none."""
    from autograder.lms.collecting import writing  # noqa: PLC0415 - only here

    order = []
    monkeypatch.setattr(writing, "write", lambda _into, path, *_: order.append(path.parts[1]) or writing.State.NEW)
    return order


def test_files_are_written_in_the_order_of_pseudonyms(collected, course_folder, order_of_writing):
    collected()
    assert order_of_writing == anonymous(course_folder)


def test_a_groups_file_is_written_in_the_order_of_pseudonyms(collected, course_folder, order_of_writing):
    collected("--groups", members=FILES[:1])
    group = [open_pseudonyms(course_folder).of(student) for student in STUDENTS[::2]]
    assert order_of_writing == sorted(group)


def test_files_of_groups_are_listed_by_pseudonym(collected, course_folder):
    document = json.loads(collected("--json", "--groups", members=FILES[:2]).stdout)
    assert [one["student"] for one in document["matched"]] == anonymous(course_folder)


def test_files_of_nobody_are_numbered_in_no_order_of_names(collected):
    members = [*FILES, *(f"nobody{number:02}_{number}_9_a.{'pdf' if number % 2 else 'ipynb'}" for number in range(12))]
    document = json.loads(collected("--json", "--dry-run", members=members).stdout)
    again = json.loads(collected("--json", "--dry-run", members=members[::-1]).stdout)
    assert document == again
    reasons = [one["reason"] for one in document["unknown"]]
    assert reasons != [reasons[0], reasons[1]] * 6


def test_the_order_of_the_roster_and_of_the_download_does_not_show(collected):
    one = collected("--json", "--dry-run", "--groups").stdout
    other = collected("--json", "--dry-run", "--groups", members=FILES[::-1], people=PEOPLE[::-1]).stdout
    assert json.loads(one) == json.loads(other)


def test_the_order_of_candidates_does_not_show_the_rosters(collected):
    people = [(student, "Jane Doe", "", "", "") for student in STUDENTS]
    document = json.loads(collected("--json", members=["doejane_1_9_a.ipynb"], people=people).stdout)
    (one,) = document["ambiguous"]
    assert one["candidates"] == sorted(one["candidates"])


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("earlier", [True, False])
def test_pseudonyms_and_own_ids_are_not_mixed(first, earlier, collected, collected_plainly):
    kinds = (collected, collected_plainly) if first else (collected_plainly, collected)
    assert kinds[0]().exit_code == 0
    if earlier:
        Path("submitted-earlier").mkdir()
        Path("submitted").rename("submitted-earlier/1")
    result = kinds[1]()
    assert (result.exit_code, "--into" in result.stderr) == (2, True)
    assert len(list(Path().glob("submitted*/**/*.ipynb"))) == len(FILES)


def test_a_roster_of_pseudonyms_collects_into_their_folders(run, roster, collected, course_folder):
    collected()
    people = [(name, "", "", "", "") for name in anonymous(course_folder)]
    plain = ("--from", "nbgrader", "--assignment", "activations", "--roster", roster(people, COLUMNS))
    Path("submitted").rename("download")
    for _ in range(2):
        assert run("collect", "download", *plain).exit_code == 0
