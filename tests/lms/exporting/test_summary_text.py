"""The comment beside a grade says in plain text what it is made of, and an export knows its own again."""

from fractions import Fraction

import pytest

from autograder.grades import QuestionGrade
from autograder.lms.exporting.summary_text import is_summary, summary


def test_lateness_and_open_questions_are_said(make_grade):
    questions = (
        QuestionGrade("relu", "ReLU", Fraction(4), Fraction(4)),
        QuestionGrade("explain", "Why", Fraction(3), None),
    )
    grade = make_grade("anna", 80, penalty=Fraction(10), questions=questions)
    assert summary(grade) == (
        "Graded automatically: 80 of 100 points. Lateness cost 10. ReLU 4 of 4; Why still to be graded."
    )


def test_full_marks_that_were_not_earned_are_not_said(make_grade):
    assert summary(make_grade("anna", "99.9999")).startswith("Graded automatically: 99.99 of 100 points.")


def test_a_file_without_anything_to_grade_is_said(make_grade):
    assert "Nothing in the file could be graded" in summary(make_grade("anna", 0, questions=(), problem="Broken."))


def test_a_comment_of_a_person_stays_on_one_visible_line(make_grade):
    question = QuestionGrade("explain", "Why", Fraction(3), Fraction(1), manual=True, comment="See\n\x1b[31mred")
    assert summary(make_grade("anna", 1, questions=(question,))).endswith(r"Why: See \x1b[31mred")


@pytest.mark.parametrize(("text", "ours"), [("Well done.", False), ("", False), ("Graded automatically by me", False)])
def test_what_a_person_wrote_is_not_ours(text, ours):
    assert is_summary(text) is ours


def test_an_own_summary_is_known_again(make_grade):
    assert is_summary(summary(make_grade("anna", "12.5")))
