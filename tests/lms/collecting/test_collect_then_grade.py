"""What was collected is found by `autograder grade` as the right student's, attempt and moment."""

from pathlib import Path

import pytest

from autograder.course.load import load_course
from autograder.intake import discover

ROOTS = (Path("submitted"), *(Path("submitted-earlier") / str(number) for number in (1, 2)))


@pytest.fixture
def found(course_folder):
    """Discover submissions as grading does."""
    return lambda *paths: discover(
        [path for path in paths if path.exists()], load_course(course_folder / "course.yml"), "activations"
    )


@pytest.mark.parametrize("source", ["canvas", "moodle", "blackboard", "brightspace", "gradescope", "nbgrader"])
def test_grading_finds_what_was_collected(source, golden, pack, collect, found):
    _, document = collect(pack(golden(source)), source)
    latest = {one["student"]: one["submitted_at"] for one in document["matched"] if not one["superseded"]}
    intake = found(Path("submitted"))
    assert not intake.problems
    assert {entry.student: entry.load().content[:1] for entry in intake.entries} == dict.fromkeys(latest, b"{")
    moments = {entry.student: entry.submitted_at for entry in intake.entries}
    assert {student: moment and moment.isoformat() for student, moment in moments.items()} == latest


def test_earlier_attempts_are_graded_as_attempts_where_their_moments_are_known(golden, pack, collect, found):
    _, document = collect(pack(golden("blackboard")), "blackboard")
    attempts = {(one["student"], one["attempt"], one["submitted_at"]) for one in document["matched"]}
    entries = found(*ROOTS).entries
    assert {(entry.student, entry.attempt, entry.submitted_at.isoformat()) for entry in entries} == attempts


@pytest.mark.parametrize("student", ["王小明", "zoë", "o'neill", "a.b@example.edu", "12 34", "mnist", "activations"])
def test_an_id_that_is_no_plain_name_is_graded_under_that_id(student, pack, collect, found):
    people = [(student, "Zoë Nuñez", "", "106"), ("anna", "Anna", "", "101")]
    columns = ("student", "name", "email", "canvas_id")
    collect(pack(["nunezzoe_106_1_a.ipynb", "anna_101_1_a.ipynb"]), "canvas", people=people, columns=columns)
    assert {entry.student for entry in found(Path("submitted")).entries} == {student, "anna"}
