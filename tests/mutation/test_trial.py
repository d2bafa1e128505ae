"""Mutants are graded by the real engine, and their question's score tells whether they were noticed."""

import random
from fractions import Fraction

import pytest

from autograder.errors import AutograderError
from autograder.grading import undecided
from autograder.model import Submission
from mutation.domain import calls_for
from mutation.effects import Effect
from mutation.equivalence import effects_of
from mutation.mutator import Mutant, mutants_of
from mutation.subject import subject_of
from mutation.trial import Bench, lost_a_point, packed


def mutant(question, number, source=""):
    return Mutant(question, number, 1, "", source, "", ())


@pytest.fixture
def bench(course, root, tmp_path):
    return Bench(course, root / "course.yml", subject_of(course, root, "activations"), tmp_path, jobs=1)


def test_mutants_are_packed_so_that_no_notebook_holds_a_question_twice():
    mutants = [mutant("a", 1), mutant("a", 2), mutant("b", 1), mutant("a", 3)]
    assert packed(mutants) == [(mutants[0], mutants[2]), (mutants[1],), (mutants[3],)]


def test_a_sample_of_mutants_of_softsign_is_noticed(bench, course):
    source = bench.subject.solved["softsign"]
    (question,) = (question for question in course.assignment("activations").questions if question.id == "softsign")
    mutants = random.Random(1).sample(mutants_of("softsign", source), 15)  # noqa: S311 - no secret
    effects = effects_of(source, mutants, calls_for(question), given=bench.subject.given, limits=course.limits)
    counting = {m: effect for m, effect in zip(mutants, effects, strict=True) if effect is not None}
    assert len(counting) > 10
    assert [trial.mutant.diff for trial in bench.try_out(counting) if not trial.killed] == []


def test_what_is_right_survives_beside_what_hangs(bench):
    solved = bench.subject.solved
    right = mutant("relu", 1, solved["relu"])
    hanging = mutant("sigmoid", 1, "def sigmoid(x):\n    while True: pass\nsigmoid_derivative = sigmoid")
    told = []
    trials = bench.try_out({right: Effect.VALUE, hanging: Effect.RAISES}, lambda: told.append(1))
    assert [(trial.mutant, trial.killed) for trial in trials] == [(right, False), (hanging, True)]
    assert len(told) == 1


def test_a_failure_of_ours_is_no_verdict(course):
    result = undecided(course, Submission("s", "s", "activations", ""), internal="broken")
    assert result.score == Fraction(0)
    with pytest.raises(AutograderError, match="broken"):
        lost_a_point(result, "relu")
