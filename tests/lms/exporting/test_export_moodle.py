"""Moodle takes the exports: its gradebook import, its offline worksheet and its feedback zip, each by its own rules."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.grades import QuestionGrade
from autograder.lms.exporting.moodle_feedback import folder_name
from autograder.roster import Person

WORKSHEETS = ("en", "de", "fr")


def delimiter_of(language):
    return "\t" if language == "fr" else ","


@pytest.mark.parametrize("language", WORKSHEETS)
def test_grades_arrive_in_a_worksheet_of_any_language(export, golden, language, worksheet_import):
    made = export("moodle-worksheet", {"anna": 50, "wang": 100}, golden(f"worksheet_{language}.csv"))
    taken = worksheet_import(made.content, language, delimiter_of(language))
    full = {"en": 100, "de": 24, "fr": 20}[language]
    assert (taken["501"][0], taken["503"][0]) == (Fraction(full, 2), full)


@pytest.mark.parametrize("language", WORKSHEETS)
def test_a_comment_sums_the_result_up(export, golden, language, worksheet_import):
    made = export("moodle-worksheet", {"anna": 50}, golden(f"worksheet_{language}.csv"))
    assert worksheet_import(made.content, language, delimiter_of(language))["501"][1] == (
        "Graded automatically: 50 of 100 points. ReLU 3 of 4."
    )


@pytest.mark.parametrize("language", WORKSHEETS)
def test_every_other_cell_stays_byte_for_byte(export, golden, language):
    before = golden(f"worksheet_{language}.csv")
    made = export("moodle-worksheet", {"wang": 100}, before)
    lines, others = made.content.split(b"\n"), before.split(b"\n")
    changed = [line for line, other in zip(lines, others, strict=True) if line != other]
    (line,) = changed
    assert "王小明".encode() in line


def test_columns_are_found_by_shape_in_an_unknown_language(export):
    template = (
        "Tunniste,Koko nimi,Sähköposti,Tila,Arvosana,Enimmäisarvosana,Muutettavissa,Muokattu (palautus),"
        "Muokattu (arvosana),Palaute\n"
        'Osallistuja 501,Anna-Lena O\'Brien,anna@uni.example,x,,"50,00",Kyllä,-,-,\n'
    )
    row = export("moodle-worksheet", {"anna": 99}, template.encode()).content.decode().splitlines()[1]
    assert row.startswith('Osallistuja 501,Anna-Lena O\'Brien,anna@uni.example,x,"49,50","50,00",Kyllä,-,-,Graded auto')


def test_chinese_brackets_show_where_the_comments_are(export):
    left, right = "\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"
    template = (
        f"标识符,全名,电子邮件地址,状态,成绩,最高分,可以更改,最后修改{left}提交{right},最后修改{left}成绩{right},反馈评论,更多\n"
        "参与者 503,王小明,wang@uni.example,-,,50,是,-,-,,\n"
    )
    row = export("moodle-worksheet", {"wang": 100}, template.encode()).content.decode().splitlines()[1]
    assert row == (
        "参与者 503,王小明,wang@uni.example,-,50,50,是,-,-,Graded automatically: 100 of 100 points. ReLU 3 of 4.,"
    )


def test_where_all_have_the_same_grade_it_is_not_taken_for_the_maximum(export):
    template = (
        "Tunniste,Koko nimi,Posti,Tila,Arvosana,Enimmäis,Muutettavissa,M (p),M (a),Palaute\n"
        "Osallistuja 501,A,anna@uni.example,-,10,50,Kyllä,-,-,\n"
        "Osallistuja 503,W,wang@uni.example,-,10,50,Kyllä,-,-,\n"
    )
    (change,) = export("moodle-worksheet", {"anna": 50}, template.encode()).changes
    assert (change.before, change.after) == ("10", "25")


def test_an_online_text_that_is_a_formula_is_defused(export):
    template = (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (submission),Online text,"
        "Last modified (grade),Feedback comments\n"
        "Participant 501,A,anna@uni.example,-,,100.00,-,=1+1,-,- so far\n"
    )
    made = export("moodle-worksheet", {"anna": 50}, template.encode())
    assert (
        made.content.decode().splitlines()[1] == "Participant 501,A,anna@uni.example,-,50.00,100.00,-,'=1+1,-,- so far"
    )


def test_a_comment_that_somebody_wrote_stays(export, golden, worksheet_import):
    made = export("moodle-worksheet", {"bob": 50}, golden("worksheet_en.csv"))
    assert worksheet_import(made.content, "en")["502"] == (50, "Well argued.")
    assert any("1 comment kept" in note for note in made.notes)


def test_a_comment_of_an_earlier_export_is_replaced(export, golden, worksheet_import):
    first = export("moodle-worksheet", {"wang": 50}, golden("worksheet_en.csv"))
    second = export("moodle-worksheet", {"wang": 60}, first.content)
    assert worksheet_import(second.content, "en")["503"][1].startswith("Graded automatically: 60 of 100")


def test_a_comment_can_not_become_a_formula_and_tells_what_a_person_wrote(export, golden, make_grade, worksheet_import):
    question = QuestionGrade("explain", "Why", Fraction(3), Fraction(2), manual=True, comment="Good,\nbut =short")
    made = export(
        "moodle-worksheet", {"wang": make_grade("wang", 50, questions=(question,))}, golden("worksheet_en.csv")
    )
    comment = worksheet_import(made.content, "en")["503"][1]
    assert comment.endswith("Why 2 of 3. Why: Good, but =short")


def test_names_that_moodle_defused_are_not_defused_again(export, golden):
    made = export("moodle-worksheet", {"bob": 50}, golden("worksheet_en.csv"))
    assert b"\"'=cmd|' /C calc'!A0\"" in made.content


def test_a_hostile_name_in_a_worksheet_is_defused(export):
    template = (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (grade),Feedback comments\n"
        "Participant 502,=cmd|' /C calc'!A0,bob@uni.example,x,,100.00,-,\n"
    )
    assert b",'=cmd|' /C calc'!A0," in export("moodle-worksheet", {"bob": 1}, template.encode()).content


def test_of_two_students_of_one_name_each_gets_her_own(export, golden, worksheet_import):
    made = export("moodle-worksheet", {"kim1": 10, "kim2": 20}, golden("worksheet_en.csv"))
    taken = worksheet_import(made.content, "en")
    assert (taken["504"][0], taken["505"][0]) == (10, 20)


def test_a_blind_worksheet_is_matched_by_participant_number(export, worksheet_import):
    template = (
        "Identifier,Status,Grade,Maximum Grade,Last modified (grade),Feedback comments\n"
        "Participant 503,x,,100.00,-,\nParticipant 5030,x,,100.00,-,\n"
    )
    made = export("moodle-worksheet", {"wang": 77}, template.encode())
    assert {number: grade for number, (grade, _) in worksheet_import(made.content, "en").items()} == {
        "503": 77,
        "5030": None,
    }


def test_more_than_the_maximum_is_left_out_because_moodle_would_skip_it(export, golden):
    made = export("moodle-worksheet", {"wang": 105}, golden("worksheet_en.csv"))
    assert (made.changes, "more than the maximum" in made.left_out[0].reason) == ((), True)


@pytest.mark.parametrize(
    "template",
    [
        b"Name,Grade\nAnna,1\n",
        b"Identifier,Full name,Grade,Maximum Grade\n",
        b"Identifier,Full name,Email address,Grade,Scale\nParticipant 1,A,a@b,Good,Good\n",
    ],
)
def test_what_is_no_worksheet_with_points_is_refused(export, template):
    with pytest.raises(UsageError, match="Download grading worksheet"):
        export("moodle-worksheet", {"anna": 1}, template)


def test_a_worksheet_is_needed(export):
    with pytest.raises(UsageError, match="Download grading worksheet"):
        export("moodle-worksheet", {"anna": 1})


ITEM = "Assignment: Activation functions and their derivatives (Real)"
EMAILS = {f"{student}@uni.example" for student in ("anna", "bob", "wang", "kim1", "kim2", "jose", "zoe")}


def test_grades_arrive_in_an_exported_gradebook(export, golden, gradebook_import):
    made = export("moodle", {"anna": "87.5", "kim1": 0}, golden("moodle_gradebook.csv"))
    assert gradebook_import(made.content, "Email address", ITEM, EMAILS) == {
        "anna@uni.example": Fraction("87.5"),
        "bob@uni.example": Fraction("71.5"),
        "kim1@uni.example": 0,
        "kim2@uni.example": 80,
    }


def test_percentages_and_other_items_of_the_gradebook_stay(export, golden):
    made = export("moodle", {"kim2": 10}, golden("moodle_gradebook.csv"))
    assert (
        made.content.decode().splitlines()[-1] == 'Kim,Lee,s005,,,kim2@uni.example,10.00,"80.00 %",-,80.00,1790000000'
    )


def test_a_gradebook_in_german_is_filled(export):
    template = (
        'Vorname,Nachname,ID-Nummer,E-Mail-Adresse,"Aufgabe: Activation functions and their derivatives (Punkte)"\r\n'
        'Anna-Lena,O\'Brien,s001,anna@uni.example,"13,50"\r\n'
    )
    made = export("moodle", {"anna": "87.5"}, template.encode())
    assert made.content.decode().splitlines()[1] == 'Anna-Lena,O\'Brien,s001,anna@uni.example,"87,50"'


def test_a_semicolon_alone_does_not_make_decimals_commas(export):
    template = "First name;Last name;Email address;Activations\nA;O;anna@uni.example;-\n"
    assert export("moodle", {"anna": "87.5"}, template.encode()).content.endswith(b";87.5\n")


def test_what_a_student_says_of_herself_in_a_gradebook_is_defused(export):
    template = "First name,Last name,Institution,Email address,Activations\nA,O,=1+1,anna@uni.example,-\n"
    assert export("moodle", {"anna": 5}, template.encode()).content.endswith(b"A,O,'=1+1,anna@uni.example,5\n")


def test_from_the_roster_everybody_has_the_column_that_users_are_mapped_by(export, gradebook_import):
    made = export("moodle", {"anna": "87.5", "wang": 100})
    title = "Activation functions and their derivatives"
    assert gradebook_import(made.content, "email", title, EMAILS) == {
        "anna@uni.example": Fraction("87.5"),
        "wang@uni.example": 100,
    }
    assert any("column email" in note for note in made.notes)


def test_one_without_the_id_is_left_out_so_that_the_import_does_not_abort(export, make_person):
    people = (make_person("anna"), make_person("wang"), Person("ghost", "Ghost"))
    made = export("moodle", {"anna": 1, "wang": 2, "ghost": 3}, people=people)
    assert b"ghost" not in made.content
    assert [(one.who, one.reason) for one in made.left_out] == [
        ("ghost", "the roster has no e-mail address of that student")
    ]


def test_a_dangerous_address_in_the_roster_is_refused_with_a_reason(export):
    people = (Person("a", "A", "=cmd@uni.example"), Person("b", "B", "b@uni.example"))
    made = export("moodle", {"a": 1, "b": 2}, people=people)
    assert (b"=cmd" in made.content, [one.who for one in made.left_out]) == (False, ["a"])


def test_a_gradebook_without_ids_is_refused(export):
    with pytest.raises(UsageError, match="nobody can be told apart"):
        export("moodle", {"anna": 1}, b"First name,Last name,Activations\nA,B,1\n")


@given(points=st.dictionaries(st.sampled_from(["anna", "bob", "wang", "kim1", "kim2"]), st.integers(0, 10_000)))
def test_cents_come_back_exactly_from_the_gradebook(export, golden, points, gradebook_import):
    template = golden("moodle_gradebook.csv")
    made = export("moodle", {student: Fraction(cents, 100) for student, cents in points.items()}, template)
    taken = gradebook_import(made.content, "Email address", ITEM, EMAILS)
    assert {student: taken[f"{student}@uni.example"] for student in points} == {
        student: Fraction(cents, 100) for student, cents in points.items()
    }


@pytest.fixture
def pages(tmp_path):
    """Feedback pages of some students."""
    made = {}
    for student in ("anna", "bob", "wang", "kim1", "kim2"):
        made[student] = tmp_path / f"{student}.html"
        made[student].write_text(f"<p>For {student}</p>")
    return made


def test_each_student_gets_the_own_feedback_page(export, golden, pages, feedback_import):
    made = export("moodle-feedback", dict.fromkeys(pages, 1), golden("worksheet_en.csv"), pages=pages)
    assert feedback_import(made.content) == {
        501: ("feedback.html", "<p>For anna</p>"),
        502: ("feedback.html", "<p>For bob</p>"),
        503: ("feedback.html", "<p>For wang</p>"),
        504: ("feedback.html", "<p>For kim1</p>"),
        505: ("feedback.html", "<p>For kim2</p>"),
    }


def test_without_a_worksheet_the_rosters_numbers_do(export, pages, feedback_import):
    made = export("moodle-feedback", {"wang": 1}, pages=pages)
    assert list(feedback_import(made.content)) == [503]


def test_without_worksheet_and_numbers_the_way_to_get_them_is_told(export, pages):
    with pytest.raises(UsageError, match="moodle_id"):
        export("moodle-feedback", {"wang": 1}, people=(), pages=pages)


def test_a_page_that_is_not_there_is_told_of(export, golden):
    made = export("moodle-feedback", {"wang": 1}, golden("worksheet_en.csv"), pages={})
    assert [(one.who, "has no feedback.html" in one.reason) for one in made.left_out] == [("wang", True)]


def test_the_same_grades_make_the_same_zip(export, golden, pages):
    first, second = (
        export("moodle-feedback", {"wang": 1}, golden("worksheet_en.csv"), pages=pages).content for _ in range(2)
    )
    assert first == second


@given(name=st.text(max_size=200))
def test_moodle_reads_the_number_from_a_folder_of_any_name(name):
    folder = folder_name(name, "17")
    assert folder.split("_", 4)[1:] == ["17", "assignsubmission", "file", ""]
    assert not set(folder) & set('/\\:*?"<>|\0\n')
    assert folder[0] not in ". _"
