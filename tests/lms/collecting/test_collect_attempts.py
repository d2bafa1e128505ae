"""One student's files: which is the latest attempt, which are earlier, and which can't be told apart."""

from pathlib import Path

import pytest

LATEST = Path("submitted/zoe/activations/activations.ipynb")


def outcomes(document):
    matched = {one["file"]: one["attempt"] for one in document["matched"]}
    ambiguous = {one["file"]: one["candidates"] for one in document["ambiguous"]}
    return matched, ambiguous, [one["file"] for one in document["unknown"]]


def attempt(number):
    return Path(f"submitted-earlier/{number}/zoe/activations/activations.ipynb")


@pytest.fixture
def numbered(notebooks):
    """Make answers that can be told apart."""

    def make(number, slug="activations"):
        return notebooks[slug].replace(b'"metadata": {}', b'"metadata": {"number": %d}' % number, 1)

    return make


def test_the_latest_by_time_counts_and_earlier_ones_are_numbered(pack, collect, numbered):
    name = "HW_zoe_attempt_2026-01-{:02}-03-04-05_hw.ipynb"
    collect(pack([(name.format(day), numbered(day)) for day in (9, 1, 10)]), "blackboard")
    assert [path.read_bytes() for path in (attempt(1), attempt(2), LATEST)] == [numbered(1), numbered(9), numbered(10)]


def test_canvas_numbers_what_is_handed_in_again_under_one_name(pack, collect, numbered):
    names = [f"nunezzoe_106_{9000 + number}_hw{ending}.ipynb" for number, ending in enumerate(("", "-1", "-2"))]
    _, document = collect(pack([(name, numbered(number)) for number, name in enumerate(names)]), "canvas")
    assert outcomes(document)[0] == dict(zip(names, (1, 2, 3), strict=True))
    assert [path.read_bytes() for path in (attempt(1), attempt(2), LATEST)] == [numbered(0), numbered(1), numbered(2)]


def test_of_two_notebooks_handed_in_together_the_one_that_answers_the_assignment_counts(pack, collect, numbered):
    names = ("nunezzoe_106_1_a.ipynb", "nunezzoe_106_2_b.ipynb")
    members = [(names[0], numbered(1, "mnist")), (names[1], numbered(2))]
    code, document = collect(pack(members), "canvas")
    assert (code, *outcomes(document)) == (1, {names[1]: 1}, {}, [names[0]])
    assert LATEST.read_bytes() == numbered(2)


def test_two_notebooks_that_both_answer_it_are_left_open(pack, collect, numbered):
    names = ("nunezzoe_106_1_a.ipynb", "nunezzoe_106_2_a (1).ipynb")
    code, document = collect(pack([(name, numbered(1)) for name in names]), "canvas")
    assert (code, *outcomes(document)) == (1, {}, {name: ["zoe"] for name in names}, [])
    assert not LATEST.exists()


def test_a_notebook_in_a_zip_is_weighed_like_one_outside(pack, collect, numbered, zipped):
    names = ("nunezzoe_106_1_a.ipynb", "nunezzoe_106_2_b.zip")
    members = [(names[0], numbered(1, "mnist")), (names[1], zipped({"b.ipynb": numbered(2)}))]
    _, document = collect(pack(members), "canvas")
    assert outcomes(document) == ({names[1]: 1}, {}, [names[0]])
    assert LATEST.read_bytes() == numbered(2)


def test_an_attachment_beside_the_notebook_does_not_make_it_open(pack, collect):
    names = ("nunezzoe_106_1_a.ipynb", "nunezzoe_106_2_a.pdf")
    _, document = collect(pack(names), "canvas")
    assert outcomes(document) == ({names[0]: 1}, {}, [names[1]])


def test_files_of_a_person_who_handed_in_nothing_readable_last_leave_the_earlier_attempt(pack, collect):
    name = "HW_zoe_attempt_2026-01-{}-03-04-05_hw.{}"
    names = (name.format("01", "ipynb"), name.format("02", "pdf"))
    _, document = collect(pack(names), "blackboard")
    assert outcomes(document) == ({names[0]: 1}, {}, [names[1]])
    assert LATEST.exists()


def test_with_groups_every_member_gets_the_latest_of_the_group(pack, collect, numbered):
    name = "HW_{}_attempt_2026-01-0{}-03-04-05_hw.ipynb"
    members = [(name.format("aobrien", 1), numbered(1)), (name.format("j_doe", 2), numbered(2))]
    _, document = collect(pack(members), "blackboard", "--groups")
    attempts = {(one["student"], one["attempt"]) for one in document["matched"]}
    assert attempts == {("anna", 1), ("xiaoming", 1), ("anna", 2), ("xiaoming", 2)}
    for student in ("anna", "xiaoming"):
        assert Path(f"submitted/{student}/activations/activations.ipynb").read_bytes() == numbered(2)


def test_a_submitter_who_is_not_on_the_roster_is_counted(pack, collect, notebooks):
    metadata = b"submission_1:\n  :submitters:\n  - :email: zoe@example.edu\n  - :name: Bob Stranger\n"
    members = [("submission_metadata.yml", metadata), ("submission_1/a.ipynb", notebooks["activations"])]
    code, document = collect(pack(members), "gradescope")
    assert (code, document["matched"][0]["unmatched_submitters"]) == (1, 1)
