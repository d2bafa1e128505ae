"""A question earns the share of its points that the weights of its passed checks make up, exactly."""

from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import scoring
from autograder.model import CheckResult, Outcome

WEIGHTS = st.fractions(min_value=Fraction(1, 100), max_value=100)
JUDGED = st.sampled_from([outcome for outcome in Outcome if outcome is not Outcome.INTERNAL_ERROR])


def scored(points, *verdicts):
    checks = [CheckResult(str(number), "T", outcome, weight) for number, (outcome, weight) in enumerate(verdicts)]
    return scoring.automatic(SimpleNamespace(id="q", title="Q", points=points), checks)


@given(WEIGHTS, st.lists(st.tuples(JUDGED, WEIGHTS), min_size=1))
def test_the_score_is_the_weighted_share_of_passed_checks(points, verdicts):
    score = scored(points, *verdicts).score
    passed = sum((weight for outcome, weight in verdicts if outcome is Outcome.PASSED), Fraction(0))
    assert type(score) is Fraction
    assert score * sum(weight for _, weight in verdicts) == points * passed


@given(WEIGHTS, st.lists(WEIGHTS, min_size=1))
def test_a_question_whose_checks_all_passed_earns_its_points(points, weights):
    result = scored(points, *((Outcome.PASSED, weight) for weight in weights))
    assert (result.outcome, result.score) == (Outcome.PASSED, points)


@pytest.mark.parametrize("verdicts", [[], [(Outcome.PASSED, Fraction(1)), (Outcome.INTERNAL_ERROR, Fraction(1))]])
def test_a_question_that_the_grader_failed_at_has_no_score(verdicts):
    assert scored(Fraction(3), *verdicts).score is None
