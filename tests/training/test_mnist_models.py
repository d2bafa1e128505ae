"""The hidden checks of `mnist` that look at models: right answers pass, each classic mistake fails exactly its own."""

import os
import re
import warnings

import pytest

from autograder.checks.declaration import declared
from autograder.training import Training

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import keras
    import tensorflow as tf

QUESTIONS = ("model", "separate_layers", "accuracy", "without_activation", "without_softmax")
L = keras.layers
CROSS_ENTROPY = "sparse_categorical_crossentropy"
pytestmark = pytest.mark.filterwarnings("ignore")


def compiled(*layers, optimizer="adam", loss=CROSS_ENTROPY, metrics=("accuracy",)):
    model = keras.Sequential(list(layers))
    model.compile(optimizer=optimizer, loss=loss, metrics=list(metrics))
    return model


def logits_loss():
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def home(activation="relu", output="softmax", dropout=0.2, units=128, **settings):
    layers = [L.Flatten(), L.Dense(units, activation)]
    layers += [L.Dropout(dropout)] if dropout else []
    return compiled(*layers, L.Dense(10, output), **settings)


def separate(*last, **settings):
    return compiled(
        L.Flatten(), L.Dense(128), L.ReLU(), L.Dropout(0.2), L.Dense(10), *(last or (L.Softmax(),)), **settings
    )


RIGHT = {
    "build_model": home,
    "build_model_with_separate_activations": separate,
    "build_model_without_activation": lambda: home(None),
    "build_model_without_softmax": lambda: home(output=None, loss=logits_loss()),
}
RIGHT_IN_OTHER_WAYS = {
    "build_model": lambda activation=tf.nn.relu: home(activation, tf.nn.softmax),
    "build_model_with_separate_activations": lambda: separate(L.Activation("softmax"), metrics=["acc"]),
    "build_model_without_activation": lambda: home("linear"),
    "build_model_without_softmax": lambda: home(tf.nn.relu, "linear", loss=logits_loss()),
}


def own_relu(x):
    return tf.maximum(x, 0.0)


own_relu.__name__ = own_relu.__qualname__ = "relu"


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("answers", [RIGHT, RIGHT_IN_OTHER_WAYS], ids=["home page", "other ways"])
def test_right_answers_pass_every_check(question, answers, failed):
    assert failed(question, answers) == {}


MISTAKES = [
    ("model", {"build_model": lambda activation="relu": home("relu" if activation else None)}, {"activation_argument"}),
    (
        "model",
        {"build_model": lambda activation="relu": home(activation, activation)},
        {"activation_argument", "output_activation"},
    ),
    ("model", {"build_model": lambda activation="tanh": home(activation)}, {"hidden_activation"}),
    (
        "model",
        {"build_model": lambda activation="relu": home(activation, "sigmoid")},
        {"output_activation"},
    ),
    (
        "model",
        {"build_model": lambda activation="relu": home(activation, "softmax" if activation == "relu" else activation)},
        {"activation_argument"},
    ),
    ("model", {"build_model": lambda activation="relu": home(activation, None)}, {"output_activation"}),
    (
        "model",
        {"build_model": lambda activation="relu": home(activation, None, loss=logits_loss())},
        {"output_activation"},
    ),
    ("model", {"build_model": lambda activation="relu": home(activation, loss=logits_loss())}, {"loss"}),
    ("model", {"build_model": lambda activation="relu": home(activation, loss="categorical_crossentropy")}, {"loss"}),
    ("model", {"build_model": lambda activation="relu": home(activation, loss="mse")}, {"loss"}),
    ("model", {"build_model": lambda activation="relu": home(activation, optimizer="sgd")}, {"optimizer"}),
    ("model", {"build_model": lambda activation="relu": home(activation, metrics=[])}, {"metrics"}),
    (
        "model",
        {"build_model": lambda activation="relu": home(activation, metrics=[keras.metrics.Accuracy()])},
        {"metrics"},
    ),
    ("model", {"build_model": lambda activation="relu": home(activation, dropout=0.8)}, {"dropout"}),
    ("model", {"build_model": lambda activation="relu": home(activation, dropout=0)}, {"dropout"}),
    (
        "model",
        {
            "build_model": lambda activation="relu": compiled(
                L.Flatten(), L.Dropout(0.2), L.Dense(128, activation), L.Dense(10, "softmax")
            )
        },
        {"dropout"},
    ),
    (
        "model",
        {
            "build_model": lambda activation="relu": compiled(
                L.Flatten(), L.Dense(128, activation), L.Dense(10), L.Dropout(0.2), L.Softmax()
            )
        },
        {"dropout", "output_activation"},
    ),
    (
        "model",
        {"build_model": lambda activation="relu": home(activation, optimizer=keras.optimizers.Adam(0.01))},
        {"optimizer"},
    ),
    (
        "model",
        {"build_model": lambda activation="relu": home(activation, units=64)},
        {"layers", "hidden_activation", "activation_argument", "output_activation", "dropout"},
    ),
    (
        "separate_layers",
        {"build_model_with_separate_activations": home},
        {"separate"},
    ),
    (
        "separate_layers",
        {
            "build_model_with_separate_activations": lambda: compiled(
                L.Flatten(), L.Dense(128, "relu"), L.ReLU(), L.Dropout(0.2), L.Dense(10), L.Softmax()
            )
        },
        {"separate", "hidden"},
    ),
    (
        "separate_layers",
        {"build_model_with_separate_activations": lambda: separate(L.ReLU())},
        {"output"},
    ),
    (
        "separate_layers",
        {
            "build_model_with_separate_activations": lambda: compiled(
                L.Flatten(), L.Dense(128), L.Dropout(0.2), L.Dense(10), L.Softmax()
            )
        },
        {"hidden"},
    ),
    (
        "separate_layers",
        {
            "build_model_with_separate_activations": lambda: compiled(
                L.Flatten(), L.ReLU(), L.Dense(128), L.Dropout(0.2), L.Dense(10), L.Softmax()
            )
        },
        {"hidden"},
    ),
    (
        "separate_layers",
        {
            "build_model_with_separate_activations": lambda: compiled(
                L.Flatten(), L.Dense(128), L.ReLU(), L.Dense(10), L.Softmax()
            )
        },
        {"dropout"},
    ),
    ("separate_layers", {"build_model_with_separate_activations": lambda: separate(optimizer="sgd")}, {"compiled"}),
    ("separate_layers", {"build_model_with_separate_activations": lambda: separate(metrics=[])}, {"compiled"}),
    ("without_activation", {"build_model_without_activation": lambda: home(None, metrics=[])}, {"compiled"}),
    (
        "without_softmax",
        {"build_model_without_softmax": lambda: home(output=None, metrics=["mse"], loss=logits_loss())},
        {"optimizer_is_kept"},
    ),
    ("accuracy", {"build_model": lambda: home(None)}, {"accuracy"}),
    ("accuracy", {"build_model": lambda: home(optimizer="sgd")}, {"accuracy"}),
    ("accuracy", {"build_model": lambda: home(optimizer=keras.optimizers.Adam(1e6))}, {"accuracy"}),
    ("accuracy", {"build_model": lambda: home(loss="categorical_crossentropy")}, {"accuracy"}),
    ("accuracy", {"build_model": lambda: keras.Sequential([L.Flatten(), L.Dense(10)])}, {"accuracy"}),
    ("without_activation", {"build_model_without_activation": home}, {"hidden_is_linear", "accuracy"}),
    (
        "without_activation",
        {"build_model_without_activation": lambda: home(None, None)},
        {"softmax_is_kept", "accuracy"},
    ),
    (
        "without_activation",
        {"build_model_without_activation": lambda: home(None, None, loss=logits_loss())},
        {"softmax_is_kept"},
    ),
    ("without_activation", {"build_model_without_activation": lambda: home(None, dropout=0)}, {"dropout_is_kept"}),
    (
        "without_activation",
        {"build_model_without_activation": lambda: home(None, loss=logits_loss())},
        {"compiled"},
    ),
    ("without_softmax", {"build_model_without_softmax": home}, {"output_is_linear"}),
    (
        "without_softmax",
        {"build_model_without_softmax": lambda: home(output=None)},
        {"loss_takes_logits", "accuracy_is_kept"},
    ),
    (
        "without_softmax",
        {"build_model_without_softmax": lambda: home(None, None, loss=logits_loss())},
        {"hidden_activation_is_kept", "accuracy_is_kept"},
    ),
    (
        "without_softmax",
        {"build_model_without_softmax": lambda: home("relu", "relu", loss=logits_loss())},
        {"output_is_linear"},
    ),
    (
        "without_softmax",
        {"build_model_without_softmax": lambda: home(output=None, dropout=0, loss=logits_loss())},
        {"dropout_is_kept"},
    ),
    (
        "without_softmax",
        {"build_model_without_softmax": lambda: home(output=None, optimizer="rmsprop", loss=logits_loss())},
        {"optimizer_is_kept"},
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


MODELS = {
    "model": "build_model",
    "separate_layers": "build_model_with_separate_activations",
    "accuracy": "build_model",
    "without_activation": "build_model_without_activation",
    "without_softmax": "build_model_without_softmax",
}


@pytest.mark.parametrize("question", MODELS)
@pytest.mark.parametrize(
    "wrong",
    [
        lambda **_: None,
        lambda **_: 7,
        lambda **_: home(own_relu),
        lambda **_: compiled(L.Flatten(), L.Lambda(lambda x: x), L.Dense(10, "softmax")),
        lambda **_: compiled(L.Flatten()),
    ],
    ids=["None", "a number", "own function named relu", "Lambda", "no Dense layer"],
)
def test_garbage_and_what_is_not_rebuilt_earn_nothing(question, wrong, failed, checks_of):
    basic = {name for name, check in checks_of(question).items() if check.pytestmark[0].kwargs.get("basic")}
    assert basic
    assert basic <= set(failed(question, {**RIGHT, MODELS[question]: wrong}))


def test_a_class_of_thirty_trains_each_distinct_model_once(
    student_function, connect_to_trainer, tmp_path, few_digits, schedule
):
    training = Training(connect_to_trainer, tmp_path, few_digits, schedule())
    for number in range(30):
        answers = (RIGHT, RIGHT_IN_OTHER_WAYS)[number % 2]
        for name in sorted(set(MODELS.values())):
            training.outputs(declared(student_function(name, answers[name])))
    assert len(training.trainings) == 3
