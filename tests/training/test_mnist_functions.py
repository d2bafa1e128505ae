"""The hidden checks of `mnist` that call functions: right answers pass, each classic mistake fails exactly its own."""

import re

import numpy as np
import pytest
from scipy import special

QUESTIONS = ("preprocess", "predictions")


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


RIGHT = {
    "preprocess": lambda images: images.astype("float32") / 255,
    "to_probabilities": softmax,
    "predict_digits": lambda outputs: np.argmax(outputs, axis=1),
}


def clipped(images):
    images[images < 30] = 0
    return images.astype(np.float32) / 255


def noisy_in_place(logits):
    logits -= logits.max(axis=-1, keepdims=True)
    return softmax(logits)


RIGHT_IN_OTHER_WAYS = {
    "preprocess": lambda images: np.float32(1 / 255) * images,
    "to_probabilities": lambda logits: special.softmax(logits, axis=-1),
    "predict_digits": lambda outputs: outputs.argmax(axis=-1).astype(np.int32),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("answers", [RIGHT, RIGHT_IN_OTHER_WAYS], ids=["home page", "other ways"])
def test_right_answers_pass_every_check(question, answers, failed):
    assert failed(question, answers) == {}


MISTAKES = [
    ("preprocess", {"preprocess": lambda x: x.astype("float32")}, {"values", "dim_batch", "other_counts"}),
    ("preprocess", {"preprocess": lambda x: x / 255}, {"dtype"}),
    ("preprocess", {"preprocess": lambda x: (x / x.max(initial=0)).astype("float32")}, {"dim_batch"}),
    ("preprocess", {"preprocess": lambda x: (x // 255).astype("float32")}, {"values", "dim_batch", "other_counts"}),
    ("preprocess", {"preprocess": lambda x: x.astype("float32") / 256}, {"values", "dim_batch", "other_counts"}),
    ("preprocess", {"preprocess": lambda x: x.astype("float32") / 127.5 - 1}, {"values", "dim_batch", "other_counts"}),
    (
        "preprocess",
        {"preprocess": lambda x: x.reshape(-1, 784).astype("float32") / 255},
        {"values", "dim_batch", "other_counts"},
    ),
    (
        "preprocess",
        {"preprocess": lambda x: (x / 255).astype("float32")[:6]},
        {"other_counts"},
    ),
    ("preprocess", {"preprocess": clipped}, {"values", "dim_batch", "other_counts", "input_unchanged"}),
    (
        "predictions",
        {"to_probabilities": lambda x: np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)},
        {"large_logits"},
    ),
    (
        "predictions",
        {"to_probabilities": lambda x: np.exp(x - x.max()) / np.exp(x - x.max()).sum(axis=-1, keepdims=True)},
        {"large_logits"},
    ),
    (
        "predictions",
        {"to_probabilities": lambda x: np.exp(x - x.max()) / 9},
        {"probabilities", "large_logits", "float32_and_one_row"},
    ),
    (
        "predictions",
        {"to_probabilities": lambda x: softmax(x.T).T},
        {"probabilities", "large_logits", "float32_and_one_row"},
    ),
    (
        "predictions",
        {"to_probabilities": lambda x: softmax(x - x.max()) if len(x) > 1 else softmax(x)[0]},
        {"float32_and_one_row"},
    ),
    ("predictions", {"to_probabilities": noisy_in_place}, {"input_unchanged"}),
    (
        "predictions",
        {"predict_digits": lambda x: np.argmax(softmax(x), axis=1).astype(float)},
        {"digits_of_probabilities"},
    ),
    (
        "predictions",
        {"predict_digits": lambda x: np.argmax(x, axis=0)},
        {"digits", "float32_and_one_row", "digits_of_probabilities"},
    ),
    (
        "predictions",
        {"predict_digits": lambda x: np.max(x, axis=1)},
        {"digits", "float32_and_one_row", "digits_of_probabilities"},
    ),
    (
        "predictions",
        {"predict_digits": lambda x: np.where(x > 0, x, 0).argmax(axis=1) if x.min() < 0 else np.zeros(len(x), int)},
        {"digits_of_probabilities"},
    ),
]


@pytest.mark.parametrize(
    ("question", "wrong", "checks"), MISTAKES, ids=[f"{case[0]}-{number}" for number, case in enumerate(MISTAKES)]
)
def test_a_classic_mistake_fails_exactly_its_checks(question, wrong, checks, failed):
    failures = failed(question, {**RIGHT, **wrong})
    assert set(failures) == {f"test_{name}" for name in checks}
    assert all(failure.message and failure.hint for failure in failures.values())
    assert not any(re.search(r"\b0\.\d", failure.message + failure.hint) for failure in failures.values())


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_check_is_failed_by_a_mistake(question, checks_of):
    failing = {name for where, _, checks in MISTAKES for name in checks if where == question}
    assert {f"test_{name}" for name in failing} == set(checks_of(question))


@pytest.mark.parametrize("value", [None, 0.0, np.zeros((6, 28, 28), np.float32), np.ones(3)])
def test_a_constant_fails_the_basic_checks_of_the_functions(value, failed):
    wrong = dict.fromkeys(("preprocess", "to_probabilities", "predict_digits"), lambda _: value)
    assert "test_values" in failed("preprocess", wrong)
    assert {"test_probabilities", "test_digits"} <= set(failed("predictions", wrong))
