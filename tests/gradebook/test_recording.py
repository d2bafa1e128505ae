"""What is recorded can be read back, stays where a person decided, and is late by the policy."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.gradebook import overriding
from autograder.gradebook.recording import NO_RESPONSE
from autograder.model import Outcome

SLUG = "activations"
DUE = datetime(2026, 10, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def dated(assignment):
    return assignment.model_copy(update={"due": DUE, "late_until": DUE + 10 * DAY})


@pytest.fixture
def by_hand(book, course, assignment):
    """Give ada's answer to a question a score by hand."""

    def call(question, score, reason="Seen by hand."):
        place, one = overriding.Place("ada", question), overriding.Given(Fraction(score), reason)
        with book.opened() as gradebook:
            return overriding.override(gradebook, course, assignment, place, one)

    return call


def needs_review(book, student="ada"):
    with book.opened() as gradebook:
        notebook = gradebook.find_submission(SLUG, student).notebooks[0]
        return {grade.name for grade in notebook.grades if grade.needs_manual_grade}


def test_what_is_recorded_is_what_nbgrader_reads(book, make_record):
    book.keep(make_record("ada", Fraction(1, 3)), make_record("bob", 1))
    with book.opened() as gradebook:
        scores = {student: gradebook.find_submission(SLUG, student).score for student in ("ada", "bob")}
        assert scores == {"ada": pytest.approx(97 / 3), "bob": 97}
        assert gradebook.find_grade("check-sigmoid", SLUG, SLUG, "bob").auto_score == 6
        assert gradebook.find_submission(SLUG, "bob").needs_manual_grade


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=3)
@given(st.lists(st.fractions(0, 1, max_denominator=97), min_size=20, max_size=40))
def test_scores_come_back_exactly(book, make_record, shares):
    book.keep(*(make_record(f"student{index}", share) for index, share in enumerate(shares)))
    grades = book.grades()
    assert [grades[f"student{index}"].score for index in range(len(shares))] == [97 * share for share in shares]


def test_a_question_for_a_person_waits_and_an_untouched_one_does_not(book, make_record):
    book.keep(make_record("ada"), make_record("bob", untouched=["explain"]))
    assert book.grades()["ada"].waiting == ("explain",)
    assert book.grades()["bob"].waiting == ()
    with book.opened() as gradebook:
        assert gradebook.find_comment("explain", SLUG, SLUG, "bob").comment == NO_RESPONSE


def test_a_manual_score_survives_and_is_reviewed_only_where_its_answer_changed(book, make_record, by_hand):
    book.keep(make_record("ada"))
    by_hand("explain", 2)
    book.keep(make_record("ada", Fraction(1, 2)))
    assert book.grades()["ada"].score == Fraction(97, 2) + 2
    assert needs_review(book) == set()
    book.keep(make_record("ada", Fraction(1, 2), rewritten=["explain"]))
    assert needs_review(book) == {"explain"}
    assert book.grades()["ada"].score == Fraction(97, 2) + 2


def test_an_override_stays_and_is_reviewed_when_our_score_changes(book, make_record, by_hand):
    book.keep(make_record("ada", 0))
    changed = by_hand("sigmoid", 5, "The formula is right.")
    assert (changed.before, changed.after) == (0, 5)
    book.keep(make_record("ada", 0))
    assert needs_review(book) == {"explain"}
    book.keep(make_record("ada", 1))
    question = next(one for one in book.grades()["ada"].questions if one.id == "sigmoid")
    assert (question.score, question.automatic, question.comment) == (5, 6, "The formula is right.")
    assert needs_review(book) == {"explain", "check-sigmoid"}


def test_an_override_can_be_taken_back(book, make_record, by_hand, course, assignment):
    book.keep(make_record("ada"))
    by_hand("sigmoid", 1)
    with book.opened() as gradebook:
        overriding.restore(gradebook, course, assignment, overriding.Place("ada", "sigmoid"))
    question = next(one for one in book.grades()["ada"].questions if one.id == "sigmoid")
    assert (question.score, question.manual, question.comment) == (6, False, "")


def test_a_fault_of_ours_leaves_the_score_that_was_there(book, make_record):
    book.keep(make_record("ada", 1))
    failed = make_record("ada", 1, outcome=Outcome.INTERNAL_ERROR, questions=())
    book.keep(failed, replace(failed, result=replace(failed.result, student="new")))
    assert book.grades()["ada"].score == 97
    assert book.grades()["new"].score == 0
    assert len(book.grades()["new"].waiting) == 18


def test_an_unreadable_submission_has_0_and_a_flag(book, make_record):
    everything = [question.id for question in make_record().result.questions]
    broken = make_record("ada", 0, outcome=Outcome.ERRORED, reason="Cut off.", questions=(), untouched=everything)
    book.keep(broken)
    assert book.grades()["ada"].waiting == ()
    assert book.grades()["ada"].problem
    with book.opened() as gradebook:
        assert gradebook.find_submission(SLUG, "ada").notebooks[0].flagged


def test_lateness_costs_what_the_policy_says(book, make_record, dated):
    book.keep(
        make_record("ada", at=DUE, due=DUE),
        make_record("bob", at=DUE + timedelta(seconds=1), due=DUE),
        make_record("eve", at=DUE + 9 * DAY, due=DUE),
        make_record("tim", at=DUE + 11 * DAY, due=DUE),
        described=dated,
    )
    penalties = {student: grade.penalty for student, grade in book.grades(dated).items()}
    assert penalties == {"ada": 0, "bob": 10, "eve": 50, "tim": 97}


def test_an_extension_of_course_yml_or_of_the_gradebook_holds(book, make_record, dated):
    book.keep(make_record("ada", at=DUE + DAY, due=DUE + 2 * DAY), make_record("bob", at=DUE + DAY), described=dated)
    assert book.grades(dated)["ada"].penalty == 0
    assert book.grades(dated)["bob"].penalty == 10
    with book.opened(dated) as gradebook:
        gradebook.grant_extension(SLUG, "bob", days=1)
    book.keep(make_record("bob", at=DUE + DAY), described=dated)
    assert book.grades(dated)["bob"].penalty == 0


def test_days_of_grace_cost_nothing(book, make_record, dated, course):
    lenient = course.model_copy(update={"late": course.late.model_copy(update={"grace_days": 2})})
    book.keep(make_record("ada", at=DUE + 2 * DAY), described=dated, policy=lenient)
    assert book.grades(dated, lenient)["ada"].penalty == 0


def test_points_given_later_raise_what_lateness_may_cost(book, make_record, dated, course):
    book.keep(make_record("ada", 0, at=DUE + DAY), described=dated)
    assert book.grades(dated)["ada"].penalty == 0
    with book.opened(dated) as gradebook:
        overriding.override(
            gradebook, course, dated, overriding.Place("ada", "explain"), overriding.Given(Fraction(3), "Good.")
        )
        assert gradebook.find_submission(SLUG, "ada").late_submission_penalty == 3


def test_many_are_recorded_in_few_batches(book, make_record):
    told = []
    book.keep(*(make_record(f"student{number:03}") for number in range(205)), tell=told.append)
    assert told == [100, 100, 5]
    assert len(book.grades()) == 205


def test_names_of_any_script_come_through(book, make_record):
    names = ["王小明", "O'Brien, Anna-Lena", "=cmd|' /C calc'!A0", "a\\b", "e\u0301", "\u00e9"]
    book.keep(*(make_record(name) for name in names))
    assert set(book.grades()) == set(names)


def test_an_override_is_reviewed_when_the_code_that_it_was_given_for_changed(book, make_record, by_hand):
    book.keep(make_record("ada", 0))
    by_hand("sigmoid", 5)
    book.keep(make_record("ada", 0, rewritten=["sigmoid"]))
    assert "check-sigmoid" in needs_review(book)


def test_a_file_without_a_time_is_not_late_by_the_time_of_another(book, make_record, dated):
    book.keep(make_record("ada", at=DUE + DAY), described=dated)
    book.keep(make_record("ada"), described=dated)
    assert book.grades(dated)["ada"].penalty == 0
    assert book.grades(dated)["ada"].submitted_at is None


def test_a_readable_file_after_an_unreadable_one_is_no_longer_marked(book, make_record):
    everything = [question.id for question in make_record().result.questions]
    book.keep(make_record("ada", 0, outcome=Outcome.ERRORED, reason="Cut.", questions=(), untouched=everything))
    book.keep(make_record("ada", 0))
    assert book.grades()["ada"].problem == ""
    with book.opened() as gradebook:
        assert not gradebook.find_submission(SLUG, "ada").notebooks[0].flagged


def test_notebooks_are_saved_once_the_gradebook_holds_the_results(book, make_record):
    def save():
        with book.opened() as gradebook:
            seen.append(gradebook.find_submission(SLUG, "ada").score)

    seen = []
    book.keep(replace(make_record("ada", 1), save=save))
    assert seen == [97]


def test_two_who_record_the_same_students_at_once_both_succeed(book, make_record):
    students = [f"student{number}" for number in range(30)]
    failed = []

    def keep():
        try:
            book.keep(*(make_record(student, 1) for student in students))
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            failed.append(error)

    threads = [threading.Thread(target=keep) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert set(book.grades()) == set(students)
