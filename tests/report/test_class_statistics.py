from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from autograder.model import Outcome
from autograder.report.class_statistics import share_so_far, statistics
from autograder.report.wording import PARTLY_RIGHT, STAFF


def scored(make, *scores):
    return [make.result([make.question(score=score, points=10)], student=str(n)) for n, score in enumerate(scores)]


def test_mean_and_median_are_exact(make):
    summary = statistics(scored(make, 1, 2, 9))
    assert (summary.mean, summary.median) == (Fraction(2, 5), Fraction(1, 5))


def test_points_without_a_score_do_not_count_as_lost(make):
    assert share_so_far(make.typical()) == Fraction(48, 5) / 30


def test_nothing_graded_gives_no_average(make):
    summary = statistics([make.unreadable()])
    assert (summary.submissions, summary.shares, summary.mean, summary.median) == (1, (), None, None)


def test_submissions_that_need_a_human_are_left_out_of_averages(make):
    broken = make.result([make.question(outcome=Outcome.INTERNAL_ERROR, score=None)])
    summary = statistics([*scored(make, 5), make.unreadable(), broken])
    assert (summary.submissions, summary.mean, summary.questions[0].submissions) == (3, Fraction(1, 2), 1)


def test_full_marks_and_none_fall_into_the_outer_bins(make):
    assert statistics(scored(make, 0, 10, 9, Fraction(999, 100))).bins == (1, 0, 0, 0, 0, 0, 0, 0, 0, 3)


@given(st.lists(st.fractions(min_value=0, max_value=10), max_size=20))
def test_every_score_is_in_one_bin(make, scores):
    assert sum(statistics(scored(make, *scores)).bins) == len(scores)


def test_a_question_has_its_mean_and_outcomes(make):
    results = [make.result([make.question(score=3, outcome=Outcome.FAILED)]), make.result([make.question(score=6)])]
    (question,) = statistics(results).questions
    assert question.mean == Fraction(3, 4)
    assert question.counts == ((STAFF[Outcome.PASSED], 1), (PARTLY_RIGHT, 1))


def test_the_hardest_checks_come_first_among_those_that_ran(make):
    def one(values, tails):
        checks = (make.check("values", "V", values), make.check("tails", "T", tails))
        return make.result([make.question(checks=checks)])

    passed, failed, skipped, error = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED, Outcome.ERRORED
    hardest = statistics([one(passed, failed), one(passed, error), one(failed, skipped), one(passed, passed)]).hardest
    assert [(check.title, check.failed, check.judged) for check in hardest] == [("T", 2, 3), ("V", 1, 4)]
    assert hardest[0].share == Fraction(2, 3)


def test_a_check_that_nobody_fails_is_not_listed(make):
    assert statistics([make.result([make.question(checks=(make.check(),))])]).hardest == ()
