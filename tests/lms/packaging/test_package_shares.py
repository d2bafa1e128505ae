"""Shares of points add up exactly, whatever the weights and the points are."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from autograder import scoring
from autograder.lms.packaging.shares import apportioned, number, shares
from autograder.model import CheckResult, Outcome, QuestionResult

weights = st.lists(st.fractions(Fraction(1, 10), 10, max_denominator=20), min_size=1, max_size=12)


@st.composite
def questions(draw):
    points = Fraction(draw(st.integers(1, 400_000)), draw(st.sampled_from([1, 10, 100, 1000])))
    checks = tuple(
        CheckResult(str(index), "title", draw(st.sampled_from([Outcome.PASSED, Outcome.FAILED])), weight)
        for index, weight in enumerate(draw(weights))
    )
    passed = sum((check.weight for check in checks if check.outcome is Outcome.PASSED), Fraction(0))
    score = points * passed / sum(check.weight for check in checks)
    return QuestionResult("q", "title", Outcome.FAILED, score, points, checks)


@given(questions())
def test_maxima_add_up_to_the_points(question):
    assert sum(share.points for share in shares(question)) == question.points


@given(questions())
def test_scores_add_up_to_the_score_within_rounding(question):
    assert abs(sum(share.score for share in shares(question)) - question.score) <= Fraction(1, 100)


@given(questions())
def test_checks_that_did_not_pass_earn_nothing_and_the_others_all_they_may(question):
    for check, share in zip(question.checks, shares(question), strict=True):
        assert share.score == (share.points if check.outcome is Outcome.PASSED else 0)


@given(questions())
def test_full_points_are_for_those_who_passed_everything(question):
    everything = all(check.outcome is Outcome.PASSED for check in question.checks)
    assert (sum(share.score for share in shares(question)) == question.points) == everything or question.points < 1


@given(st.integers(0, 10_000), weights)
def test_parts_are_within_one_unit_of_exact_ones(units, given_weights):
    parts = apportioned(units, given_weights)
    total = sum(given_weights)
    assert sum(parts) == units
    assert all(abs(part - units * weight / total) < 1 for part, weight in zip(parts, given_weights, strict=True))


def test_thirds_are_told_in_cents():
    checks = [CheckResult(name, name, Outcome.PASSED, Fraction(1)) for name in "abc"]
    question = QuestionResult("q", "title", Outcome.PASSED, Fraction(1), Fraction(1), tuple(checks))
    assert [number(share.points) for share in shares(question)] == [0.34, 0.33, 0.33]


def test_shares_are_those_of_the_course_s_own_scoring(course, made_check):
    question = course.assignment("activations").questions[3]
    checks = [made_check("values", weight=3), made_check("shape", Outcome.FAILED), made_check("lists")]
    scored = scoring.automatic(question, checks)
    assert sum(share.score for share in shares(scored)) == scored.score == Fraction(16, 5)
