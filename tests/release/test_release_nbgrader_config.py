"""nbgrader's own commands see the same course as ours; tests/nbgrader holds that they release the same bytes."""

import os

import pytest
from traitlets.config.loader import PyFileConfigLoader

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


def test_a_folder_without_a_course_ends_the_process(tmp_path):
    with pytest.raises(SystemExit, match=r"No course\.yml in"):
        configure(None, tmp_path)


def test_a_fault_of_ours_ends_the_process_too(root, monkeypatch):
    def fail(_):
        raise KeyError("x")

    monkeypatch.setattr("autograder.nbgrader_plugin.config.load_course", fail)
    with pytest.raises(SystemExit, match="KeyError"):
        configure(None, root)
