"""A submission whose zygote was lost gets one result, even where a check kept the error to itself."""

from fractions import Fraction

import pytest

from autograder.grading import MOST_LOSSES, open_grader
from autograder.model import CheckResult, Outcome, Submission


@pytest.fixture
def finish(course, root, notebook_of):
    """Finish all jobs of two submissions with one verdict for each question; gives the results.

    The zygote of the first submission's worker is lost `losses` times, without any check's having failed by it.
    """
    questions = course.assignment("activations").questions
    verdicts = {one.id: [CheckResult(one.id, "Values", Outcome.PASSED, Fraction(1))] for one in questions}
    grader = open_grader(root / "course.yml", "activations")
    submissions = [Submission(name, name, "activations", name, notebook_of("activations")) for name in ("ada", "bob")]

    def call(losses):
        found = []
        jobs = grader._jobs(submissions, lambda *finished: found.append(finished))
        for number, job in enumerate(jobs):
            job.student._session.is_lost = number < losses
            job.finished(verdicts)
        assert [submission for submission, _ in found] == submissions
        return [result for _, result in found]

    return call


@pytest.mark.parametrize("losses", range(MOST_LOSSES))
def test_a_submission_is_handed_over_once_and_not_before_its_verdicts_count(finish, losses):
    results = finish(losses)
    assert [result.student for result in results] == ["ada", "bob"]
    assert Outcome.INTERNAL_ERROR not in {result.outcome for result in results}


def test_a_submission_whose_zygote_is_lost_each_time_is_flagged_as_our_fault(finish):
    ada, bob = finish(MOST_LOSSES)
    assert (ada.student, ada.outcome) == ("ada", Outcome.INTERNAL_ERROR)
    assert ada.reason == "The process that ran this submission was lost again and again. Grade again."
    assert "ZygoteLostError" in ada.detail
    assert (bob.student, bob.outcome) != ("bob", Outcome.INTERNAL_ERROR)
