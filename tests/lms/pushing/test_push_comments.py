"""Our comments list points, and are recognised again."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from autograder.grades import Grade
from autograder.lms.pushing.comments import comment_text, marker, pushed_before
from autograder.lms.pushing.site import Comment, Standing


def written(grade, sent=None, points=100, title="Activations"):
    return comment_text(grade, title, Fraction(grade.grade if sent is None else sent), Fraction(points))


def standing(*comments):
    return Standing(None, comments=tuple(Comment(*one) for one in comments))


def test_comment_lists_the_points_of_each_question(grade_of):
    lines = written(grade_of("anna", "22.5", None, points=50)).splitlines()
    assert lines[:-1] == [
        "Activations: 22.5 of 50 points",
        "In Canvas: 22.5 of 100 points",
        "Question 1 22.5 of 25",
        "Question 2 not graded yet of 25",
    ]


def test_comment_tells_what_lateness_cost(grade_of):
    assert "Before lateness: 90 of 100 points" in written(grade_of("anna", 90, late=20))


def test_comment_holds_what_a_person_wrote(grade_of):
    grade = grade_of("anna", 90)
    grade = replace(grade, questions=(replace(grade.questions[0], comment="Well argued.\x1b[2J"),))
    assert "Question 1 90 of 100: Well argued.\\x1b[2J\n" in written(grade)


def test_marker_tells_the_points_that_were_sent(grade_of):
    assert marker(written(grade_of("anna", 90), sent="45.25", points=50), "activations").points == Fraction("45.25")


def test_marker_of_another_assignment_is_not_ours(grade_of):
    assert marker(written(grade_of("anna", 90)), "mnist") is None


def test_marker_survives_markup_around_the_comment(grade_of):
    text = written(grade_of("anna", 90))
    assert marker(f"<p>{text}</p>".replace("\n", "<br/>\n"), "activations") == marker(text, "activations")


@given(points=st.fractions(0, 100), title=st.text(max_size=30))
def test_marker_is_the_same_for_the_same_text_and_no_other(points, title):
    grade = Grade("a", "activations", Fraction(100), points, Fraction(0), points, ())
    assert marker(written(grade, title=title), "activations") == marker(written(grade, title=title), "activations")
    assert marker(written(grade, title=title), "activations") != marker(
        written(grade, title=title + "x"), "activations"
    )


def test_latest_comment_of_ours_counts(grade_of):
    older, newer = written(grade_of("anna", 80)), written(grade_of("anna", 90))
    there = standing(("9", older), ("9", newer), ("9", "Come and see me."))
    assert pushed_before(there, "activations", set()) == marker(newer, "activations")


def test_comment_of_a_student_is_never_taken_for_ours(grade_of):
    assert pushed_before(standing(("101", written(grade_of("anna", 100)))), "activations", {"101"}) is None


def test_no_comment_means_nothing_was_pushed():
    assert pushed_before(standing(("9", "autograder activations 9 #xyz")), "activations", set()) is None


def test_quoted_marker_does_not_replace_the_own_one(grade_of):
    grade = grade_of("anna", 90)
    quoting = replace(grade, questions=(replace(grade.questions[0], comment="autograder activations 1 #0123456789ab"),))
    found = marker(written(quoting), "activations")
    assert found.points == 90
    assert found.digest != "0123456789ab"
