"""Blackboard takes the export back: UTF-16 or UTF-8, tab or comma, with the ids of its columns."""

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError

OURS = "880011"


def test_grades_arrive_in_the_column_of_that_id(export, golden, blackboard_upload):
    made = export("blackboard", {"anna": "87.5", "wang": 100}, golden("blackboard.xls"))
    taken = blackboard_upload(made.content)
    assert {who: taken[OURS][who] for who in ("anna", "wang")} == {"anna": "87.50", "wang": "100.00"}


def test_what_we_have_no_grade_for_stays(export, golden, blackboard_upload):
    taken = blackboard_upload(export("blackboard", {"anna": 1}, golden("blackboard.xls")).content)
    assert {who: taken[OURS][who] for who in ("bob", "wang", "kim1", "kim2")} == {
        "bob": "71.50",
        "wang": "Needs Grading",
        "kim1": "",
        "kim2": "80.00",
    }


def test_other_columns_encoding_and_quotes_stay_byte_for_byte(export, golden):
    before = golden("blackboard.xls")
    made = export("blackboard", {"anna": "87.5"}, before)
    changed = before.decode("utf-16").replace('"Yes"\t""\t"55.00"', '"Yes"\t"87.50"\t"55.00"')
    changed = changed.replace('"=cmd', "\"'=cmd")
    assert made.content == b"\xff\xfe" + changed.encode("utf-16-le")


def test_comma_separated_utf8_stays_so(export):
    header = "Last Name,First Name,Username,Activations [Total Pts: 40 Score] |77"
    made = export("blackboard", {"wang": "100"}, f"{header}\r\n王,小明,wang,\r\n".encode())
    assert made.content == f"{header}\r\n王,小明,wang,40\r\n".encode()


def test_points_of_blackboard_scale_and_are_told_of(export):
    template = 'Username,"Activations [Total Pts: 7.5 Score] |77"\nanna,\n'
    made = export("blackboard", {"anna": 50}, template.encode())
    assert (made.changes[0].after, any("7.5 points where the course has 100" in note for note in made.notes)) == (
        "3.75",
        True,
    )


def test_an_exempt_student_stays_exempt(export):
    template = 'Username,"Activations [Total Pts: 10 Score] |77"\nanna,Exempt\n'
    assert export("blackboard", {"anna": 50}, template.encode()).changes == ()


def test_a_total_is_no_column_for_grades(export):
    template = 'Username,"Activations [Total Pts: up to 10 Score] |77"\nanna,\n'
    with pytest.raises(UsageError, match="no column"):
        export("blackboard", {"anna": 50}, template.encode())


@pytest.mark.parametrize("template", [None, b"Name,Grade\n"])
def test_without_a_gradebook_the_way_to_get_it_is_told(export, template):
    with pytest.raises(UsageError, match="Work Offline"):
        export("blackboard", {"anna": 1}, template)


def test_two_students_of_one_name_are_told_apart_by_user_name(export, golden, blackboard_upload):
    taken = blackboard_upload(export("blackboard", {"kim1": 10, "kim2": 20}, golden("blackboard.xls")).content)
    assert (Fraction(taken[OURS]["kim1"]), Fraction(taken[OURS]["kim2"])) == (10, 20)


@pytest.mark.parametrize("username", ["=1+1", "@bob", "+bob"])
def test_a_dangerous_user_name_is_refused_with_a_reason(export, username):
    template = f'Username,Student ID,"Activations [Total Pts: 10 Score] |77"\n{username},s002,\n'
    made = export("blackboard", {"bob": 50}, template.encode())
    assert (username.encode() in made.content, "Username" in made.left_out[0].reason) == (False, True)


NAMES = st.text(st.characters(codec="utf-16-le", exclude_characters="\0"), min_size=1, max_size=12)


@given(
    people=st.lists(st.tuples(NAMES, NAMES, st.one_of(st.none(), st.integers(0, 10_000))), min_size=1, max_size=5),
    encoding=st.sampled_from(["utf-16-le", "utf-8"]),
    delimiter=st.sampled_from("\t,"),
)
def test_any_names_come_through_with_exact_grades_in_order(export, make_person, people, encoding, delimiter):
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b"\xef\xbb\xbf"
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["Last Name", "First Name", "Username", f"Activations [Total Pts: 100 Score] |{OURS}", "Other |1"])
    writer.writerows([family, given_name, f"u{index}", "", "7"] for index, (family, given_name, _) in enumerate(people))
    roster = tuple(
        make_person(f"u{index}", "Somebody Else", number=1, only=("username",)) for index in range(len(people))
    )
    points = {f"u{index}": Fraction(cents, 100) for index, (*_, cents) in enumerate(people) if cents is not None}
    made = export("blackboard", points, mark + file.getvalue().encode(encoding), people=roster)
    assert made.content.startswith(mark)
    text = io.StringIO(made.content[len(mark) :].decode(encoding), newline="")
    rows = list(csv.reader(text, delimiter=delimiter, strict=True))[1:]
    for index, (row, (family, given_name, cents)) in enumerate(zip(rows, people, strict=True)):
        assert row[2:] == [f"u{index}", row[3], "7"]
        assert [name.removeprefix("'") for name in row[:2]] == [name.removeprefix("'") for name in (family, given_name)]
        assert (row[3] == "") if cents is None else (Fraction(row[3]) == Fraction(cents, 100))
