"""The source notebook of `mnist`: its solution, its visible checks and its prose agree."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jupytext
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION", re.MULTILINE | re.DOTALL)
NOTEBOOK = jupytext.read(ROOT / "solutions" / "mnist" / "mnist.py")
COURSE = YAML(typ="safe").load((ROOT / "course.yml").read_text(encoding="utf-8"))
ASSIGNMENT = next(entry for entry in COURSE["assignments"] if entry["slug"] == "mnist")


def grade_id(cell) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def is_experiment(cell) -> bool:
    return "experiment" in cell.metadata.get("tags", [])


CELLS = {grade_id(cell): cell for cell in NOTEBOOK.cells if grade_id(cell)}
CODED = [question["id"] for question in ASSIGNMENT["questions"] if question["id"] in CELLS and "functions" in question]
CHECKED = [question["id"] for question in ASSIGNMENT["questions"] if "functions" in question]
PROSE = "\n\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown")
LOCKED = [
    cell.source
    for cell in NOTEBOOK.cells
    if cell.cell_type == "code"
    and cell.metadata.get("nbgrader", {}).get("locked")
    and not is_experiment(cell)
    and not grade_id(cell).startswith("check-")
]


def execute(sources: list[str], folder: Path) -> list[nbformat.NotebookNode]:
    """Run code cells in one fresh kernel, past every error; return them with their outputs."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=None, kernel_name="python3", resources=resources, allow_errors=True).execute()
    return notebook.cells


def error(cell: nbformat.NotebookNode) -> tuple[str, str]:
    """Return the type and the message of the exception that ended a cell, or two empty strings."""
    for output in cell.outputs:
        if output.output_type == "error":
            return output.ename, output.evalue
    return "", ""


def printed(cell: nbformat.NotebookNode) -> str:
    return "".join(output.text for output in cell.outputs if output.get("name") == "stdout")


def stub(source: str) -> str:
    return REGION.sub(r"\1raise NotImplementedError", source)


def check(question: str) -> str:
    return CELLS[f"check-{question}"].source


@pytest.fixture(scope="module")
def offline(tmp_path_factory) -> Iterator[Path]:
    """Make a folder to run notebooks in, where Keras has no cache and no way to the network."""
    folder = tmp_path_factory.mktemp("mnist")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_HOME", str(folder / "keras"))
        patch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            patch.setenv(name, "http://127.0.0.1:9")
        yield folder


OPERATIONS = "from tensorflow.python.eager import context; print(context.context()._initialized)"
PROBE = """
import json
facts = {}
images = np.random.default_rng(5).integers(0, 256, (4, 28, 28), dtype=np.uint8)
images[0, 0, :2] = 0, 255
ready = preprocess(images)
facts["dtype"], facts["shape"] = str(ready.dtype), list(ready.shape)
facts["range"] = [float(ready.min()), float(ready.max())]
facts["proportional"] = bool(np.allclose(ready * 255, images, atol=1e-4))
builders = [build_model, build_model_with_separate_activations]
builders += [build_model_without_activation, build_model_without_softmax]
facts["parameters"] = [build().count_params() for build in builders]
facts["from_logits"] = build_model_without_softmax().loss.get_config()["from_logits"]
facts["losses"] = [build().loss for build in builders[:3]]
trained = []
for build in builders[:2]:
    keras.utils.set_random_seed(3)
    model = build()
    model.fit(random_images(200), np.arange(200) % 10, epochs=2, verbose=0)
    trained.append(model.get_weights())
facts["same_training"] = all(np.array_equal(one, other) for one, other in zip(*trained))
logits = np.array([[4000.0, 3999.0, *[-4000.0] * 8], [-4000.0] * 10])
with np.errstate(all="raise", under="ignore"):
    facts["extreme"] = to_probabilities(logits).tolist()
facts["row"] = to_probabilities(np.arange(10)).tolist()
facts["digits"] = predict_digits(logits[:, ::-1]).tolist()
print(json.dumps(facts))
"""


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


def answer(question: str, old: str = "", new: str = "") -> str:
    """Change one thing in the solution of a question."""
    source = CELLS[question].source
    assert old in source
    return source.replace(old, new)


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
    *((question, answer(question)) for question in CODED),
    ("preprocess", "def preprocess(images):\n    return tf.cast(images, tf.float32) / 255.0"),
    ("preprocess", "def preprocess(images):\n    return np.float32(images / 255)"),
    ("model", functional()),
    ("model", functional(last=", tf.nn.softmax").replace('"relu"', "tf.nn.relu")),
    ("model", answer("model", "            keras.Input(shape=(28, 28)),\n")),
    ("separate_layers", functional(**SEPARATE)),
    ("without_activation", functional(name="build_model_without_activation", first=', activation="linear"')),
    ("without_softmax", functional(name="build_model_without_softmax", last="", loss=FROM_LOGITS)),
    ("predictions", PLAIN_PREDICTIONS),
    ("predictions", answer("predictions", "np.argmax(outputs, axis=-1)", "tf.argmax(outputs, axis=-1)")),
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
    *((question, answer(question, old, new)) for (question, old), changes in CHANGES.items() for new in changes),
    ("preprocess", "def preprocess(images):\n    images[0] = 0\n    return images.astype('float32') / 255"),
    ("separate_layers", answer("model", "build_model", "build_model_with_separate_activations")),
    ("without_activation", answer("model", "build_model", "build_model_without_activation")),
]


@pytest.fixture(scope="module")
def session(offline) -> dict[str, Any]:
    """Run the cells that do not train, with stubs, then with each answer, then with the solution, in one kernel."""
    parts = {
        "locked": LOCKED,
        "operations": [OPERATIONS],
        "stubs": [stub(CELLS[question].source) for question in CODED],
        "stub_checks": [check(question) for question in CHECKED],
        "answers": [source for question, code in RIGHT + WRONG for source in (code, check(question))],
        "solutions": [CELLS[question].source for question in CODED],
        "untrained": [check("accuracy")],
        "facts": [PROBE],
    }
    cells = iter(execute([source for part in parts.values() for source in part], offline))
    ran = {name: [next(cells) for _ in part] for name, part in parts.items()}
    outcome: dict[str, Any] = {name: [error(cell) for cell in part] for name, part in ran.items()}
    outcome["operations"] = printed(ran["operations"][0]).strip()
    outcome["facts"] = json.loads(printed(ran["facts"][0]) or "{}")
    return outcome


@pytest.fixture
def facts(session) -> dict[str, Any]:
    return session["facts"]


@pytest.fixture
def verdicts(session) -> list[tuple[str, str]]:
    """Tell how the visible check of each answer ended: the right answers' first, then the wrong ones'."""
    assert session["answers"][::2] == [("", "")] * len(RIGHT + WRONG)
    return session["answers"][1::2]


def test_every_question_of_the_course_has_its_cells():
    assert {entry["id"] for entry in ASSIGNMENT["questions"]} <= {*CODED, "accuracy", "explain"}
    for question in ASSIGNMENT["questions"]:
        for name in question.get("functions", []):
            owner = "model" if question["id"] == "accuracy" else question["id"]
            assert f"def {name}(" in CELLS[owner].source


def test_grade_ids_are_unique():
    ids = [grade_id(cell) for cell in NOTEBOOK.cells if grade_id(cell)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("question", CODED)
def test_each_visible_check_follows_its_solution(question):
    ids = [grade_id(cell) for cell in NOTEBOOK.cells]
    assert ids[ids.index(question) + 1] == f"check-{question}"


@pytest.mark.parametrize("question", CHECKED)
def test_visible_checks_call_no_function_of_another_question(question):
    own = next(entry["functions"] for entry in ASSIGNMENT["questions"] if entry["id"] == question)
    names = {name for entry in ASSIGNMENT["questions"] for name in entry.get("functions", [])}
    called = {name for name in names if re.search(rf"\b{name}\(", re.sub(r'"[^"\n]*"', "", check(question)))}
    assert called <= set(own)


def test_headings_have_one_title_and_skip_no_level():
    levels = [len(marks) for marks in re.findall(r"^(#+) (?!BEGIN|END)", PROSE, re.MULTILINE)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("profile", ["mnist-5k", "mnist"])
def test_the_prose_announces_the_thresholds_of_the_course(profile):
    settings = COURSE["data"]["profiles"][profile]
    limits = {name: f"{value:.3f}".removeprefix("0") for name, value in settings["thresholds"].items()}
    label = "5,000 embedded digits (the default)" if profile == "mnist-5k" else "the full MNIST"
    row = f"| {label} | {settings['epochs']} |"
    assert f"{row} at least {limits['accuracy_min']} |" in PROSE
    band = f"between {limits['without_activation_min']} and {limits['without_activation_max']}"
    assert f"{row} {band} | at least {limits['gap_min']} |" in PROSE
    assert limits["accuracy_max"] in PROSE


def test_every_solution_region_is_closed_on_a_line_of_its_own():
    for cell in NOTEBOOK.cells:
        assert "SOLUTION" not in REGION.sub("", cell.source)


def test_no_line_of_the_solution_stands_elsewhere():
    elsewhere = {line.strip() for cell in NOTEBOOK.cells for line in REGION.sub("", cell.source).splitlines()}
    solution = {
        line.strip()
        for cell in NOTEBOOK.cells
        for _, region in REGION.findall(cell.source)
        for line in region.splitlines()
        if re.search(r"\w", line)
    }
    assert solution
    assert not solution & elsewhere


def test_locked_cells_run_without_error_or_tensorflow_operation(session):
    assert session["locked"] == [("", "")] * len(LOCKED)
    assert session["operations"] == "False"


def test_preprocess_scales_to_float32_between_0_and_1(facts):
    assert (facts["dtype"], facts["shape"], facts["range"]) == ("float32", [4, 28, 28], [0, 1])
    assert facts["proportional"]


def test_every_model_has_the_parameters_of_the_home_page(facts):
    assert facts["parameters"] == [101_770] * 4


def test_only_the_loss_without_softmax_expects_logits(facts):
    assert facts["from_logits"] is True
    assert facts["losses"] == ["sparse_categorical_crossentropy"] * 3


def test_separate_activations_train_to_the_same_weights(facts):
    assert facts["same_training"]


def test_to_probabilities_is_stable_and_takes_a_single_row(facts):
    ratio = np.exp(-1)
    expected = [[1 / (1 + ratio), ratio / (1 + ratio), *[0] * 8], [0.1] * 10]
    np.testing.assert_allclose(facts["extreme"], expected, rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(facts["row"], np.exp(np.arange(10)) / np.exp(np.arange(10)).sum(), rtol=1e-12)


def test_predict_digits_takes_the_first_largest_output(facts):
    assert facts["digits"] == [9, 0]


def test_stubs_fail_every_visible_check_as_not_implemented(session):
    assert session["stubs"] == [("", "")] * len(CODED)
    assert [name for name, _ in session["stub_checks"]] == ["NotImplementedError"] * len(CHECKED)


def test_right_answers_of_many_styles_pass_their_visible_check(verdicts):
    assert dict(enumerate(verdicts[: len(RIGHT)])) == dict.fromkeys(range(len(RIGHT)), ("", ""))


def test_classic_mistakes_fail_their_visible_check_by_an_assertion(verdicts):
    missed = [
        code for (_, code), (name, _) in zip(WRONG, verdicts[len(RIGHT) :], strict=True) if name != "AssertionError"
    ]
    assert "\n".join(missed) == ""


def test_messages_of_visible_checks_are_short(verdicts):
    lengths = [len(message.split()) for _, message in verdicts[len(RIGHT) :]]
    assert max(lengths) <= 60
    assert min(lengths) >= 5


def test_accuracy_without_a_training_asks_to_run_it(session):
    [(name, message)] = session["untrained"]
    assert name == "AssertionError"
    assert "Run the training cell" in message


def test_the_whole_notebook_runs_offline_on_the_digits_beside_it(offline):
    rng = np.random.default_rng(7)
    labels = np.repeat(np.arange(10, dtype=np.uint8), 50)
    shapes = np.kron(rng.integers(0, 2, (10, 7, 7)), np.ones((4, 4)))
    images = np.clip(200 * shapes[labels] + rng.normal(0, 60, (500, 28, 28)), 0, 255).astype(np.uint8)
    np.savez(offline / "digits.npz", x_train=images, y_train=labels)
    cells = execute([cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code"], offline)
    assert [error(cell) for cell in cells] == [("", "")] * len(cells)
    output = "".join(printed(cell) for cell in cells)
    assert "400 images to train with, 100 to test with, 30 epochs a training" in output
    assert "images read differently:  0 of 100" in output
    pictures = [output for cell in cells for output in cell.outputs if output.output_type == "display_data"]
    assert pictures
    assert all(len(picture.metadata["image/png"]["alt"]) > 50 for picture in pictures)
