"""Whom a file is given to: never to anybody but its owner, whatever people are called."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms.collecting import blackboard, brightspace, canvas, moodle, shared_title
from autograder.lms.collecting.matching import Matcher
from autograder.lms.collecting.settings import Settings
from autograder.roster import Person, Roster

SETTINGS = Settings("activations", None, lambda *_: b"")
JANE = Person("jane", "Doe, Jane", ids={"canvas_id": "103"})
OTHER_JANE = Person("other", "Jane Doe", ids={"canvas_id": "104"})
BEN = Person("ben", "Ben Roe", ids={"canvas_id": "105", "org_defined_id": "900", "moodle_id": "55"})


def verdicts(parser, names, people, **options):
    matcher = Matcher(Roster(tuple(people)), **options)
    found = shared_title.settled(parser.findings([tuple(name.split("/")) for name in names], SETTINGS), matcher)
    return [matcher.verdict(finding) for finding in found]


def students(verdict):
    return [person.student for person in verdict.people]


def given_to(parser, name, people, **options):
    """Return whose a file is, or that it is open between candidates."""
    (verdict,) = verdicts(parser, [name], people, **options)
    return (students(verdict), "open") if verdict.reason and verdict.people else students(verdict)


# --- how the systems write people's names


def for_canvas(name):
    """Canvas sorts by the last name, and keeps word characters only."""
    last_first = name if "," in name else " ".join([*name.split()[-1:], *name.split()[:-1]])
    kept = re.sub(r"_(\d+)_", r"\1", last_first.lower())
    return "".join(one for one in kept if one.isalnum() or one == "_" or unicodedata.category(one)[0] == "M")


def for_moodle(name):
    """Moodle drops what a file system may not like."""
    kept = "".join(one for one in name if unicodedata.category(one) != "Cc" and one not in "&<>\"`|':\\/")
    return kept.replace("_", " ").strip()


NAMES = st.one_of(
    st.sampled_from(
        [
            "Jane Doe",
            "Doe, Jane",
            "jane doe",
            "O'Brien, Anna-Lena",
            "王小明",
            "=cmd|' /C calc'!A0",
            "x_1",
            "x",
            "1 x",
            "X 1",
        ]
    ),
    st.text(st.sampled_from("abAB éßøı-'., _12王"), min_size=1, max_size=8),
    st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=12),
)
IDS = st.integers(1, 40).map(str)


@st.composite
def classes(draw, column):
    """Draw people, of whom some have an id in the column."""
    names = draw(st.lists(NAMES, min_size=1, max_size=6))
    ids = draw(st.lists(IDS, min_size=len(names), max_size=len(names), unique=True))
    known = draw(st.lists(st.booleans(), min_size=len(names), max_size=len(names)))
    return [
        (Person(f"s{index}", unicodedata.normalize("NFC", name).strip(), ids={column: id_} if has else {}), name, id_)
        for index, (name, id_, has) in enumerate(zip(names, ids, known, strict=True))
    ]


def assert_never_anybody_else(parser, file_of, drawn):
    people = [person for person, _, _ in drawn]
    for person, name, id_ in drawn:
        (verdict,) = verdicts(parser, [file_of(name, id_)], people)
        if verdict.people:
            assert person in verdict.people
            assert verdict.reason or verdict.people == (person,)
        if not verdict.reason:
            assert verdict.people == (person,)


@given(classes("canvas_id"), st.sampled_from(["hw.ipynb", "hw-1.ipynb", "1_2_hw.ipynb", "3_4_5_hw.ipynb"]))
def test_canvas_never_gives_a_file_to_anybody_else(drawn, file):
    assert_never_anybody_else(canvas, lambda name, id_: f"{for_canvas(name)}_{id_}_9001_{file}", drawn)


@given(classes("canvas_id"))
def test_canvas_never_gives_a_late_file_to_anybody_else(drawn):
    assert_never_anybody_else(canvas, lambda name, id_: f"{for_canvas(name)}_LATE_{id_}_9001_hw.ipynb", drawn)


@given(classes("moodle_id"), st.sampled_from(["/hw.ipynb", "_/a/hw.ipynb", "_hw.ipynb"]))
def test_moodle_never_gives_a_file_to_anybody_else(drawn, rest):
    assert_never_anybody_else(moodle, lambda name, id_: f"{for_moodle(name)}_{id_}_assignsubmission_file{rest}", drawn)


@given(classes("org_defined_id"), st.sampled_from(["/hw.ipynb", " - hw - x.ipynb"]))
def test_brightspace_never_gives_a_file_to_anybody_else(drawn, rest):
    assert_never_anybody_else(
        brightspace, lambda name, id_: f"1-{id_} - {for_moodle(name)} - Sep 24, 2024 926 PM{rest}", drawn
    )


LOGINS = st.lists(
    st.text(st.sampled_from("ab_"), min_size=1, max_size=5).filter(lambda login: login.strip("_")),
    min_size=1,
    max_size=5,
    unique=True,
)


@given(LOGINS, st.sampled_from(["HW", "HW_a", "HW_a_b", "a_HW"]))
def test_blackboard_never_gives_a_file_to_anybody_else(logins, title):
    people = [Person(f"s{index}", "", ids={"username": login}) for index, login in enumerate(logins)]
    files = [f"{title}_{login}_attempt_2026-01-02-03-04-05_hw.ipynb" for login in logins]
    for person, verdict in zip(people, verdicts(blackboard, files, people), strict=True):
        assert person in verdict.people
        assert verdict.reason or verdict.people == (person,)


# --- single cases


@pytest.mark.parametrize(
    "spelled", ["doejane", "DOE JANE", "jane doe", "Jane, Doe", "Doe\u00a0Jane", "do\u0308e ja\u0301ne", "d-o'e j.ane"]
)
def test_a_name_is_the_same_however_it_is_spelled(spelled):
    assert given_to(canvas, f"{spelled}_7_9001_hw.ipynb", [Person("jane", "Döe, Jáne"), BEN]) == ["jane"]


def test_two_of_one_name_are_not_guessed_between():
    assert given_to(canvas, "doejane_7_9001_hw.ipynb", [JANE, OTHER_JANE, BEN]) == (["jane", "other"], "open")


def test_two_of_one_name_stay_open_even_if_one_of_them_has_a_file_by_id():
    files = ["doejane_103_9001_hw.ipynb", "doejane_7_9002_hw.ipynb"]
    first, second = verdicts(canvas, files, [JANE, OTHER_JANE])
    assert (students(first), students(second)) == (["jane"], ["jane", "other"])
    assert second.reason


def test_an_id_counts_more_than_a_name_that_contradicts_it():
    assert given_to(canvas, "roeben_103_9001_hw.ipynb", [JANE, BEN]) == ["jane"]


def test_the_only_one_of_a_name_is_asked_about_if_the_roster_has_another_id():
    assert given_to(canvas, "doejane_7_9001_hw.ipynb", [JANE, BEN]) == (["jane"], "open")


@pytest.mark.parametrize(
    ("parser", "file"),
    [
        (brightspace, "1-900 - Jane Doe - Sep 24, 2024 926 PM/hw.ipynb"),
        (moodle, "Jane Doe_55_assignsubmission_file/hw.ipynb"),
    ],
)
def test_an_id_of_another_numbering_is_asked_about_if_the_name_is_somebody_elses(parser, file):
    assert given_to(parser, file, [JANE, BEN]) == (["ben", "jane"], "open")


@pytest.mark.parametrize(
    "file", ["Nobody Known_55_assignsubmission_file/hw.ipynb", "Ben Roe_1_assignsubmission_file_x"]
)
def test_a_moodle_id_or_else_a_name_is_enough(file):
    assert given_to(moodle, file, [JANE, BEN]) == ["ben"]


def test_moodles_ids_may_be_written_as_its_worksheets_have_them():
    person = Person("zoe", "Zoe", ids={"moodle_id": "Teilnehmer/in 77"})
    assert given_to(moodle, "Teilnehmer in_77_assignsubmission_file/hw.ipynb", [person]) == ["zoe"]


def test_a_file_name_that_looks_like_ids_is_not_taken_for_them():
    assert given_to(canvas, "zoe_7_9001_103_9002_hw.ipynb", [JANE, BEN]) == []


def test_an_anonymous_id_is_nobodys_canvas_id():
    assert given_to(canvas, "anon_103_9001_hw.ipynb", [JANE, BEN]) == []


def test_a_folder_that_a_student_made_is_not_taken_for_moodles():
    file = "Zoe_1_assignsubmission_file/Jane Doe_2_assignsubmission_file/hw.ipynb"
    assert given_to(moodle, file, [JANE, BEN]) == []


def test_a_login_with_an_underscore_is_told_from_its_end_by_the_other_files():
    people = [Person("whole", "", ids={"username": "j_doe"}), Person("end", "", ids={"username": "doe"})]
    files = [f"HW 1_{login}_attempt_2026-01-02-03-04-05_hw.ipynb" for login in ("j_doe", "doe")]
    assert [students(verdict) for verdict in verdicts(blackboard, files, people)] == [["whole"], ["end"]]


def test_a_login_that_can_end_in_two_ways_is_asked_about():
    people = [Person("whole", "", ids={"username": "j_doe"}), Person("end", "", ids={"username": "doe"})]
    file = "HW_j_doe_attempt_2026-01-02-03-04-05_hw.ipynb"
    assert given_to(blackboard, file, people) == (["whole", "end"], "open")


def test_a_login_of_a_stranger_is_not_cut_down_to_a_students():
    people = [Person("doe", "", ids={"username": "doe"}), Person("ann", "", ids={"username": "ann"})]
    files = [f"HW_{login}_attempt_2026-01-02-03-04-05_hw.ipynb" for login in ("ann", "zoe_doe")]
    stranger = verdicts(blackboard, files, people)[1]
    assert stranger.reason
    assert students(stranger) == ["doe"]


def test_who_has_no_username_is_known_by_the_other_ids():
    people = [Person("doe1", "", "doe1@example.edu", {"sis_login_id": "jd"}), Person("doe2", "", ids={"username": "x"})]
    file = "HW_{}_attempt_2026-01-02-03-04-05_hw.ipynb"
    assert [given_to(blackboard, file.format(login), people) for login in ("jd", "doe1", "doe2")] == [
        ["doe1"],
        ["doe1"],
        [],
    ]


GROUP = [Person("a", "A", group="Team One"), Person("b", "B", ids={"canvas_id": "7"}, group="team one"), JANE]


@pytest.mark.parametrize(
    ("parser", "file"),
    [
        (canvas, "teamone_7_9001_hw.ipynb"),
        (moodle, "Team One_31_assignsubmission_file/hw.ipynb"),
        (brightspace, "1-31 - Team One - Sep 24, 2024 926 PM/hw.ipynb"),
        (blackboard, "HW_Team One_attempt_2026-01-02-03-04-05_hw.ipynb"),
    ],
)
def test_a_groups_file_is_given_to_all_its_members_if_asked(parser, file):
    assert sorted(given_to(parser, file, GROUP, groups=True)) == ["a", "b"]
    assert given_to(parser, file, GROUP) in ([], ["b"])


@given(st.text(st.sampled_from("!?.'-,/ =|\u0301"), max_size=8))
def test_names_without_a_letter_or_digit_match_nobody(name):
    people = [Person("a", "!!!"), Person("b", name), Person("c", "")]
    assert given_to(moodle, f"{for_moodle(name) or '-'}_1_assignsubmission_file/x.ipynb", people) == []
