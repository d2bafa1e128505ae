"""Hand grading comes into results and pages, and our own verdicts stay."""

from fractions import Fraction

import pytest

from autograder.gradebook import overriding
from autograder.gradebook.merging import comments_of, with_hand_grading
from autograder.model import Outcome
from autograder.report.feedback import feedback_page


@pytest.fixture
def graded_by_hand(book, make_record, course, assignment):
    """A record of ada's, of whose answers two were graded by hand."""
    kept = make_record("ada", Fraction(1, 2))
    book.keep(kept)
    with book.opened() as gradebook:
        for question, score in (("explain", 3), ("sigmoid", 1)):
            place = overriding.Place("ada", question)
            given = overriding.Given(Fraction(score), f"About {question} <b>.")
            overriding.override(gradebook, course, assignment, place, given)
    return kept.result


def test_scores_of_people_go_before_ours(book, graded_by_hand):
    merged = with_hand_grading(graded_by_hand, book.grades()["ada"])
    by_id = {question.id: question for question in merged.questions}
    assert (by_id["explain"].score, by_id["explain"].outcome) == (3, Outcome.PASSED)
    assert (by_id["sigmoid"].score, by_id["sigmoid"].outcome) == (1, Outcome.FAILED)
    assert by_id["tanh"] == next(question for question in graded_by_hand.questions if question.id == "tanh")
    assert merged.score == merged.grade == Fraction(97, 2) - 3 + 1 + 3


def test_the_page_shows_what_a_person_wrote_as_text(book, graded_by_hand):
    grade = book.grades()["ada"]
    page = feedback_page(with_hand_grading(graded_by_hand, grade), "Activations", comments_of(grade))
    assert page.count("From your instructor") == 2
    assert "About explain &lt;b&gt;." in page


def test_a_result_that_nobody_touched_is_left_alone(book, make_record):
    kept = make_record("bob")
    book.keep(kept)
    assert with_hand_grading(kept.result, book.grades()["bob"]) == kept.result
