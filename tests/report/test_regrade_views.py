"""A regrade diff reads well in the terminal and holds everything for a program."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.model import CheckResult, Outcome, QuestionResult, Result
from autograder.report import regrade_views
from autograder.report.regrade_diff import by_size, compare

BEFORE = Result(
    course="c",
    assignment="activations",
    student="ada",
    attempt=1,
    outcome=Outcome.PASSED,
    reason="",
    score=Fraction(6),
    points=Fraction(6),
    penalty=Fraction(0),
    grade=Fraction(6),
    questions=(
        QuestionResult(
            "sigmoid",
            "Sigmoid",
            Outcome.PASSED,
            Fraction(6),
            Fraction(6),
            tuple(
                CheckResult(f"sigmoid.{name}", "title", Outcome.PASSED, Fraction(1)) for name in ("values", "shapes")
            ),
        ),
    ),
    notes=(),
    grader_version="0.1.0",
    secret_fingerprint="",
    data="mnist-5k",
    duration_seconds=0.1,
    sandbox_rung="A",
    submission_digest="s",
    grading_digest="g",
)


def lowered(result, score, *outcomes, **fields):
    """The result with another score, in which the checks came out as given."""
    (question,) = result.questions
    checks = tuple(replace(check, outcome=outcome) for check, outcome in zip(question.checks, outcomes, strict=True))
    question = replace(question, score=Fraction(score), outcome=Outcome.FAILED, checks=checks)
    return replace(
        result,
        **{
            "score": Fraction(score),
            "grade": Fraction(score),
            "outcome": Outcome.FAILED,
            "questions": (question,),
            "grading_digest": "h",
            **fields,
        },
    )


def lines(before, after):
    return regrade_views.lines([compare(before, after)])


def test_a_change_names_scores_cause_and_checks():
    assert lines(BEFORE, lowered(BEFORE, "4.5", Outcome.PASSED, Outcome.FAILED)) == [
        "  ada, activations: 6 / 6 -> 4.5 / 6 (graders changed)",
        "      sigmoid.shapes: passed -> failed",
    ]


def test_what_is_skipped_comes_after_what_it_follows_from():
    changed = lowered(BEFORE, 0, Outcome.SKIPPED, Outcome.FAILED)
    assert [line.strip() for line in lines(BEFORE, changed)[1:]] == [
        "sigmoid.shapes: passed -> failed",
        "sigmoid.values: passed -> skipped",
    ]


def test_checks_that_are_new_or_gone_are_said_to_be():
    (question,) = BEFORE.questions
    values, shapes = question.checks
    after = replace(BEFORE, questions=(replace(question, checks=(replace(values, id="sigmoid.tails"), shapes)),))
    assert [line.strip() for line in lines(BEFORE, after)[1:]] == [
        "sigmoid.tails: added (passed)",
        "sigmoid.values: removed (was: passed)",
    ]


def test_other_points_are_told_by_the_question():
    (question,) = BEFORE.questions
    after = replace(
        BEFORE,
        score=Fraction(8),
        points=Fraction(8),
        grade=Fraction(8),
        questions=(replace(question, score=Fraction(8), points=Fraction(8)),),
    )
    assert lines(BEFORE, after) == [
        "  ada, activations: 6 / 6 -> 8 / 8 (graded again)",
        "      sigmoid: 6 / 6, passed -> 8 / 8, passed",
    ]


def test_lateness_is_told_beside_the_score():
    after = replace(BEFORE, penalty=Fraction(2), grade=Fraction(4), submission_digest="t")
    assert lines(BEFORE, after) == ["  ada, activations: 6 / 6, as before, after lateness 6 -> 4 (submission changed)"]


def test_a_fault_of_ours_has_no_score():
    fault = replace(
        BEFORE, outcome=Outcome.INTERNAL_ERROR, score=Fraction(0), grade=Fraction(0), questions=(), grading_digest=""
    )
    assert lines(fault, BEFORE) == ["  ada, activations: internal error -> 6 / 6 (graded again)"]
    assert lines(BEFORE, fault) == ["  ada, activations: 6 / 6 -> internal error (graded again)"]
    assert regrade_views.document(compare(BEFORE, fault))["internal_error"] is True


def test_a_terminal_gets_the_largest_changes_and_a_count_of_the_rest():
    many = [
        compare(
            replace(BEFORE, student=f"s{number:02}"), replace(BEFORE, student=f"s{number:02}", grade=Fraction(grade))
        )
        for number, grade in enumerate(range(-regrade_views.MOST_CHANGES - 2, 0))
    ]
    shown = regrade_views.lines(by_size(many))
    assert len(shown) == regrade_views.MOST_CHANGES + 1
    assert shown[0].startswith("  s00,")
    assert shown[-1] == "  and 2 more changed results, none of them by more"


def test_a_submission_shows_a_few_checks_and_a_count_of_the_rest():
    (question,) = BEFORE.questions
    checks = tuple(CheckResult(f"c{number}", "t", Outcome.PASSED, Fraction(1)) for number in range(11))
    before = replace(BEFORE, questions=(replace(question, checks=checks),))
    after = lowered(before, 0, *[Outcome.FAILED] * 11)
    shown = lines(before, after)
    assert len(shown) == 1 + regrade_views.MOST_CHECKS + 1
    assert shown[-1].strip() == "and 3 more"


@pytest.mark.parametrize("hostile", ["\x1b[31mred", "two\nlines", "\u202eback"])
def test_an_id_neither_acts_on_the_terminal_nor_forges_a_line(hostile):
    before = replace(BEFORE, student=hostile)
    (first, *_) = lines(before, lowered(before, 0, Outcome.FAILED, Outcome.FAILED))
    assert first.isprintable()


def test_the_document_is_plain_json_with_both_sides_of_everything():
    document = regrade_views.document(compare(BEFORE, lowered(BEFORE, "4.5", Outcome.PASSED, Outcome.FAILED)))
    assert json.loads(json.dumps(document)) == {
        "student": "ada",
        "assignment": "activations",
        "attempt": 1,
        "cause": "graders",
        "internal_error": False,
        "outcome": {"before": "passed", "after": "failed"},
        "score": {"before": 6.0, "after": 4.5},
        "points": {"before": 6.0, "after": 6.0},
        "penalty": {"before": 0.0, "after": 0.0},
        "grade": {"before": 6.0, "after": 4.5},
        "questions": [
            {
                "question": "sigmoid",
                "before": {"outcome": "passed", "score": 6.0, "points": 6.0},
                "after": {"outcome": "failed", "score": 4.5, "points": 6.0},
            }
        ],
        "checks": [
            {"question": "sigmoid", "check": "sigmoid.shapes", "before": "passed", "after": "failed"},
        ],
    }
