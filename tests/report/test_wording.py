import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import Outcome
from autograder.report.wording import PARTLY_RIGHT, STAFF, STUDENT, counted, word

OTHERS = [outcome for outcome in Outcome if outcome is not Outcome.FAILED]


@given(st.fractions(0, 6))
def test_failed_is_partly_right_exactly_where_some_but_not_all_points_are_earned(make, score):
    judged = make.question(outcome=Outcome.FAILED, score=score)
    assert (word(judged, STAFF) is PARTLY_RIGHT) == (0 < score < 6)


@pytest.mark.parametrize("outcome", OTHERS)
def test_every_other_outcome_keeps_its_word_whatever_was_earned(make, outcome):
    assert word(make.question(outcome=outcome, score=3), STUDENT) == STUDENT[outcome]


def test_a_submission_is_worded_by_its_own_score(make):
    questions = [make.question(), make.question("relu", "R", Outcome.FAILED, 0)]
    assert word(make.result(questions), STAFF) is PARTLY_RIGHT
    assert word(make.result(questions[1:]), STAFF) == STAFF[Outcome.FAILED]


def test_a_question_without_a_score_is_not_partly_right(make):
    assert word(make.question(outcome=Outcome.FAILED, score=None), STAFF) == STAFF[Outcome.FAILED]


def test_ways_are_counted_in_the_order_from_right_to_wrong(make):
    failed = [make.question(outcome=Outcome.FAILED, score=score) for score in (0, 3, 0)]
    by_hand = make.question(outcome=Outcome.NEEDS_GRADING, score=None)
    assert counted([*failed, by_hand, make.question()], STUDENT) == (
        (STUDENT[Outcome.PASSED], 1),
        (PARTLY_RIGHT, 1),
        (STUDENT[Outcome.FAILED], 2),
        (STUDENT[Outcome.NEEDS_GRADING], 1),
    )
