"""The class that is measured on is a fair mix, the same every time."""

from collections import Counter

import pytest

from autograder import intake
from autograder.errors import UsageError
from autograder.specimens.classroom import specimens_of
from autograder.specimens.model import Kind
from speed.classroom import copies, draw_class, is_limited, write_class

SLUGS = ("activations", "mnist")


@pytest.fixture(scope="module")
def drawn(course, root):
    return draw_class(course, root, SLUGS, 90)


def test_every_student_hands_in_every_assignment(drawn):
    each = Counter(one.student for one in drawn)
    assert len(each) == 90
    assert set(each.values()) == {2}


def test_two_answers_in_three_are_right(drawn):
    for slug in SLUGS:
        kinds = Counter(one.specimen.kind for one in drawn if one.specimen.slug == slug)
        assert kinds == {Kind.RIGHT: 60, Kind.MISTAKE: 30}


def test_every_style_of_a_right_answer_occurs(drawn, course, root):
    for slug in SLUGS:
        styles = {
            one.name for one in specimens_of(course, root, slug) if one.kind is Kind.RIGHT and not is_limited(one)
        }
        assert styles == {one.specimen.name for one in drawn if one.specimen.slug == slug} & styles


def test_nothing_waits_for_a_limit(drawn):
    assert not any(is_limited(one.specimen) for one in drawn)


def test_specimens_that_wait_are_known(course, root):
    waiting = {one.name for one in specimens_of(course, root, "activations") if is_limited(one)}
    assert {"endless_cell", "relu-endless_loop", "sigmoid-table_lookup"} <= waiting


def test_a_class_is_the_same_every_time(drawn, course, root):
    assert draw_class(course, root, SLUGS, 90) == drawn


def test_no_two_students_hand_in_the_same_file_and_each_is_found(drawn, course, root, tmp_path):
    some = [one for one in drawn if one.student <= "student-0004"]
    write_class(course, root, some, tmp_path)
    loaded = [entry.load() for entry in intake.discover([tmp_path], course, None).entries]
    assert {(one.student, one.assignment) for one in loaded} == {(one.student, one.specimen.slug) for one in some}
    assert len({one.content for one in loaded}) == len(some)


def test_one_specimen_can_stand_for_a_class(course, root):
    assert {one.specimen.name for one in copies(course, root, "mnist", "functional", 3)} == {"functional"}
    assert copies(course, root, "mnist", "solution", 1)[0].specimen.cells == ()


def test_an_unknown_specimen_is_refused_with_those_there_are(course, root):
    with pytest.raises(UsageError, match="functional"):
        copies(course, root, "mnist", "no-such", 1)
