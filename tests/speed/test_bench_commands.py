"""The commands that measure run to their end, and what they compare was graded alike."""

import json
import subprocess
import sys

import pytest

from speed.instruments import CALLING, LOADING, PHASES, TRIP


@pytest.fixture
def command(root):
    """Run a command on the project's course, in a process of its own as it is meant to be."""

    def run(name, *arguments):
        line = [sys.executable, root / "bench" / f"{name}.py", *map(str, arguments)]
        return subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def measured(command):
    """Run a command and return what it printed as JSON."""

    def run(name, *arguments):
        done = command(name, *arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_nbgrader_scores_the_class_as_we_do(measured):
    """The answers to `activations` need no training, so this is quick; right answers get full points or it fails."""
    found = measured(
        "versus_nbgrader",
        *("--students", 2),
        *("--nbgrader-students", 2),
        *("--jobs", 1),
        *("--assignment", "activations"),
    )
    assert found["questions_agreeing"] == found["questions_compared"] == 34
    assert found["ratio"] == found["nbgrader"]["scaled_seconds"] / found["ours"]["seconds"]
    assert 0 < found["ours"]["first_result_seconds"] <= found["ours"]["seconds"]


def test_direct_calls_score_as_grading_does(measured):
    found = measured("lower_bound", *("--submissions", 3), *("--rounds", 1))["assignments"]
    assert [one["scores_differ"] for one in found] == [[], []]
    assert all(one["ours_seconds"] > 0 and one["bound_seconds"] > 0 for one in found)


def test_every_phase_of_grading_is_known(measured):
    found = measured("where_time_goes", *("--assignment", "activations"), *("--submissions", 1))
    later = found["later"]
    assert set(later) <= {*PHASES, TRIP}
    assert later[LOADING]["times"] > 10
    assert later[CALLING]["times"] > 10


def test_nothing_is_left_after_grading(measured):
    found = measured("memory", *("--submissions", 4), *("--jobs", 2), *("--mnist-every", 4))
    assert (found["left"]["processes"], found["left"]["temporary files"]) == (0, 0), found["left"]
    assert max(one["pss_bytes"] for one in found["moments"]) > 10**7
    assert max(one["processes"] for one in found["moments"]) > 2


def test_an_assignment_that_is_unknown_is_named(command):
    done = command("where_time_goes", *("--assignment", "chemistry"))
    assert done.returncode == 1
    assert "chemistry" in done.stderr
