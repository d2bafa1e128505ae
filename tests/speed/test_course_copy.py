"""Measuring starts from a copy of the course whose model cache is known."""

import pytest

from autograder.course.files import missing_files
from autograder.course.load import load_course
from autograder.trainer_process import CACHE
from speed.course_copy import copy_course


@pytest.fixture
def original(course, root, tmp_path):
    """A course that has trained a model."""
    made = copy_course(course, root / "course.yml", tmp_path / "original", models=False)
    (made.parent / CACHE).mkdir(parents=True)
    (made.parent / CACHE / "one.outputs").write_bytes(b"trained")
    return made


def test_a_copy_is_a_whole_course(course, original, tmp_path):
    copied = copy_course(course, original, tmp_path / "copy", models=False)
    assert load_course(copied) == course
    assert missing_files(course, copied.parent) == []


def test_models_come_along_where_that_is_wanted(course, original, tmp_path):
    warm = copy_course(course, original, tmp_path / "warm", models=True)
    cold = copy_course(course, original, tmp_path / "cold", models=False)
    assert (warm.parent / CACHE / "one.outputs").read_bytes() == b"trained"
    assert not (cold.parent / CACHE).exists()
