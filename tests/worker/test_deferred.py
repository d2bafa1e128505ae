"""Variables that wait with their values are the same variables, and need no TensorFlow to be made."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("models_both_ways.py")
CASES = (
    *("models", "training", "assigned", "learning_rates", "numbers", "number_in_a_scope"),
    *("variable_in_a_stateless_scope", "shared_seeds", "own_initializer", "changed_initializer"),
    *("initializer_of_a_class", "no_initializer", "unsuitable_initializer", "huge_seed"),
    *("in_a_strategy", "in_a_function_and_a_tape", "from_threads"),
)
STRANGE = ("starts_tensorflow", "lacks_a_part", "shows_numbers_otherwise", "keeps_values_elsewhere")


@pytest.fixture(scope="module")
def report():
    ended = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.mark.parametrize("case", CASES)
def test_nobody_can_tell_a_value_that_waited(report, case):
    assert report["later"][case] == report["at_once"][case]


def test_every_case_was_tried(report):
    assert set(report["at_once"]) == set(CASES)
    assert set(report["waits"]) == {"usual", *STRANGE}


def test_building_and_declaring_starts_no_tensorflow(report):
    assert not report["runs_after_building"]


@pytest.mark.parametrize("strange", STRANGE)
def test_with_a_keras_that_differs_nothing_waits(report, strange):
    assert report["waits"]["usual"] == [True, [24, 3]]
    assert report["waits"][strange] == [False, [24, 3]]


def test_a_rehearsal_leaves_no_trace(report):
    assert report["left_by_rehearsal"] == []
    assert report["first_name"] == "dense"
