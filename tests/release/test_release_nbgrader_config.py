"""nbgrader's own commands see the same course as ours; tests/nbgrader holds that they release the same bytes."""

import os

import pytest
from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import UsageError
from autograder.nbgrader_plugin.config import EXCHANGE, configure


@pytest.fixture
def config(root):
    return PyFileConfigLoader("nbgrader_config.py", str(root)).load_config()


def test_nbgrader_config_names_the_course_and_its_folders(config, course, root):
    names = {key: config.CourseDirectory[key] for key in ("course_id", "root", "source_directory", "release_directory")}
    assert names == {
        "course_id": course.course,
        "root": str(root),
        "source_directory": course.folders.solutions,
        "release_directory": course.folders.assignments,
    }


def test_no_kernel_runs_what_students_hand_in(config):
    assert not any("Execute" in str(step) for step in config.Autograde.autograde_preprocessors)


def test_the_exchange_can_be_named(root, monkeypatch, tmp_path):
    monkeypatch.setenv(EXCHANGE, str(tmp_path))
    config = PyFileConfigLoader("nbgrader_config.py", str(root)).load_config()
    assert config.Exchange.root == os.fspath(tmp_path)


def test_a_folder_without_a_course_is_refused(tmp_path):
    with pytest.raises(UsageError):
        configure(None, tmp_path)
