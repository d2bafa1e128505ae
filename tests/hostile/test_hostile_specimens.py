"""Hostile specimens are read and built apart from all others, judged by what they gain, and kept from weak rungs."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.errors import UsageError
from autograder.grading import undecided
from autograder.model import CheckResult, Outcome, QuestionResult, Submission
from autograder.sandbox.rung import Rung
from autograder.specimens import classroom, trial
from autograder.specimens.load import load_hostile
from autograder.specimens.model import Kind, OwnCell, Specimen, Transform
from autograder.specimens.tampering import TAMPERINGS

ATTACK = Specimen(
    "activations", Kind.HOSTILE, "made", "", (OwnCell("x = 1", "relu"),), attacked=("relu",), classes=(1,)
)


@pytest.fixture
def builder(course, root):
    return classroom.make_builder(course, root, course.assignment("activations"))


@pytest.fixture
def result_of(course):
    """A result of the attack with one question of these points, outcome and message."""

    def make(score, message="said", outcome=Outcome.FAILED, reason=""):
        check = CheckResult("relu.values", "", outcome, Fraction(1), message)
        question = QuestionResult("relu", "", outcome, score, Fraction(4), (check,))
        empty = undecided(course, Submission("s", "s", "activations", "", problem=reason))
        return replace(empty, questions=() if reason else (question,), outcome=outcome)

    return make


def test_an_attack_that_earns_nothing_and_is_told_why_is_as_expected(result_of):
    assert trial.judge(ATTACK, result_of(Fraction(0))).problems == ()


@pytest.mark.parametrize(
    ("made", "word"),
    [
        ({"score": Fraction(1)}, "by an attack"),
        ({"score": None}, "by an attack"),
        ({"score": Fraction(0), "message": ""}, "without a word"),
        ({"score": Fraction(0), "outcome": Outcome.INTERNAL_ERROR}, "grading itself"),
    ],
)
def test_a_gain_a_silence_and_a_fault_of_ours_are_problems(result_of, made, word):
    assert any(word in problem for problem in trial.judge(ATTACK, result_of(**made)).problems)


def test_an_unreadable_notebook_needs_a_reason(result_of):
    assert trial.judge(ATTACK, result_of(None, reason="too large", outcome=Outcome.ERRORED)).problems == ()


@pytest.mark.parametrize("rung", [Rung.D, Rung.E])
def test_hostile_specimens_are_not_run_on_a_weak_rung(course, root, rung):
    with pytest.raises(UsageError, match="attack whatever they can reach"):
        trial.verify(course, root / "course.yml", [ATTACK], jobs=1, rung=rung, tell=lambda _: None)


def test_honest_specimens_are_read_without_hostile_ones(course, root):
    kinds = {one.kind for slug in ("activations", "mnist") for one in classroom.specimens_of(course, root, slug)}
    assert kinds == {Kind.RIGHT, Kind.MISTAKE}


def test_a_file_without_a_place_for_its_attack_is_named(tmp_path):
    folder = tmp_path / "activations" / "hostile"
    folder.mkdir(parents=True)
    (folder / "odd.py").write_text('# %% attack="a" title="t" classes=[1]\nx = 1\n')
    with pytest.raises(UsageError, match=r"odd\.py"):
        load_hostile(tmp_path, "activations")


def test_an_attack_may_stand_before_all_other_cells(builder):
    first = Specimen("activations", Kind.HOSTILE, "made", "", (OwnCell("x = 'first'", first=True),))
    assert json.loads(builder.build(first))["cells"][0]["source"] == ["x = 'first'"]


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_tampering_changes_the_notebook_and_leaves_it_one(builder, tampering):
    plain = Specimen("activations", Kind.HOSTILE, "made", "", (OwnCell("x = 1", "relu"),))
    changed = replace(plain, transforms=(Transform(tampering),))
    assert builder.build(changed) != builder.build(plain)
    assert json.loads(builder.build(changed))["cells"]
