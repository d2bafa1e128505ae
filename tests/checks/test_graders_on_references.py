"""The hidden checks of `activations` on the references themselves, on constants and on garbage."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from autograder.checks import CheckFailed, references, vector_references
from autograder.checks.table import TABLE

ELEMENTWISE = [
    *("sigmoid", "tanh", "relu", "softplus", "softsign", "silu", "mish", "gaussian", "selu"),
    *("leaky_relu", "elu", "gelu"),
]
QUESTIONS = [*ELEMENTWISE, "neuron", "softmax", "log_softmax", "softmax_jacobian", "table"]


def rows():
    return {
        name: {"range": row.range, "continuity": row.continuity, "monotonic": row.monotonic}
        for name, row in TABLE.items()
    }


def right_answers():
    answers = {name: getattr(references, name) for name in ELEMENTWISE}
    answers |= {f"{name}_derivative": getattr(references, f"{name}_derivative") for name in ELEMENTWISE}
    answers |= {name: getattr(vector_references, name) for name in ("softmax", "log_softmax", "softmax_jacobian")}
    return {**answers, "neuron": lambda x, w, b, activation: activation(np.dot(w, x) + b), "ACTIVATIONS": rows()}


def test_there_is_a_grader_for_each_question(graders):
    assert set(graders) == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_right_answers_earn_everything(grade, question, seed):
    verdict = grade(question, right_answers(), seed)
    assert verdict.failures == {}
    assert verdict.score == 1


def test_the_assignment_takes_few_calls(grade):
    calls = {question: grade(question, right_answers()).calls for question in QUESTIONS}
    assert sum(calls.values()) < 400, calls


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "constant",
    [
        lambda x, *_, **__: np.zeros(np.shape(x)),
        lambda x, *_, **__: np.ones(np.shape(x)),
        lambda x, *_, **__: np.full(np.shape(x), np.nan),
        lambda x, *_, **__: x,
        lambda *_, **__: 0.5,
        lambda *_, **__: None,
        lambda *_, **__: "0.5",
    ],
    ids=["zeros", "ones", "nan", "input", "half", "none", "text"],
)
def test_constants_and_garbage_earn_nothing(grade, question, constant):
    names = {question: constant, f"{question}_derivative": constant, "ACTIVATIONS": constant(0)}
    assert grade(question, names).score == 0


@pytest.mark.parametrize("question", ELEMENTWISE)
def test_a_wrong_derivative_keeps_the_points_of_the_function(grade, question):
    answers = right_answers() | {f"{question}_derivative": lambda x, *_, **__: np.zeros(np.shape(x))}
    verdict = grade(question, answers)
    assert verdict.failed == {"test_derivative_values"}
    assert all("derivative" in name for name, outcome in verdict.outcomes.items() if outcome != "passed")
    assert verdict.score >= 0.4


@pytest.mark.parametrize("question", [*ELEMENTWISE, "neuron", "softmax", "log_softmax", "softmax_jacobian"])
@pytest.mark.parametrize(
    "garbage",
    [
        lambda x, *_, **__: np.full(np.shape(x), 0.125),
        lambda x, *_, **__: np.asarray(x) * np.inf,
        lambda x, *_, **__: np.asarray(x, dtype=complex),
        lambda x, *_, **__: np.round(x).astype(np.uint8),
        lambda x, *_, **__: np.zeros((*np.shape(x), 2)),
        lambda *_, **__: np.zeros(0),
        lambda *_, **__: 10**400,
        lambda *_, **__: [[1.0], "a", None],
        lambda *_, **__: object(),
    ],
)
def test_no_check_of_a_wrong_answer_fails_by_a_fault_of_its_own(graders, garbage, student, question):
    for name, (check, _) in graders[question].items():
        fixtures = {"student": student(garbage), "rng": np.random.default_rng(1)}
        wanted = inspect.signature(check).parameters
        failure = None
        try:
            check(**{key: value for key, value in fixtures.items() if key in wanted})
        except CheckFailed as error:
            failure = error
        assert failure is None or (failure.message.endswith(".") and failure.hint), name


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_title_is_a_sentence(graders, question):
    titles = [check.__doc__ for check, _ in graders[question].values()]
    assert all(title.endswith(".") and len(title) <= 110 for title in titles)
    assert len(set(titles)) == len(titles)
