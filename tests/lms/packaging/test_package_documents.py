"""What each system is told of a result, against the JSON Schema of its contract."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from jsonschema import ValidationError

from autograder.lms.packaging import (
    github_classroom_results,
    gradescope_results,
    prairielearn_results,
    sentences,
)
from autograder.lms.packaging.settings import Settings
from autograder.lms.packaging.sizes import fitted
from autograder.model import Outcome, QuestionResult

HALF = Fraction(2)


@pytest.fixture
def documents(course, schema_of):
    """Write all three documents of a result, and check each against its contract."""

    def make(result, settings=None):
        assignment = course.assignment("activations")
        made = {
            "gradescope": gradescope_results.document(result, settings or Settings()),
            "prairielearn": prairielearn_results.document(result),
            "github_classroom": github_classroom_results.document(result, assignment),
        }
        return {system: schema_of(system, json.loads(json.dumps(document))) for system, document in made.items()}

    return make


@pytest.fixture
def half(result_of, made_check):
    missed = made_check("shape", Outcome.FAILED, message="The shape is wrong.", hint="Print it.", detail="SECRET INPUT")
    return result_of(made_check("values"), missed, score=HALF)


def test_gradescope_gets_a_test_for_each_check(documents, half):
    first, second = documents(half)["gradescope"]["tests"]
    assert (first["status"], first["score"], first["max_score"], first["number"]) == ("passed", 2, 2, "1.1")
    assert (second["status"], second["score"], second["max_score"], second["number"]) == ("failed", 0, 2, "1.2")
    assert second["tags"] == ["relu"]
    assert second["name"] == "`relu` shape"
    assert second["output"] == "The shape is wrong.\nHint: Print it."


def test_gradescope_s_score_is_the_sum_of_its_tests(documents, half):
    document = documents(half)["gradescope"]
    assert document["score"] == sum(test["score"] for test in document["tests"]) == 2


def test_gradescope_is_told_what_the_result_was_made_of(documents, half):
    extra = documents(half)["gradescope"]["extra_data"]
    assert extra["submission_digest"] == "aa"
    assert extra["grader_version"] == "0.1.0"
    assert extra["sandbox_rung"] == "C"


def test_lateness_is_taken_off_gradescope_s_score_and_told(documents, half):
    document = documents(replace(half, penalty=Fraction(1), grade=Fraction(1)))["gradescope"]
    assert document["score"] == 1
    assert "1 of 2 points were taken off for lateness" in document["output"]


def test_gradescope_shows_each_check_when_the_settings_say(documents, half):
    tests = documents(half, Settings(visibility="after_published"))["gradescope"]["tests"]
    assert {test["visibility"] for test in tests} == {"after_published"}


def test_the_checks_of_one_question_may_be_shown_at_another_time(documents, half):
    settings = Settings(visibility="hidden", questions={"relu": "after_due_date"})
    assert {test["visibility"] for test in documents(half, settings)["gradescope"]["tests"]} == {"after_due_date"}


def test_what_the_program_prints_is_never_shown_by_gradescope(documents, half):
    assert documents(half)["gradescope"]["stdout_visibility"] == "hidden"


def test_prairielearn_s_score_is_a_share_of_what_checks_can_give(documents, half):
    document = documents(half)["prairielearn"]
    assert document["score"] == 0.5
    assert document["gradable"] is True
    assert [test["points"] for test in document["tests"]] == [2, 0]
    assert [test["max_points"] for test in document["tests"]] == [2, 2]
    assert document["tests"][1]["description"] == "`relu` shape"


def test_github_classroom_gets_a_test_for_each_question_with_checks(documents, half):
    document = documents(half)["github_classroom"]
    (test,) = document["tests"]
    assert (test["name"], test["status"], test["score"]) == ("ReLU", "fail", 2)
    assert "The shape is wrong." in test["message"]
    assert document["max_score"] == 97
    assert document["status"] == "fail"


def test_github_classroom_is_told_that_everything_passed(documents, result_of, made_check):
    result = result_of(made_check("values"), score=Fraction(4), outcome=Outcome.PASSED)
    document = documents(result)["github_classroom"]
    assert (document["status"], document["tests"][0]["status"]) == ("pass", "pass")


def test_questions_graded_by_hand_are_no_tests_but_mentioned(documents, half):
    made = documents(half)
    assert "Why ReLU (3 points) is graded by your instructor." in made["gradescope"]["output"]
    assert "Why ReLU (3 points) is graded by your instructor." in made["prairielearn"]["output"]
    assert "Why ReLU" not in json.dumps(made["gradescope"]["tests"])


def test_an_unanswered_question_graded_by_hand_is_mentioned_as_such(documents, result_of, made_check):
    result = result_of(made_check("values", Outcome.FAILED), by_hand=Outcome.NOT_ATTEMPTED)
    assert "Why ReLU (3 points) has no answer yet." in documents(result)["gradescope"]["output"]


def test_what_is_for_staff_is_told_to_nobody(documents, half):
    assert "SECRET INPUT" not in json.dumps(documents(half))


def test_a_check_says_what_kind_of_failure_it_was(documents, result_of, made_check):
    result = result_of(made_check("values", Outcome.TIMED_OUT, message="The call took too long."))
    assert documents(result)["gradescope"]["tests"][0]["output"].startswith("Took too long.")


def test_characters_that_act_are_spelt_out_everywhere(documents, result_of, made_check):
    nasty = made_check("values", Outcome.FAILED, message="\x1b[31mred\x1b[0m \u202e \ud800", hint="\0")
    text = json.dumps(documents(result_of(nasty)), ensure_ascii=False)
    assert not {"\x1b", "\u202e", "\ud800", "\0"} & set(text)
    assert "\\u001b" not in json.dumps(documents(result_of(nasty)))


def test_an_unreadable_submission_has_score_zero_and_a_remedy_in_gradescope(documents, unreadable_result):
    document = documents(unreadable_result)["gradescope"]
    assert document["score"] == 0
    assert document["tests"] == []
    assert "Save the notebook and submit it again." in document["output"]


def test_an_unreadable_submission_is_not_gradable_in_prairielearn(documents, unreadable_result):
    document = documents(unreadable_result)["prairielearn"]
    assert document["gradable"] is False
    assert "score" not in document
    assert "Save the notebook and submit it again." in document["format_errors"][0]


def test_an_unreadable_submission_fails_in_github_classroom(documents, unreadable_result):
    document = documents(unreadable_result)["github_classroom"]
    assert (document["status"], document["max_score"], document["tests"][0]["score"]) == ("fail", 97, 0)
    assert "Save the notebook and submit it again." in document["tests"][0]["message"]


def test_a_failed_grading_records_no_score_in_gradescope(schema_of):
    assert not {"score", "tests"} & set(gradescope_results.FAILED)
    with pytest.raises(ValidationError, match="score"):  # so Gradescope can't take it for a result
        schema_of("gradescope", gradescope_results.FAILED)
    schema_of("gradescope", {**gradescope_results.FAILED, "score": 0})


def test_a_failed_grading_costs_no_attempt_in_prairielearn(schema_of):
    document = schema_of("prairielearn", prairielearn_results.FAILED)
    assert document["gradable"] is False
    assert "score" not in document


def test_a_failed_grading_sends_no_points_to_github_classroom(schema_of):
    document = schema_of("github_classroom", github_classroom_results.FAILED)
    assert (document["max_score"], document["status"]) == (0, "error")


def test_a_failed_grading_is_said_to_be_nobody_s_fault_but_ours():
    assert "our fault" in sentences.FAILED


@pytest.mark.parametrize("system", ["prairielearn", "github_classroom"])
def test_long_texts_are_cut_until_the_document_fits(system, course, result_of, made_check, schema_of):
    missed = [made_check(f"c{index}", Outcome.FAILED, message="m" * 3000, hint="h" * 3000) for index in range(60)]
    questions = tuple(
        QuestionResult(f"q{index}", "Title", Outcome.FAILED, Fraction(0), Fraction(1), tuple(missed))
        for index in range(15)
    )
    result = result_of(questions=questions)
    most = {"prairielearn": 1_000_000, "github_classroom": 90_000}[system]

    def document(longest):
        if system == "prairielearn":
            return prairielearn_results.document(result, longest)
        return github_classroom_results.document(result, course.assignment("activations"), longest)

    text = fitted(document, most)
    assert len(text.encode()) <= most
    assert schema_of(system, json.loads(text))["tests"]


def test_ordinary_texts_are_not_cut(half):
    text = fitted(lambda longest: prairielearn_results.document(half, longest), 1_000_000)
    assert json.loads(text) == prairielearn_results.document(half)
