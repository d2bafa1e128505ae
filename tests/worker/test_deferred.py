"""A model whose variables wait with their values is the same model, and needs no TensorFlow to be built."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("models_both_ways.py")
CASES = (
    *("plain", "old_style", "functional", "many_layers", "not_built", "looked_at", "in_a_strategy"),
    *("names", "objects", "schedule", "numbers"),
)


@pytest.fixture(scope="module")
def report():
    ended = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.mark.parametrize("case", CASES)
def test_a_deferred_model_is_the_same_model(report, case):
    assert report["deferred"][case] == report["at_once"][case]


def test_every_case_was_tried(report):
    assert set(report["at_once"]) == set(CASES)


def test_building_and_declaring_starts_no_tensorflow(report):
    assert not report["runs_after_building"]


def test_a_rehearsal_leaves_no_trace(report):
    assert report["left_by_rehearsal"] == []
    assert report["first_name"] == "dense"
