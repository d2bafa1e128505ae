"""Which grades are exported: people behind pseudonyms, what waits for a person, and what the grader failed on."""

from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.errors import UsageError
from autograder.grades import QuestionGrade
from autograder.lms.exporting.standing import chosen, owned
from autograder.lms.people import LeftOut
from autograder.pseudonyms import Pseudonyms, open_pseudonyms
from autograder.roster import Roster

WAITING = (QuestionGrade("explain", "Why", Fraction(3), None),)


@pytest.fixture
def assignment(course):
    return course.assignment("activations")


@pytest.fixture
def roster(everybody):
    return Roster(everybody)


def test_a_pseudonym_is_turned_into_its_student(make_grade, roster, tmp_path):
    name = open_pseudonyms(tmp_path).of("anna")
    found = owned({name: make_grade(name, 7)}, roster, tmp_path)
    assert (found.grades["anna"].grade, found.names["anna"], found.left_out) == (7, name, ())


def test_a_pseudonym_of_another_key_is_told_of(make_grade, roster, tmp_path):
    name = Pseudonyms(b"another key").of("anna")
    found = owned({name: make_grade(name, 7)}, roster, tmp_path)
    assert (dict(found.grades), [one.who for one in found.left_out]) == ({}, [name])


def test_pseudonyms_without_a_roster_are_refused(make_grade, tmp_path):
    name = Pseudonyms(b"key").of("anna")
    with pytest.raises(UsageError, match="--roster"):
        owned({name: make_grade(name, 7)}, None, tmp_path)


def test_one_who_is_graded_under_two_names_is_left_out(make_grade, roster, tmp_path):
    name = open_pseudonyms(tmp_path).of("anna")
    found = owned({"anna": make_grade("anna", 1), name: make_grade(name, 2)}, roster, tmp_path)
    assert (dict(found.grades), [one.who for one in found.left_out]) == ({}, ["anna"])


def test_without_pseudonyms_no_key_is_made(make_grade, roster, tmp_path):
    owned({"anna": make_grade("anna", 1)}, roster, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_one_who_is_not_in_the_roster_is_still_somebody(make_grade, roster, tmp_path):
    found = owned({"new": make_grade("new", 1)}, roster, tmp_path)
    assert "new" in {person.student for person in found.people}


def test_an_id_is_found_in_another_case(make_grade, roster, tmp_path):
    assert list(owned({"ANNA": make_grade("ANNA", 1)}, roster, tmp_path).grades) == ["anna"]


def test_who_waits_is_exported_with_a_note_on_how_many_and_what(make_grade, assignment):
    waiting = {student: make_grade(student, 5, questions=WAITING, waiting=("explain",)) for student in ("a", "b")}
    found = chosen({**waiting, "c": make_grade("c", 1)}, assignment, complete_only=False)
    assert (set(found.grades), found.left_out) == ({"a", "b", "c"}, ())
    assert found.notes[0].startswith("2 students still wait for hand grading of explain (2).")


def test_who_waits_is_left_out_where_only_complete_grades_are_asked_for(make_grade, assignment):
    waiting = make_grade("a", 5, questions=WAITING, waiting=("explain",))
    found = chosen({"a": waiting, "b": make_grade("b", 1)}, assignment, complete_only=True)
    assert (set(found.grades), "left out" in found.notes[0]) == ({"b"}, True)


def test_what_the_grader_failed_on_is_left_out(make_grade, assignment):
    failed = make_grade("a", 5, questions=(QuestionGrade("relu", "R", Fraction(4), None),), waiting=("relu",))
    whole = make_grade("b", 0, questions=(), points=Fraction(0), problem="The sandbox was lost.")
    found = chosen({"a": failed, "b": whole}, assignment, complete_only=False)
    assert (dict(found.grades), [one.who for one in found.left_out]) == ({}, ["a", "b"])


def test_what_has_a_problem_is_left_out_with_its_reason(make_grade, assignment):
    unreadable = replace(make_grade("a", 0, problem="Not a notebook."), questions=())
    found = chosen({"a": unreadable}, assignment, complete_only=False)
    assert (dict(found.grades), found.left_out) == ({}, (LeftOut("a", "left out: Not a notebook."),))
