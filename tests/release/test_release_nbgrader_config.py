"""nbgrader's own commands see the same course as ours, and release the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.course.load import load_course
from autograder.release.source import build_source_notebook
from autograder.release.student import release_notebook

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "nbgrader_config.py"


@pytest.fixture
def config():
    from traitlets.config.loader import PyFileConfigLoader  # noqa: PLC0415 - slow to import

    return PyFileConfigLoader(CONFIG.name, str(ROOT)).load_config()


def test_nbgrader_config_names_the_course_and_its_folders(config):
    course = load_course(ROOT / "course.yml")
    names = {key: config.CourseDirectory[key] for key in ("course_id", "source_directory", "release_directory")}
    assert names == {
        "course_id": course.course,
        "source_directory": course.folders.solutions,
        "release_directory": course.folders.assignments,
    }


def test_nbgrader_generates_the_same_release_without_the_source_beside_it(varied, toy, tmp_path):
    source = tmp_path / "solutions" / "toy" / "toy.py"
    source.parent.mkdir(parents=True)
    shutil.copy(varied(), source)
    nbformat.write(build_source_notebook(source, toy), source.with_suffix(".ipynb"))
    shutil.copy(CONFIG, tmp_path)
    programs = str(Path(sys.executable).parent)  # nbgrader calls alembic by its name
    environment = os.environ | {
        "PATH": os.pathsep.join([programs, os.environ["PATH"]]),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "jupyter"),
    }
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "toy"]
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    folder = tmp_path / "assignments" / "toy"
    assert [path.name for path in folder.iterdir()] == ["toy.ipynb"]
    assert (folder / "toy.ipynb").read_text(encoding="utf-8") == release_notebook(source, toy)
