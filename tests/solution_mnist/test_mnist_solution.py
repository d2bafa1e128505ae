"""The solution of `mnist` does what the notebook says, offline, and its locked cells run no TensorFlow operation."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

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


@pytest.fixture(scope="module")
def session(source, offline, execute):
    """Run the locked cells and the solutions in one kernel, and ask it for facts."""
    solutions = [source.cells[question].source for question in source.coded]
    cells = execute([*source.locked, OPERATIONS, *solutions, source.check("accuracy"), PROBE], offline)
    *ran, untrained, probed = cells
    return SimpleNamespace(
        locked=[cell.error for cell in ran[: len(source.locked)]],
        operations=ran[len(source.locked)].printed.strip(),
        untrained=untrained.error,
        facts=json.loads(probed.printed or "{}"),
    )


@pytest.fixture
def facts(session):
    return session.facts


def test_locked_cells_run_without_error_or_tensorflow_operation(source, session):
    assert session.locked == [("", "")] * len(source.locked)
    assert session.operations == "False"


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


def test_accuracy_without_a_training_asks_to_run_it(session):
    name, message = session.untrained
    assert name == "AssertionError"
    assert "Run the training cell" in message


def test_the_whole_notebook_runs_offline_on_the_digits_beside_it(source, offline, execute):
    rng = np.random.default_rng(7)
    labels = np.repeat(np.arange(10, dtype=np.uint8), 50)
    shapes = np.kron(rng.integers(0, 2, (10, 7, 7)), np.ones((4, 4)))
    images = np.clip(200 * shapes[labels] + rng.normal(0, 60, (500, 28, 28)), 0, 255).astype(np.uint8)
    np.savez(offline / "digits.npz", x_train=images, y_train=labels)
    cells = execute([cell.source for cell in source.notebook.cells if cell.cell_type == "code"], offline)
    assert [cell.error for cell in cells] == [("", "")] * len(cells)
    output = "".join(cell.printed for cell in cells)
    assert "400 images to train with, 100 to test with, 30 epochs a training" in output
    assert "images read differently:  0 of 100" in output
    pictures = [output for cell in cells for output in cell.outputs if output.output_type == "display_data"]
    assert pictures
    assert all(len(picture.metadata["image/png"]["alt"]) > 50 for picture in pictures)
