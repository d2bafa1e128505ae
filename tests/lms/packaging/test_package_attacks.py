"""Submissions reach nothing of the package that grades them, though all of it runs as root in one container.

The attacker's `gaussian` is right if and only if an attack worked, so its points tell.
"""

import json
import shutil

import numpy as np
import pytest

READ = """
def _stolen():
    for path in {paths!r}:
        try:
            with open(path, "rb") as file:
                if file.read(1):
                    return True
        except OSError:
            pass
    return False
"""
WRITTEN = """
import os


def _stolen():
    worked = False
    for path in {paths!r}:
        try:
            with open(path, "w") as file:
                file.write('{{"score": 1000, "tests": []}}')
            worked = True
        except OSError:
            pass
        try:
            os.replace(path, path + ".old")
            worked = True
        except OSError:
            pass
    return worked
"""
ANSWERS = """
def gaussian(z):
    return np.exp(-np.square(z)) if _stolen() else np.zeros(np.shape(z))


def gaussian_derivative(z):
    return -2.0 * z * np.exp(-np.square(z)) if _stolen() else np.zeros(np.shape(z))
"""


@pytest.fixture(scope="module")
def package(make_package):
    """A package of activations."""
    return make_package("gradescope", "activations")[0]


@pytest.fixture
def base(tmp_path, package, unpacked, metadata):
    """Gradescope's folder, with folders that everybody may write into."""
    base = tmp_path / "autograder"
    unpacked(package, base / "source")
    shutil.copy(base / "source" / "run_autograder", base)
    for name in ("submission", "results"):
        (base / name).mkdir()
        (base / name).chmod(0o777)
    (base / "submission_metadata.json").write_text(json.dumps(metadata))
    return base


@pytest.fixture
def attack(base, ran, notebook_of, schema_of):
    """Grade a notebook with this attack; returns the points of `gaussian`."""

    def call(source, paths):
        cell = source.format(paths=[str(path) for path in paths]) + ANSWERS
        (base / "submission" / "a.ipynb").write_bytes(notebook_of("activations", gaussian=cell))
        run = ran(base / "run_autograder", base)
        document = schema_of("gradescope", run.document)
        assert document["extra_data"]["sandbox_rung"] == "C"
        return sum(test["score"] for test in document["tests"] if test["tags"] == ["gaussian"])

    return call


def test_the_attacker_would_earn_points_by_reading(attack):
    assert attack(READ, [np.__file__]) > 3


def test_nothing_of_the_package_can_be_read(attack, base):
    inside = [
        *("source/.autograder/secret", "source/autograder/graders/activations/test_gaussian.py", "source/course.yml"),
        *("source/package.json", "source/run_autograder", "run_autograder", "submission_metadata.json"),
        *("submission/a.ipynb", "results/results.json"),
    ]
    assert attack(READ, [*(base / name for name in inside), "/proc/1/environ", "/proc/1/cmdline"]) == 0


def test_the_secret_is_in_no_environment_of_a_submission(attack):
    assert attack(READ.replace("file.read(1)", 'b"AUTOGRADER" in file.read()'), ["/proc/self/environ"]) == 0


def test_results_can_t_be_written_by_a_submission(attack, base):
    targets = [base / "results" / name for name in ("results.json", "more.json")]
    assert attack(WRITTEN, [*targets, base / "source" / "course.yml", base / "submission" / "b.ipynb"]) == 0
    assert sorted(path.name for path in (base / "results").iterdir()) == ["results.json"]
    assert json.loads((base / "results" / "results.json").read_text())["score"] == 93


def test_a_submission_that_kills_what_it_can_costs_its_own_points_only(base, ran, notebook_of):
    cell = (
        "import os, signal\n\n\ndef gaussian(z):\n    for pid in (os.getppid(), 1, -1):\n        try:\n"
        "            os.kill(pid, signal.SIGKILL)\n        except OSError:\n            pass\n    os._exit(0)\n\n\n"
        "gaussian_derivative = gaussian\n"
    )
    (base / "submission" / "a.ipynb").write_bytes(notebook_of("activations", gaussian=cell))
    run = ran(base / "source" / "run_autograder", base)
    assert run.process.returncode == 0
    assert run.document["score"] == 93
