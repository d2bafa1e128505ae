"""Grades find their Canvas student by ids, and by nothing else."""

import pytest

from autograder.lms.people import LeftOut
from autograder.lms.pushing.matching import Directory, match
from autograder.lms.pushing.site import CanvasStudent
from autograder.pseudonyms import Pseudonyms
from autograder.roster import Person, Roster

KEY = Pseudonyms(b"a key of the tests")


def student(user_id, sis="", login="", email=""):
    return CanvasStudent(user_id, sis, frozenset({login} - {""}), email)


def find(names, students, *people):
    return match(names, Directory(students), Roster(people) if people else None, lambda: KEY)


@pytest.mark.parametrize(
    ("ids", "email"),
    [
        ({"canvas_id": "101"}, ""),
        ({"sis_user_id": "s1"}, ""),
        ({"sis_login_id": "ANNA"}, ""),
        ({}, "Anna@Example.edu"),
        ({}, "anna"),
        ({"canvas_id": "101", "sis_user_id": "gone"}, "other@example.edu"),
    ],
)
def test_each_id_of_the_roster_finds_its_student(ids, email):
    students = [student("101", "S1", "anna", "anna@example.edu"), student("102", "S2", "ben", "ben@example.edu")]
    assert find(["a"], students, Person("a", "Anna", email, ids)) == ({"a": "101"}, ())


def test_ids_that_point_at_different_students_are_left_out():
    students = [student("101", "S1"), student("102", "S2")]
    found, left_out = find(["a"], students, Person("a", "A", "", {"canvas_id": "101", "sis_user_id": "S2"}))
    assert (found, left_out) == ({}, (LeftOut("a", "its ids belong to 2 students in Canvas"),))


def test_canvas_id_that_is_not_in_the_course_is_not_replaced_by_another_id():
    found, left_out = find(["a"], [student("101", "S1")], Person("a", "A", "", {"canvas_id": "7", "sis_user_id": "S1"}))
    assert not found
    assert "canvas_id" in left_out[0].reason


def test_email_of_two_canvas_students_is_left_out():
    students = [student("101", email="x@example.edu"), student("102", email="X@example.edu")]
    assert find(["a"], students, Person("a", "A", "x@example.edu"))[0] == {}


def test_two_results_of_one_canvas_student_are_both_left_out():
    people = Person("a", "A", "x@example.edu"), Person("b", "B", "", {"canvas_id": "101"})
    found, left_out = find(["a", "b"], [student("101", email="x@example.edu")], *people)
    assert not found
    assert [one.who for one in left_out] == ["a", "b"]


def test_same_name_never_matches():
    found, left_out = find(["Kim Lee"], [student("101", "S1", "klee")], Person("Kim Lee", "Kim Lee", ""))
    assert not found
    assert "no id" in left_out[0].reason


def test_student_who_is_not_in_the_roster_is_left_out():
    assert find(["anna"], [student("101", login="anna")], Person("ben", "Ben", "ben@example.edu"))[1] == (
        LeftOut("anna", "the roster has no such student"),
    )


@pytest.mark.parametrize("name", ["anna", "S1", "anna@example.edu"])
def test_without_a_roster_the_student_s_id_must_be_an_id_in_canvas(name):
    assert find([name], [student("101", "S1", "anna", "anna@example.edu")])[0] == {name: "101"}


def test_without_a_roster_a_number_is_never_taken_for_canvas_own():
    assert find(["101"], [student("101", "S1", "anna")])[0] == {}


def test_pseudonym_finds_its_owner_through_the_roster():
    name = KEY.of("a")
    people = Person("a", "A", "", {"canvas_id": "101"}), Person("b", "B", "", {"canvas_id": "102"})
    assert find([name], [student("101"), student("102")], *people) == ({name: "101"}, ())


def test_pseudonym_without_a_roster_is_left_out_without_opening_the_key():
    def no_key():
        raise AssertionError

    found, left_out = match([KEY.of("a")], Directory([student("101", login="a")]), None, no_key)
    assert not found
    assert "give the roster" in left_out[0].reason


def test_result_under_both_the_id_and_the_pseudonym_is_left_out():
    found, left_out = find(["a", KEY.of("a")], [student("101")], Person("a", "A", "", {"canvas_id": "101"}))
    assert not found
    assert len(left_out) == 2


def test_decomposed_id_matches_the_composed_one_of_the_roster():
    assert find(["zoe\u0308"], [student("101")], Person("zo\u00eb", "Z", "", {"canvas_id": "101"}))[0] == {
        "zoe\u0308": "101"
    }


def test_student_s_id_may_differ_from_the_roster_in_case():
    assert find(["Anna"], [student("101")], Person("anna", "A", "", {"canvas_id": "101"}))[0] == {"Anna": "101"}
