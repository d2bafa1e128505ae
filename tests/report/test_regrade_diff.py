"""The regrade diff holds what changed of what a grade is made of, and nothing else."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import CheckResult, Curve, Outcome, QuestionResult, Result
from autograder.report.regrade_diff import (
    Cause,
    CheckChange,
    Figures,
    QuestionChange,
    by_size,
    compare,
    trimmed,
)

POINTS = st.fractions(min_value=0, max_value=20, max_denominator=12)
OUTCOMES = st.sampled_from(Outcome)
NAMES = st.sampled_from(("a", "b", "c", "d"))
CHECKS = st.lists(
    st.builds(
        CheckResult,
        id=NAMES,
        title=st.text(max_size=3),
        outcome=OUTCOMES,
        weight=st.just(Fraction(1)),
        message=st.text(max_size=3),
    ),
    unique_by=lambda check: check.id,
    max_size=4,
).map(tuple)
QUESTIONS = st.lists(
    st.builds(
        QuestionResult,
        id=NAMES,
        title=st.just("A question"),
        outcome=OUTCOMES,
        score=st.none() | POINTS,
        points=POINTS,
        checks=CHECKS,
        text=st.text(max_size=3),
    ),
    unique_by=lambda question: question.id,
    max_size=3,
).map(tuple)


def build(**fields):
    defaults = {
        "course": "c",
        "assignment": "activations",
        "student": "ada",
        "attempt": 1,
        "outcome": Outcome.PASSED,
        "reason": "",
        "score": Fraction(6),
        "points": Fraction(6),
        "penalty": Fraction(0),
        "grade": Fraction(6),
        "questions": (),
        "notes": (),
        "grader_version": "0.1.0",
        "secret_fingerprint": "f",
        "data": "mnist-5k",
        "duration_seconds": 0.1,
        "sandbox_rung": "A",
        "submission_digest": "s",
        "grading_digest": "g",
    }
    return Result(**{**defaults, **fields})


RESULTS = st.builds(
    build,
    outcome=OUTCOMES,
    score=POINTS,
    points=POINTS,
    penalty=POINTS,
    grade=POINTS,
    questions=QUESTIONS,
    submission_digest=st.sampled_from(("s", "t")),
    grading_digest=st.sampled_from(("", "g", "h")),
)


def question(*checks, name="sigmoid", score=Fraction(6), points=Fraction(6), outcome=Outcome.PASSED):
    return QuestionResult(name, "Sigmoid", outcome, score, points, checks)


def check(name, outcome):
    return CheckResult(name, "title", outcome, Fraction(1))


def mirrored(change):
    """The change, told backwards."""
    return (
        (change.after, change.before),
        {QuestionChange(one.question, one.after, one.before) for one in change.questions},
        {CheckChange(one.question, one.check, one.after, one.before) for one in change.checks},
    )


@given(RESULTS)
def test_nothing_changed_where_a_result_is_the_same(result):
    assert compare(result, result) is None


@given(RESULTS, st.text(max_size=3))
def test_nothing_changed_where_only_words_did(result, text):
    questions = tuple(
        replace(one, title=text, text=text, checks=tuple(replace(each, title=text, hint=text) for each in one.checks))
        for one in result.questions
    )
    reworded = replace(result, notes=(text,), detail=text, reason=text, questions=questions, duration_seconds=9)
    assert compare(result, reworded) is None


@given(RESULTS, RESULTS)
def test_told_backwards_it_is_the_same_change(one, other):
    there, back = compare(one, other), compare(other, one)
    assert (there is None) is (back is None)
    if there and back:
        assert mirrored(there) == ((back.before, back.after), set(back.questions), set(back.checks))
        assert (there.size, there.cause, there.by_fault) == (back.size, back.cause, back.by_fault)


@given(RESULTS, RESULTS)
def test_each_change_is_one(one, other):
    change = compare(one, other)
    for part in (*change.checks, *change.questions) if change else ():
        assert part.before != part.after


@given(RESULTS, RESULTS)
def test_trimmed_results_compare_like_whole_ones(one, other):
    assert compare(one, other) == compare(trimmed(one), trimmed(other))


@given(st.lists(st.tuples(RESULTS, RESULTS), max_size=5))
def test_the_largest_changes_come_first_whatever_the_order(pairs):
    changes = [change for pair in pairs if (change := compare(*pair))]
    ordered = [change.size for change in by_size(changes)]
    assert ordered == sorted(ordered, reverse=True)
    assert ordered == [change.size for change in by_size(reversed(changes))]


def test_a_check_that_came_out_otherwise_is_named_with_both_outcomes():
    before = build(questions=(question(check("values", Outcome.PASSED), check("shapes", Outcome.PASSED)),))
    after = build(
        questions=(question(check("values", Outcome.FAILED), check("shapes", Outcome.PASSED), score=Fraction(3)),)
    )
    change = compare(before, after)
    assert change.checks == (CheckChange("sigmoid", "values", Outcome.PASSED, Outcome.FAILED),)
    figures = [Figures(Outcome.PASSED, Fraction(score), Fraction(6)) for score in (6, 3)]
    assert change.questions == (QuestionChange("sigmoid", *figures),)


def test_a_check_that_is_new_or_gone_has_one_outcome_only():
    before = build(questions=(question(check("old", Outcome.PASSED)),))
    after = build(questions=(question(check("new", Outcome.FAILED)),))
    assert compare(before, after).checks == (
        CheckChange("sigmoid", "new", None, Outcome.FAILED),
        CheckChange("sigmoid", "old", Outcome.PASSED, None),
    )


def test_a_lateness_that_costs_otherwise_is_a_change_without_checks():
    change = compare(build(), build(penalty=Fraction(1), grade=Fraction(5)))
    assert (change.checks, change.questions, change.size) == ((), (), (1, 0, 0))


def test_a_result_without_questions_tells_nothing_of_each_question():
    change = compare(
        build(outcome=Outcome.ERRORED, score=Fraction(0), grade=Fraction(0)),
        build(questions=(question(check("values", Outcome.PASSED)),)),
    )
    assert (change.checks, change.questions, change.size[0]) == ((), (), 6)


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({"grading_digest": "h"}, Cause.GRADERS),
        ({"submission_digest": "t"}, Cause.SUBMISSION),
        ({"grading_digest": "h", "submission_digest": "t"}, Cause.BOTH),
        ({}, Cause.NEITHER),
        ({"grading_digest": ""}, Cause.NEITHER),
        ({"grading_digest": "", "submission_digest": "t"}, Cause.SUBMISSION),
    ],
)
def test_the_cause_is_what_was_replaced(fields, cause):
    assert compare(build(), build(grade=Fraction(1), **fields)).cause is cause


def test_a_fault_of_ours_is_told_apart():
    fault = build(outcome=Outcome.INTERNAL_ERROR, grading_digest="", score=Fraction(0), grade=Fraction(0))
    assert compare(fault, build()).by_fault
    assert not compare(build(), build(grade=Fraction(1))).by_fault


def test_what_is_kept_for_comparing_holds_no_answer_and_no_curve():
    whole = replace(check("values", Outcome.FAILED), message="m", curves=(Curve("c", (1.0,), (2.0,)),))
    kept = trimmed(build(questions=(replace(question(whole), text="an answer"),), notes=("a note",)))
    assert kept == build(questions=(question(check("values", Outcome.FAILED)),))
