from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.model import Outcome
from autograder.report.class_report import FiledResult, class_page

TITLES = {"activations": "Activation functions", "mnist": "MNIST"}
HOSTILE = st.sampled_from(["<script>", '"><a href="javascript:x">', "</td></table>", "\x1b[0m", "\u202e", "{{ 1 }}"])
ANY_TEXT = st.one_of(HOSTILE, st.text(st.characters(), min_size=1, max_size=20))


def several(make):
    broken = make.result([make.question(outcome=Outcome.INTERNAL_ERROR, score=None)], student="grace")
    return [
        FiledResult("activations/zoe", make.typical(student="zoe")),
        FiledResult("activations/ada", make.typical(student="ada", penalty=Fraction(1))),
        FiledResult("activations/noah", make.unreadable(student="noah")),
        FiledResult("activations/grace", broken),
        FiledResult("mnist/ada", make.typical(student="ada", assignment="mnist")),
    ]


def view(parse, filed, titles=TITLES):
    return parse(class_page(filed, "Course", titles))


def test_students_are_sorted_and_linked_to_their_feedback(make, parse):
    links = view(parse, several(make)).values("href")
    assert links[2:] == [
        "./activations/ada/feedback.html",
        "./activations/grace/feedback.html",
        "./activations/noah/feedback.html",
        "./activations/zoe/feedback.html",
        "./mnist/ada/feedback.html",
    ]


def test_what_needs_a_human_comes_first_with_its_reason(make, parse):
    words = view(parse, several(make)).words
    assert words.index("Needs a human") < words.index("Checks that fail most")
    assert "2 need a human" in words
    assert "unreadable The file ends in the middle of the notebook." in words
    assert "internal error The grader itself failed in: Sigmoid." in words


def test_the_rungs_of_the_sandbox_are_named(make, parse):
    assert "Sandbox: rung A." in view(parse, several(make)).words
    mixed = [*several(make), FiledResult("mnist/zoe", make.typical(student="zoe", sandbox_rung="D"))]
    words = view(parse, mixed).words
    assert "Sandbox: rung A for 4 submissions, rung D for 1 submission. On rung D, submissions could read" in words


def test_nobody_is_asked_for_where_all_went_well(make, parse):
    assert "human" not in view(parse, [FiledResult("ada", make.typical())]).words


def test_counts_averages_and_hard_checks_are_shown(make, parse):
    words = view(parse, several(make)).words
    assert "Graded 2 of 4" in words
    assert "Mean 32 %" in words
    assert "To grade by hand 2" in words
    assert "Softplus 6 60 % 2 partly right" in words
    assert "Large inputs give finite values Softplus 2 of 2" in words


def test_a_student_with_some_points_of_a_question_is_partly_right_there(make, parse):
    questions = [make.question("q", "Q", Outcome.FAILED, 3), make.question("r", "R", Outcome.FAILED, 0)]
    words = view(parse, [FiledResult("ada", make.result(questions))]).words
    assert "ada 1 partly right 1 failed 3 / 12" in words


def test_the_bar_of_outcomes_stands_under_their_heading(make, parse):
    page = view(parse, [FiledResult("ada", make.typical())])
    assert page.values("colspan") == ["2"]
    assert "Question Points Mean Outcomes" in page.words


def test_grades_have_a_column_only_where_somebody_was_late(make, parse):
    assert "9.6 / 30 8.6" in view(parse, several(make)).words
    assert "Grade" not in view(parse, [FiledResult("ada", make.typical())]).words.split()


def test_attempts_have_a_column_only_where_there_are_several(make, parse):
    assert "Attempt" not in view(parse, several(make)).words
    assert "Attempt" in view(parse, [FiledResult("ada", make.typical(attempt=2))]).words


def test_assignments_come_in_the_order_of_the_course(make, parse):
    filed = several(make)
    titles = {"mnist": "MNIST", "activations": "Activation functions"}
    words = view(parse, filed, titles).words
    first_mention_after_the_list = words.index("MNIST Graded")
    assert first_mention_after_the_list < words.index("Activation functions Graded")


def test_an_assignment_that_the_course_no_longer_names_is_still_shown(make, parse):
    assert "old Graded" in view(parse, [FiledResult("ada", make.typical(assignment="old"))]).words


def test_no_submissions_still_give_a_page(parse):
    assert "No submission has been graded yet." in view(parse, []).words


def test_a_class_of_unreadable_files_gives_a_page_without_averages(make, parse):
    words = view(parse, [FiledResult("noah", make.unreadable(student="noah"))]).words
    assert "Graded 0 of 1" in words
    assert "Mean" not in words


def test_the_page_runs_and_loads_nothing(make, parse):
    page = view(parse, several(make))
    assert not {tag for tag, _ in page.elements} & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name in {"style", "src"}]
    ids = page.values("id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("folder", "link"),
    [
        ("javascript:alert(1)", "./javascript%3Aalert%281%29/feedback.html"),
        ('"><script>', "./%22%3E%3Cscript%3E/feedback.html"),
        ("//example.org", ".///example.org/feedback.html"),
    ],
)
def test_a_link_stays_in_the_report_whatever_the_folder(make, parse, folder, link):
    assert view(parse, [FiledResult(folder, make.typical())]).values("href") == [link]


def test_a_file_of_no_assignment_is_listed_under_a_name(make, parse):
    lost = make.unreadable(assignment="", student="noah")
    page = view(parse, [FiledResult("undecided/noah", lost), FiledResult("activations/ada", make.typical())])
    assert "noah Unknown assignment unreadable" in page.words
    assert page.values("href").count("./undecided/noah/feedback.html") == 2


def test_a_submission_that_failed_by_our_fault_before_any_question_has_no_score(make, parse):
    broken = make.result(outcome=Outcome.INTERNAL_ERROR, student="noah", reason="The process ended.")
    words = view(parse, [FiledResult("activations/noah", broken)]).words
    assert "internal error The grader itself failed. The process ended." in words
    assert "noah not graded \N{EN DASH}" in words


@settings(max_examples=40)
@given(st.data())
def test_no_text_in_any_field_adds_or_removes_an_element(make, parse, data):
    def page(text):
        failed = make.check(text(), text(), Outcome.FAILED, message=text())
        graded = make.result(
            [make.question(text(), text(), Outcome.FAILED, 1, checks=(failed,))], student=text(), assignment="a"
        )
        lost = make.result(student=text(), assignment="b", reason=text())
        filed = [FiledResult("f", graded), FiledResult("g", lost)]
        return parse(class_page(filed, text(), {"a": text(), "b": text()}))

    assert page(lambda: data.draw(ANY_TEXT)).structure == page(lambda: "x").structure
