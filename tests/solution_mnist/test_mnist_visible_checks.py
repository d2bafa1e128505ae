"""The visible checks of `mnist` pass right answers of many styles and fail classic mistakes, with a short message."""

from types import SimpleNamespace
from typing import NamedTuple

import pytest


class Changed(NamedTuple):
    """The solution of a question, in which one thing is written otherwise."""

    question: str
    old: str
    new: str = ""


FUNCTIONAL = """
def {name}(activation="relu"):
    pixels = keras.Input((28, 28), name="pixels")
    hidden = keras.layers.Dense(128{first}, name="mine")(keras.layers.Flatten()(pixels))
    {between}
    outputs = keras.layers.Dense(10{last})(keras.layers.Dropout(0.2)(hidden))
    {after}
    model = keras.Model(pixels, outputs)
    model.compile(keras.optimizers.Adam(), {loss}, metrics=["accuracy"])
    return model
"""
HONEST = {
    "name": "build_model",
    "first": ", activation=activation",
    "between": "",
    "last": ', activation="softmax"',
    "after": "",
    "loss": "keras.losses.SparseCategoricalCrossentropy()",
}


def functional(**changes: str) -> str:
    return FUNCTIONAL.format(**HONEST | changes)


FROM_LOGITS = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
PLAIN_PREDICTIONS = """
def to_probabilities(logits):
    z = np.array(logits, dtype=np.result_type(logits, np.float32))
    z -= np.max(z, -1, keepdims=True)
    return np.exp(z) / np.sum(np.exp(z), -1, keepdims=True)


def predict_digits(outputs):
    return np.array([int(np.argsort(row)[-1]) for row in outputs])
"""
SEPARATE = {
    "name": "build_model_with_separate_activations",
    "first": "",
    "between": 'hidden = keras.layers.Activation("relu")(hidden)',
    "last": "",
    "after": 'outputs = keras.layers.Activation("softmax")(outputs)',
}
RIGHT = [
    ("preprocess", "def preprocess(images):\n    return tf.cast(images, tf.float32) / 255.0"),
    ("preprocess", "def preprocess(images):\n    return np.float32(images / 255)"),
    ("model", functional()),
    ("model", functional(last=", tf.nn.softmax").replace('"relu"', "tf.nn.relu")),
    ("model", Changed("model", "            keras.Input(shape=(28, 28)),\n")),
    ("separate_layers", functional(**SEPARATE)),
    ("without_activation", functional(name="build_model_without_activation", first=', activation="linear"')),
    ("without_softmax", functional(name="build_model_without_softmax", last="", loss=FROM_LOGITS)),
    ("predictions", PLAIN_PREDICTIONS),
    ("predictions", Changed("predictions", "np.argmax(outputs, axis=-1)", "tf.argmax(outputs, axis=-1)")),
]
DROPOUT, COMPILED = "            keras.layers.Dropout(0.2),\n", '"sparse_categorical_crossentropy"'
MAXIMUM, ARGMAX = "max(axis=-1, keepdims=True)", "np.argmax(outputs, axis=-1)"
SOFTMAX, BENT = 'Dense(10, activation="softmax")', 'Dense(128, activation="relu")'
CHANGES = {  # (question, what its solution says): what mistaken answers say there
    ("preprocess", "np.asarray(images).astype(np.float32) / 255"): [
        "(np.asarray(images).astype(np.float32) / 255).tolist()",
        "None",
    ],
    ("preprocess", "/ 255"): ["* 1", "/ 256", "/ 127.5 - 1", "/ images.max()", "/ images.max((1, 2), keepdims=True)"],
    ("preprocess", "np.float32) / 255"): ["np.float64) / 255", "np.float32).reshape(-1, 784) / 255"],
    ("model", "activation=activation"): ['activation="relu"', ""],
    ("model", "layers.Dense(128"): ["layers.Dense(64"],
    ("model", DROPOUT): ["", DROPOUT.replace("0.2", "0.8")],
    ("model", '"softmax"'): ["None", '"sigmoid"'],
    ("model", '"adam"'): ['"sgd"'],
    ("model", COMPILED): ['"categorical_crossentropy"', FROM_LOGITS, '"mse"'],
    ("model", ', metrics=["accuracy"]'): [""],
    ("model", "model.compile("): ["dict("],
    ("model", "return model"): [""],
    ("separate_layers", "Dense(10)"): [SOFTMAX],
    ("separate_layers", "Dense(128)"): [BENT],
    ("separate_layers", "layers.Softmax()"): ["layers.ReLU()"],
    ("separate_layers", "layers.ReLU()"): ['layers.Activation("tanh")'],
    ("separate_layers", COMPILED): [FROM_LOGITS],
    ("without_activation", "Dense(128)"): [BENT, BENT.replace("relu", "tanh"), "Activation('linear')"],
    ("without_activation", ', activation="softmax"'): [""],
    ("without_activation", DROPOUT): [""],
    ("without_softmax", "from_logits=True"): [""],
    ("without_softmax", "Dense(10)"): [SOFTMAX, SOFTMAX.replace("softmax", "relu")],
    ("without_softmax", ', activation="relu"'): [""],
    ("predictions", "logits - logits"): ["logits - 0 * logits"],
    ("predictions", "sum(axis=-1, keepdims=True)"): ["sum()", "sum(axis=0, keepdims=True)"],
    ("predictions", MAXIMUM): ["max()", MAXIMUM.replace("max", "min")],
    ("predictions", "logits, dtype=np.float64"): ["logits, dtype=np.float32"],
    ("predictions", "np.exp("): ["np.exp2("],
    ("predictions", "axis=-1"): ["axis=1"],
    ("predictions", "return exponentials / exponentials.sum(axis=-1, keepdims=True)"): [
        "return list(exponentials / exponentials.sum(axis=-1, keepdims=True))"
    ],
    ("predictions", ARGMAX): [
        f"{ARGMAX}.tolist()",
        "np.argmax(outputs, axis=0)",
        "np.max(outputs, axis=-1)",
        f"1.0 * {ARGMAX}",
    ],
    ("predictions", "np.argmax(outputs"): ["np.argmin(outputs", "np.argmax(outputs > 0.5"],
}
WRONG = [
    *((question, Changed(question, old, new)) for (question, old), changes in CHANGES.items() for new in changes),
    ("preprocess", "def preprocess(images):\n    images[0] = 0\n    return images.astype('float32') / 255"),
    ("separate_layers", Changed("model", "build_model", "build_model_with_separate_activations")),
    ("without_activation", Changed("model", "build_model", "build_model_without_activation")),
]


@pytest.fixture(scope="module")
def session(source, offline, execute):
    """Run stubs and answers, each answer with its check, in one kernel."""
    right = [(question, source.answer(question)) for question in source.coded]
    answers = [
        (question, source.answer(*answer) if isinstance(answer, Changed) else answer)
        for question, answer in right + RIGHT + WRONG
    ]
    parts = {
        "locked": source.locked,
        "stubs": [source.stub(question) for question in source.coded],
        "stub_checks": [source.check(question) for question in source.checked],
        "answers": [code for _, code in answers],
        "verdicts": [source.check(question) for question, _ in answers],
    }
    # An answer is followed by its check, as the next answer may define the same function.
    paired = [code for pair in zip(parts["answers"], parts["verdicts"], strict=True) for code in pair]
    before = [*parts["locked"], *parts["stubs"], *parts["stub_checks"]]
    errors = [cell.error for cell in execute(before + paired, offline)]
    stubs, checks = len(parts["locked"]), len(before) - len(parts["stub_checks"])
    ran, verdicts = errors[len(before) :: 2], errors[len(before) + 1 :: 2]
    return SimpleNamespace(
        stubs=errors[stubs:checks],
        stub_checks=errors[checks : len(before)],
        answers=ran,
        right=verdicts[: len(right + RIGHT)],
        wrong=verdicts[len(right + RIGHT) :],
    )


@pytest.fixture
def verdicts(session):
    """Tell how the visible check of each answer ended, after every answer ran without an error of its own."""
    assert session.answers == [("", "")] * len(session.answers)
    return session


def test_stubs_fail_every_visible_check_as_not_implemented(source, session):
    assert session.stubs == [("", "")] * len(source.coded)
    assert [name for name, _ in session.stub_checks] == ["NotImplementedError"] * len(source.checked)


def test_right_answers_of_many_styles_pass_their_visible_check(verdicts):
    assert dict(enumerate(verdicts.right)) == dict.fromkeys(range(len(verdicts.right)), ("", ""))


def test_classic_mistakes_fail_their_visible_check_by_an_assertion(verdicts):
    missed = [
        str(answer) for (_, answer), (name, _) in zip(WRONG, verdicts.wrong, strict=True) if name != "AssertionError"
    ]
    assert "\n".join(missed) == ""


def test_messages_of_visible_checks_are_short(verdicts):
    lengths = [len(message.split()) for _, message in verdicts.wrong]
    assert max(lengths) <= 60
    assert min(lengths) >= 5
