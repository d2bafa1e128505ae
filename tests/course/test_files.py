"""Behaviour of comparing a course with the files on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.files import missing_files
from autograder.course.load import load_course

TINY = Path(__file__).parent / "tiny.yml"


@pytest.fixture
def course():
    return load_course(TINY)


def test_a_missing_graders_folder_is_one_problem(course, tmp_path):
    (problem,) = missing_files(course, tmp_path)
    assert (problem.place, problem.message) == ("$.folders.graders", "There is no folder autograder/graders")


def test_a_question_without_its_module_is_a_problem_unless_graded_by_hand(course, tmp_path):
    (tmp_path / "autograder/graders").mkdir(parents=True)
    (problem,) = missing_files(course, tmp_path)
    assert problem.place == "$.assignments[0].questions[0].id"
    assert "there is no autograder/graders/one/test_f.py" in problem.message


def test_a_folder_is_no_module(course, tmp_path):
    (tmp_path / "autograder/graders/one/test_f.py").mkdir(parents=True)
    assert len(missing_files(course, tmp_path)) == 1


def test_nothing_is_missing_where_every_module_is_there(course, tmp_path):
    (tmp_path / "autograder/graders/one").mkdir(parents=True)
    (tmp_path / "autograder/graders/one/test_f.py").touch()
    assert missing_files(course, tmp_path) == []
