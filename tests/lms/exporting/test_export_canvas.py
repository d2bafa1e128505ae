"""Canvas takes the exported gradebook: read back here by the rules that its importer documents."""

import csv
import io
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.roster import Person

ENROLLED = {"1001", "1002", "1003", "1004", "1005", "1006", "1007", "1999"}
HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,Activation functions and their derivatives (4711)\n"
POINTS = "    Points Possible,,,,,100\n"


@pytest.fixture(scope="session")
def canvas_import(canvas_reader):
    """Take a file as Canvas does in the course of the golden files."""
    return lambda content: canvas_reader(content, ENROLLED)


def test_grades_arrive_by_the_ids_of_canvas(export, golden, canvas_import, canvas_number):
    made = export("canvas", {"anna": "87.5", "wang": 100, "jose": 0}, golden("canvas.csv"))
    grades, _ = canvas_import(made.content)
    assert {who: canvas_number(grades[who]["4711"]) for who in ("1001", "1003", "1006")} == {
        "1001": Fraction("87.5"),
        "1003": 100,
        "1006": 0,
    }


def test_only_the_students_columns_and_the_assignments_are_written(export, golden):
    made = export("canvas", {"anna": 1}, golden("canvas.csv"))
    header = made.content.decode().split("\n", 1)[0]
    assert header == HEAD.strip()


def test_points_possible_stay_as_they_were(export, golden, canvas_import):
    _, points = canvas_import(export("canvas", {"anna": 1}, golden("canvas.csv")).content)
    assert points == {"4711": "100.00"}


def test_grades_that_we_do_not_have_stay_as_they_were(export, golden, canvas_import):
    grades, _ = canvas_import(export("canvas", {"anna": 1}, golden("canvas.csv")).content)
    assert [grades[who]["4711"] for who in ("1002", "1003", "1004", "1005", "1006", "1007", "1999")] == [
        "71.50",
        "",
        "EX",
        "80.00",
        "12.00",
        "N/A",
        "",
    ]


def test_rows_keep_their_order_and_ids_byte_for_byte(export, golden):
    before = golden("canvas.csv").decode().splitlines()
    after = export("canvas", {"wang": 3}, golden("canvas.csv")).content.decode().splitlines()
    middle = [re.search(r",(\d{4},[^,]*,[^,]*),", line) for line in before]
    assert [match[1] in line for match, line in zip(middle, after, strict=True) if match] == [True] * 8


def test_an_excused_student_stays_excused_and_is_told_of(export, golden, canvas_import):
    made = export("canvas", {"kim1": 50}, golden("canvas.csv"))
    grades, _ = canvas_import(made.content)
    assert (grades["1004"]["4711"], made.changes, "EX" in " ".join(made.notes)) == ("EX", (), True)


def test_a_student_to_whom_canvas_does_not_assign_it_is_told_of(export, golden, canvas_import):
    made = export("canvas", {"zoe": 50}, golden("canvas.csv"))
    assert canvas_import(made.content)[0]["1007"]["4711"] == "N/A"
    assert [(one.who, "not assigned" in one.reason) for one in made.left_out] == [("zoe", True)]


def test_a_student_who_is_called_test_student_is_somebody(export, golden, make_person):
    people = (make_person("t", "Test Student", number=999),)
    assert [change.student for change in export("canvas", {"t": 5}, golden("canvas.csv"), people=people).changes] == [
        "t"
    ]


def test_the_test_student_is_nobody_without_a_grade(export, golden, everybody):
    made = export("canvas", {person.student: 1 for person in everybody}, golden("canvas.csv"))
    assert made.without_grade == ()


def test_an_equal_grade_is_no_change(export, golden):
    made = export("canvas", {"bob": "71.5"}, golden("canvas.csv"))
    assert (made.changes, made.unchanged) == ((), 1)


def test_what_is_exported_is_the_grade_after_lateness(export, golden, make_grade):
    late = make_grade("anna", 80, grade=Fraction(70), penalty=Fraction(10))
    assert [change.after for change in export("canvas", {"anna": late}, golden("canvas.csv")).changes] == ["70.00"]


def test_what_canvas_rounds_to_the_same_two_decimals_is_no_change(export):
    template = HEAD + POINTS + "A,1001,,,G,66.6666\n"
    made = export("canvas", {"anna": Fraction(200, 3)}, template.encode())
    assert (made.unchanged, b"66.6666" in made.content) == (1, True)


def test_a_row_that_an_id_gave_to_one_is_not_given_to_another_by_name(export, make_person):
    template = HEAD + POINTS + '"O\'Brien, Anna-Lena",1003,,,G,\n'
    people = (make_person("wang"), Person("anna", "Anna-Lena O'Brien"))
    made = export("canvas", {"wang": 5, "anna": 6}, template.encode(), people=people)
    assert ([change.student for change in made.changes], [one.who for one in made.left_out]) == (["wang"], ["anna"])


def test_a_name_that_canvas_wrapped_is_found(export):
    template = HEAD + POINTS + '"=""=cmd|\' /C calc\'!A0""",1002,,,G,\n'
    made = export("canvas", {"bob": 5}, template.encode(), people=(Person("bob", "=cmd|' /C calc'!A0"),))
    assert [change.student for change in made.changes] == ["bob"]


def test_the_totals_of_a_grading_period_are_no_column_for_grades(export):
    with pytest.raises(UsageError, match="no column"):
        export("canvas", {"anna": 1}, b"Student,ID,Section,Activations Current Score (2026)\n,,,\n")


def test_a_change_tells_what_stood_there(export, golden):
    (change,) = export("canvas", {"kim2": 90}, golden("canvas.csv")).changes
    assert (change.student, change.row, change.before, change.after) == ("kim2", 8, "80.00", "90.00")


def test_a_hostile_name_is_defused_where_an_id_stands_beside_it(export, golden, canvas_import):
    made = export("canvas", {"bob": 1}, golden("canvas.csv"))
    names = [row[0] for row in csv.reader(io.StringIO(made.content.decode(), newline=""))]
    assert [name for name in names if name[:1] in "=+-@"] == [""]
    assert canvas_import(made.content)[0]["1002"] == {"4711": "1.00"}


def test_a_hostile_name_that_alone_identifies_is_refused_with_a_reason(export, make_person):
    template = HEAD + POINTS + "=cmd|' /C calc'!A0,,,,Group 1,\n"
    made = export("canvas", {"bob": 1}, template.encode(), people=(make_person("bob", only=()),))
    assert b"=cmd" not in made.content
    assert [(one.who, "nothing else identifies it" in one.reason) for one in made.left_out] == [("bob", True)]


@pytest.mark.parametrize("login", ["=1+1", "+x@uni.example", "-x@uni.example", "@bob", "\tbob"])
def test_a_dangerous_id_is_refused_with_a_reason(export, login):
    template = f'{HEAD}{POINTS}"Bob",1002,s002,"{login}",Group 1,\n'
    made = export("canvas", {"bob": 1}, template.encode())
    assert "SIS Login ID" in made.left_out[0].reason
    assert b"1002" not in made.content


def test_a_number_is_no_dangerous_id(export):
    template = HEAD + POINTS + "Bob,1002,-12,+49123,Group 1,\n"
    made = export("canvas", {"bob": 1}, template.encode())
    assert (made.left_out, b"1002,-12,+49123," in made.content) == ((), True)


def test_two_students_of_one_name_are_told_apart_by_their_ids(export, golden, canvas_import):
    grades, _ = canvas_import(export("canvas", {"kim2": 66}, golden("canvas.csv")).content)
    assert (grades["1004"]["4711"], grades["1005"]["4711"]) == ("EX", "66.00")


def test_two_students_of_one_name_without_ids_are_refused_with_a_reason(export, make_person):
    template = HEAD + POINTS + '"Lee, Kim",1,,,G,\n"Lee, Kim",2,,,G,\n'
    people = tuple(make_person(student, only=()) for student in ("kim1", "kim2"))
    made = export("canvas", {"kim1": 1, "kim2": 2}, template.encode(), people=people)
    assert made.changes == ()
    assert [(one.who, "shares its name" in one.reason) for one in made.left_out] == [("kim1", True), ("kim2", True)]


def test_one_student_whose_name_stands_in_two_rows_is_refused_with_both_lines(export, make_person):
    template = HEAD + POINTS + '"Lee, Kim",1,,,G,\n"Lee, Kim",2,,,G,\n'
    made = export("canvas", {"kim1": 1}, template.encode(), people=(make_person("kim1", only=()),))
    assert "lines 3, 4" in made.left_out[0].reason


@pytest.mark.parametrize(
    ("row", "only"),
    [
        ("Somebody,1003,,,G,", ("canvas_id",)),
        ("Somebody,9,s003,,G,", ("sis_user_id",)),
        ("Somebody,9,,wang,G,", ("username",)),
        ("Somebody,9,,WANG@uni.example,G,", ()),
        ("王小明,9,,,G,", ()),
    ],
)
def test_a_student_is_found_by_each_of_the_ids_and_then_by_name(export, make_person, row, only):
    made = export("canvas", {"wang": 1}, f"{HEAD}{POINTS}{row}\n".encode(), people=(make_person("wang", only=only),))
    assert [change.student for change in made.changes] == ["wang"]


def test_a_name_never_wins_against_an_id_that_differs(export, make_person):
    template = HEAD + POINTS + "王小明,9999,,,G,\n"
    made = export("canvas", {"wang": 1}, template.encode(), people=(make_person("wang"),))
    assert (made.changes, "ID differs" in made.left_out[0].reason) == ((), True)


def test_a_name_matches_in_either_order_and_either_form_of_its_accents(export, make_person, golden):
    people = (make_person("jose", only=()), make_person("anna", only=()))
    nameless = [person.__class__(person.student, person.name) for person in people]
    made = export("canvas", {"jose": 1, "anna": 2}, golden("canvas.csv"), people=tuple(nameless))
    assert {change.student for change in made.changes} == {"jose", "anna"}


def test_a_student_who_is_not_in_canvas_is_told_of(export, golden, make_person, everybody):
    people = (*everybody, make_person("new", "New One", number=99))
    made = export("canvas", {"new": 1}, golden("canvas.csv"), people=people)
    assert [one.who for one in made.left_out] == ["new"]


def test_without_a_roster_the_student_id_is_tried_as_a_login(export):
    template = HEAD + POINTS + "Somebody,9,,anna,G,\n"
    assert len(export("canvas", {"anna": 1}, template.encode(), people=()).changes) == 1


def test_the_lms_own_points_scale_the_grades_and_are_told_of(export, golden, canvas_import):
    made = export("canvas", {"anna": "87.5", "wang": 100}, golden("canvas_semicolon.csv"))
    grades, points = canvas_import(made.content)
    assert (grades["1001"]["4711"], grades["1003"]["4711"], points) == ("17,50", "20,00", {"4711": "20,00"})
    assert any("20 points where the course has 100" in note for note in made.notes)


def test_byte_order_mark_and_line_ends_stay(export, golden):
    content = export("canvas", {"anna": 1}, golden("canvas_semicolon.csv")).content
    assert (content[:3], content.count(b"\r\n"), content.count(b"\n")) == (b"\xef\xbb\xbf", 4, 4)


def test_almost_full_marks_are_not_full_marks_in_canvas(export, golden):
    made = export("canvas", {"anna": "99.9999"}, golden("canvas_semicolon.csv"))
    assert made.changes[0].after == "19,99"


@pytest.mark.parametrize(
    "column", ["4712", "MNIST with and without activations", "MNIST with and without activations (4712)"]
)
def test_a_column_can_be_named_by_title_or_id(export, golden, column):
    made = export("canvas", {"anna": 1}, golden("canvas.csv"), column=column)
    assert b"activations (4712)" in made.content.split(b"\n", 1)[0]


def test_a_column_that_is_not_there_is_answered_with_those_that_are(export, golden):
    with pytest.raises(UsageError, match=r"no column is called Lab 9[\s\S]*derivatives \(4711\)[\s\S]*\(4712\)"):
        export("canvas", {"anna": 1}, golden("canvas.csv"), column="Lab 9")


def test_a_title_that_two_columns_have_is_ambiguous(export):
    title = "Activation functions and their derivatives"
    template = f"Student,ID,Section,{title} (1),{title} (2)\n"
    with pytest.raises(UsageError, match="more than one column fits"):
        export("canvas", {"anna": 1}, template.encode())


def test_a_slug_in_another_assignments_title_is_not_its_column(export):
    template = "Student,ID,Section,MNIST with and without activations (2)\n,,,\n"
    with pytest.raises(UsageError, match="no column fits activations"):
        export("canvas", {"anna": 1}, template.encode())


def test_a_slug_in_a_title_is_enough(export):
    template = b"Student,ID,Section,Lab 1: Activations (2),Quiz (3)\n    Points Possible,,,100,5\nAnna,1001,G,,\n"
    assert len(export("canvas", {"anna": 1}, template).changes) == 1


def test_a_column_without_an_id_would_become_a_new_assignment_and_is_refused(export):
    with pytest.raises(UsageError, match="no column"):
        export("canvas", {"anna": 1}, b"Student,ID,Section,Activation functions and their derivatives\n")


def test_a_read_only_column_is_refused(export):
    template = HEAD + "    Points Possible,,,,,(read only)\n"
    with pytest.raises(UsageError, match="no column"):
        export("canvas", {"anna": 1}, template.encode())


def test_points_of_zero_can_not_be_scaled_to(export):
    with pytest.raises(UsageError, match="out of 0 points"):
        export("canvas", {"anna": 1}, (HEAD + "    Points Possible,,,,,0\n").encode())


@pytest.mark.parametrize("template", [b"Name,Grade\nAnna,1\n", b"Student,Grade\nAnna,1\n"])
def test_another_file_is_refused_with_the_way_to_get_the_right_one(export, template):
    with pytest.raises(UsageError, match="Export Entire Gradebook"):
        export("canvas", {"anna": 1}, template)


def test_without_a_template_the_way_to_get_it_is_told(export):
    with pytest.raises(UsageError, match="Export Entire Gradebook"):
        export("canvas", {"anna": 1})


def test_first_and_last_names_in_columns_of_their_own_are_read(export, make_person):
    template = (
        "LastName,FirstName,ID,SIS Login ID,Section,Activation functions and their derivatives (4711)\n"
        "    Points Possible,,,,,100\nLee,Kim,9,,G,\n"
    )
    made = export("canvas", {"kim1": 5}, template.encode(), people=(make_person("kim1", only=()),))
    assert [change.student for change in made.changes] == ["kim1"]


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=1, max_size=12).filter(str.strip)


@given(
    people=st.lists(
        st.tuples(NAMES, st.integers(1, 10**9), st.one_of(st.none(), st.integers(0, 10_000))),
        min_size=1,
        max_size=6,
        unique_by=lambda person: person[1],
    ),
    delimiter=st.sampled_from(",;"),
    maximum=st.integers(1, 400),
)
def test_any_class_comes_through_with_its_ids_order_and_exact_grades(export, make_person, people, delimiter, maximum):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(["Student", "ID", "SIS Login ID", "Section", "Activations (7)", "Other (8)", "Final Score"])
    writer.writerow(["    Points Possible", "", "", "", maximum, 10, "(read only)"])
    writer.writerows([name, number, f"u{number}", "G", "", 3, 4] for name, number, _ in people)
    roster = tuple(
        make_person(f"u{number}", name, number=1, only=("canvas_id",), canvas_id=str(number))
        for name, number, _ in people
    )
    graded = {f"u{number}": Fraction(cents, 100) for _, number, cents in people if cents is not None}
    made = export("canvas", graded, file.getvalue().encode(), people=roster)
    rows = list(csv.reader(io.StringIO(made.content.decode(), newline=""), delimiter=delimiter, strict=True))[2:]
    assert [row[1:4] for row in rows] == [[str(number), f"u{number}", "G"] for _, number, _ in people]
    assert not any(re.match(r"\s*[=+@-](?!$|[0-9.eE+-]*$)", row[0]) for row in rows)
    for row, (name, number_, cents) in zip(rows, people, strict=True):
        assert row[0].removeprefix("'") in (name, name.removeprefix("'"))
        if cents is None:
            assert row[4] == ""
        else:
            exact = Fraction(cents, 100) * maximum / 100
            assert abs(Fraction(row[4].replace(",", ".")) - exact) < Fraction(1, 100)
            assert (Fraction(row[4].replace(",", ".")) >= maximum) == (graded[f"u{number_}"] >= 100)
