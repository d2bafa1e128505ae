"""A mutant counts where it does something else on the graded domain, and nowhere else."""

import numpy as np
import pytest

from autograder.sandbox.loading import Step
from mutation.domain import Call, calls_for
from mutation.effects import Effect
from mutation.equivalence import effects_of
from mutation.mutator import Mutant
from mutation.subject import subject_of

SOLUTION = "def f(x, a=1.0):\n    return a * np.asarray(x, dtype=np.float64)"
CALLS = [Call("f", (np.array([-2.0, 0.0, 1e4]),)), Call("f", ([1, 2],), {"a": 2.0})]
GIVEN = [Step(0, "import numpy as np")]


@pytest.fixture
def effects(course):
    def of(sources, solution=SOLUTION, calls=CALLS, given=GIVEN):
        mutants = [Mutant("q", number, 1, "", source, "", ()) for number, source in enumerate(sources)]
        return effects_of(solution, mutants, calls, given=given, limits=course.limits)

    return of


def returning(expression):
    return f"def f(x, a=1.0):\n    return {expression}"


def test_what_alters_no_value_does_not_count(effects):
    same = ["a * np.asarray(x) * 1", "a * np.array(x, dtype=float)", "(a + 1e-15) * np.asarray(x)"]
    assert effects(map(returning, same)) == [None] * 3


def test_what_alters_a_value_a_shape_or_raises_counts(effects):
    others = ["a * np.asarray(x) * 2", "a * np.asarray(x) * (1 + 1e-12)", "(a * np.asarray(x))[None]", "a / 0"]
    assert effects(map(returning, others)) == [Effect.VALUE, Effect.VALUE, Effect.SHAPE, Effect.RAISES]


def test_a_number_that_became_nan_counts(effects):
    assert effects([returning("a * np.asarray(x) + np.nan")]) == [Effect.VALUE]


def test_a_warning_and_a_changed_input_count_without_another_value(effects):
    warning = "def f(x, a=1.0):\n    np.exp(np.full(1, 1e3))\n    return a * np.asarray(x)"
    spoiling = "def f(x, a=1.0):\n    y = a * np.asarray(x)\n    x *= 0\n    return y"
    assert effects([warning, spoiling]) == [Effect.WARNING, Effect.INPUT]


def test_single_precision_is_judged_as_the_course_judges_it(effects):
    close = [f"np.float32(a) * np.asarray(x, dtype=np.float32) * np.float32({factor})" for factor in (1, 1.001)]
    assert effects(map(returning, close)) == [None, Effect.VALUE]


def test_functions_of_one_cell_call_their_own_versions(effects):
    helped = "def helper(x):\n    return np.asarray(x) * {}\ndef f(x, a=1.0):\n    return a * helper(x)"
    assert effects([helped.format(1), helped.format(3)]) == [None, Effect.VALUE]


def test_a_cell_that_does_not_run_counts(effects):
    assert effects(["raise ValueError", SOLUTION]) == [Effect.RAISES, None]


def test_a_table_counts_from_the_third_decimal(effects):
    call = [Call("T", variable=True)]
    table = "T = {{'a': {{'range': ({}, 1.0), 'monotonic': {}}}}}".format
    found = effects([table(-0.2781, "True"), table(-0.28, "True"), table(-0.278, "1")], table(-0.278, "True"), call)
    assert found == [None, Effect.TABLE, Effect.TABLE]


@pytest.mark.parametrize("slug", ["activations", "mnist"])
def test_the_solution_answers_every_call_of_the_sample(effects, course, root, slug):
    subject = subject_of(course, root, slug)
    for question in course.assignment(slug).questions:
        source = subject.solved.get(question.id)
        if source is not None and not (slug == "mnist" and "build" in question.functions[0]):
            assert effects([source], source, calls_for(question), subject.given) == [None]
