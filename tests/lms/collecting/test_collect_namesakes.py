"""A name that anybody may give himself in the LMS: it takes nobody's place, and its use is told in the account."""

from pathlib import Path

import pytest

BARE = ("student", "name", "email")
CLASS = (("anna", "Anna Doe", "anna@example.edu"), ("bob", "Bob Roe", "bob@example.edu"))
TWO_IDS = {
    "canvas": ("doeanna_111_9001_activations.ipynb", "doeanna_222_9002_activations-7.ipynb"),
    "brightspace": tuple(f"1-{id_} - Anna Doe - Sep 2{id_[0]}, 2026 926 PM/a.ipynb" for id_ in ("111", "222")),
    "moodle": tuple(f"Anna Doe_{id_}_assignsubmission_file/a.ipynb" for id_ in ("111", "222")),
    "gradescope": ("submission_1/a.ipynb", "submission_2/a.ipynb"),
    "folder": ("Anna Doe-111-2026-01-01-10-00.ipynb", "Anna Doe-222-2026-01-02-10-00.ipynb"),
}
PATTERN = r"^(?P<name>[^-]+)-(?P<canvas_id>\d+)-(?P<timestamp>.+)\.ipynb"
METADATA = b"".join(
    b"submission_%d:\n  :submitters:\n  - :name: Anna Doe\n    :email: %s@example.org\n" % (number, who)
    for number, who in ((1, b"a"), (2, b"b"))
)


@pytest.fixture
def collect_bare(collect, pack):
    """Collect members with a roster that has none of the system's ids; returns exit code and account."""

    def call(source, members, people=CLASS, columns=BARE, options=()):
        members = [*members, *([("submission_metadata.yml", METADATA)] if source == "gradescope" else [])]
        options = (*options, *(["--pattern", PATTERN] if source == "folder" else []))
        return collect(pack(members), source, *options, people=people, columns=columns)

    return call


def by(document):
    return {one["file"]: one["by"] for one in document["matched"]}


def candidates(document):
    return {one["file"]: one["candidates"] for one in document["ambiguous"]}


@pytest.mark.parametrize("source", TWO_IDS)
def test_one_name_under_two_ids_is_open_and_nothing_is_written(source, collect_bare):
    code, document = collect_bare(source, TWO_IDS[source])
    assert (code, document["matched"]) == (1, [])
    assert candidates(document) == {file: ["anna"] for file in TWO_IDS[source]}
    assert all("different ids" in one["reason"] for one in document["ambiguous"])
    assert not Path("submitted").exists()


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ("canvas", ("doeanna_111_9001_a.ipynb", "doeanna_111_9002_a-1.ipynb")),
        ("brightspace", tuple(f"1-111 - Anna Doe - Sep 2{day}, 2026 926 PM/a.ipynb" for day in (1, 2))),
    ],
)
def test_attempts_under_one_id_stay_attempts(source, files, collect_bare):
    code, document = collect_bare(source, files)
    assert (code, by(document)) == (0, dict.fromkeys(files, "name"))


@pytest.mark.parametrize(
    ("source", "other"),
    [
        ("canvas", "doeanna_222_9001_notes.pdf"),
        ("canvas", "doeanna_222_text.html"),
        ("canvas", "doeanna_LATE_222_text.html"),
        ("moodle", "Anna Doe_222_assignsubmission_onlinetext/onlinetext.html"),
    ],
)
def test_a_file_that_is_no_notebook_tells_of_another_id_too(source, other, collect_bare):
    file = TWO_IDS[source][0]
    assert candidates(collect_bare(source, [file, other])[1]) == {file: ["anna"]}


def test_a_name_does_not_count_beside_a_file_that_was_matched_by_id(collect_bare):
    own, other = TWO_IDS["brightspace"]
    people = [(*person, id_) for person, id_ in zip(CLASS, ("111", ""), strict=True)]
    _, document = collect_bare("brightspace", [own, other], people, (*BARE, "org_defined_id"))
    assert (by(document), candidates(document)) == ({own: "org_defined_id"}, {other: ["anna"]})


def test_a_login_that_stands_in_the_name_is_no_better_than_the_name(collect_bare):
    files = [f"1-{id_} - anna Anna Doe - Sep 2{id_[0]}, 2026 926 PM/a.ipynb" for id_ in ("111", "222")]
    assert candidates(collect_bare("brightspace", files)[1]) == {file: ["anna"] for file in files}


def test_the_name_of_a_group_under_two_ids_is_open(collect_bare):
    people = [(*person, "Team One") for person in CLASS]
    files = [f"Team One_{id_}_assignsubmission_file/a.ipynb" for id_ in ("31", "32")]
    _, document = collect_bare("moodle", files, people, (*BARE, "group"), ["--groups"])
    assert candidates(document) == {file: ["anna", "bob"] for file in files}


def test_members_of_a_group_who_go_by_their_own_names_are_not_taken_for_each_other(collect_bare):
    people = [(*person, "Team One") for person in CLASS]
    files = ["1-31 - Anna Doe - Sep 24, 2026 926 PM/a.ipynb", "1-32 - Bob Roe - Sep 25, 2026 926 PM/a.ipynb"]
    code, document = collect_bare("brightspace", files, people, (*BARE, "group"), ["--groups"])
    means = {(one["file"], one["student"]): one["by"] for one in document["matched"]}
    assert code == 0
    assert means == {
        (files[0], "anna"): "name",
        (files[0], "bob"): "group",
        (files[1], "anna"): "group",
        (files[1], "bob"): "name",
    }


@pytest.mark.parametrize(
    ("source", "file", "column"),
    [
        ("canvas", "doeanna_7_9001_a.ipynb", "canvas_id"),
        ("moodle", "X Y_7_assignsubmission_file/a.ipynb", "moodle_id"),
        ("brightspace", "1-7 - Anna Doe - Sep 24, 2026 926 PM/a.ipynb", "org_defined_id"),
        ("blackboard", "HW_7_attempt_2026-01-02-03-04-05_hw.ipynb", "username"),
        ("blackboard", "HW_anna_attempt_2026-01-02-03-04-05_hw.ipynb", "student"),
        ("nbgrader", "anna/activations/a.ipynb", "student"),
    ],
)
def test_a_match_by_id_names_the_column_and_needs_no_note(source, file, column, collect_bare):
    _, document = collect_bare(source, [file], [(*CLASS[0], "7")], (*BARE, column if column != "student" else "other"))
    assert (by(document), document["notes"]) == ({file: column}, [])


def test_one_note_says_how_many_rest_on_the_name_and_which_column_would_help(collect_bare):
    _, document = collect_bare("canvas", ["doeanna_1_9001_a.ipynb", "roebob_2_9002_a.ipynb"])
    (note,) = document["notes"]
    assert note.startswith("2 matched by name only, as the roster has no canvas_id for them: add the column")


def test_the_text_says_it_too(run, roster, pack):
    download = pack(["doeanna_1_9001_a.ipynb", "roebob_2_9002_a.ipynb"])
    people = [(*CLASS[0], ""), (*CLASS[1], "2")]
    file = roster(people, (*BARE, "canvas_id"))
    result = run("collect", download, "--from", "canvas", "--assignment", "activations", "--roster", file)
    said = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "Matched: 1 by canvas_id; 1 by name only." in said
    assert "1 matched by name only, as the roster has no canvas_id" in said
    assert "by name only: doeanna_1_9001_a.ipynb (anna)" in said
