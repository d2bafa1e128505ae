"""The same cells earn their points where they share a process with the checks: the attacks are real ones.

Each runs in a process of its own, in a folder laid out as a course, with a check as other graders make them. Only cells
that do no harm to a machine are marked `beats_in_process`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.specimens.load import load_hostile

SPECIMENS = Path(__file__).parents[1] / "specimens"
REAL = [one for one in load_hostile(SPECIMENS, "activations") if one.beats_in_process]
RIGHT = """
def gaussian(x):
    return np.exp(-np.square(x))


def gaussian_derivative(x):
    return -2.0 * x * gaussian(x)
"""
WRONG = "def gaussian(x):\n    return np.zeros(np.shape(x))\n\n\ngaussian_derivative = gaussian\n"
BEGINNING = """
import sys
import numpy as np
from stolen_goods import gaussian as reference
cell = open("cell.py").read()
space = {"np": np, "__name__": "__main__", "get_ipython": lambda: None}
exec(compile(cell, "<cell 1>", "exec"), space)
gaussian = space["gaussian"]
x = np.random.default_rng(0).uniform(-6, 6, 240)
"""
CHECKS = {
    "stored": "expected = reference(x)\nnp.testing.assert_allclose(gaussian(x), expected, rtol=1e-6)",
    "inline": "np.testing.assert_allclose(gaussian(x), np.exp(-(x**2)), rtol=1e-6)",
    "all": "y = gaussian(x)\nassert np.all(np.abs(y - reference(x)) < 1e-6)",
    "none": "y = gaussian(x)\nassert not np.any(np.abs(y - reference(x)) > 1e-6)",
    "equal": "y = gaussian(1.0)\nassert y == reference(1.0)",
    "late": "y = gaussian(x)\nexpected = reference(x)\nnp.testing.assert_allclose(gaussian(x), expected)",
}


@pytest.fixture
def passes(tmp_path):
    """Whether a cell passes a check that shares its process, in the folder of one student of a class."""
    course = tmp_path / "class" / "course"
    own = course / "submitted" / "anna"
    neighbour = course / "submitted" / "ben"
    for folder in (own, neighbour, course / "solutions", course / ".autograder"):
        folder.mkdir(parents=True)
    (course / "solutions" / "activations.py").write_text(f"# %%\n{RIGHT}")
    (course / ".autograder" / "secret").write_text("5" * 64)
    cells = [{"cell_type": "code", "source": RIGHT}]
    (neighbour / "activations.ipynb").write_text(json.dumps({"cells": cells}))
    (own / "stolen_goods.py").write_text(f"import numpy as np\n\n\n{RIGHT}")

    def call(source, check):
        (own / "cell.py").write_text(source)
        (own / "check.py").write_text(BEGINNING + CHECKS[check])
        environment = {"PATH": os.defpath, "LMS_TOKEN": "token-of-the-lms", "HOME": str(own), "TMPDIR": str(tmp_path)}
        done = subprocess.run([sys.executable, "check.py"], cwd=own, env=environment, capture_output=True, check=False)
        return done.returncode == 0

    return call


@pytest.mark.parametrize("check", CHECKS)
def test_checks_in_the_process_tell_honest_answers_apart(passes, check):
    assert passes(RIGHT, check)
    assert not passes(WRONG, check)


@pytest.mark.parametrize("specimen", REAL, ids=lambda one: one.name)
def test_an_attack_beats_a_check_that_shares_its_process(passes, specimen):
    assert any(passes(specimen.cells[0].source, check) for check in CHECKS)


def test_many_kinds_of_attack_are_shown_to_be_real():
    assert len({number for one in REAL for number in one.classes}) >= 15
