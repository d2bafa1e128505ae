"""The inner half of training, in a real process of its own."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.checks import allowed
from autograder.checks.architecture import (
    LINEAR,
    RELU,
    Activation,
    Dense,
    Dropout,
    Flatten,
    Part,
    home_page_model,
)
from autograder.training import Training


@pytest.fixture(scope="module")
def client(connect_to_trainer, few_digits):
    client = connect_to_trainer()
    client.ask("training_data", {"images": few_digits.x_train, "labels": few_digits.y_train}, 300)
    client.ask("test_images", few_digits.x_test, 300)
    return client


def train(client, model, *, fused=True, seed=1, epochs=1):
    plan = model.plan()
    if not fused:
        plan["layers"] = [layer for each in model.layers for layer in replace(model, layers=(each,)).plan()["layers"]]
    return client.ask("train", {"plan": plan, "seed": seed, "epochs": epochs, "batch_size": 32}, 300)


def test_outputs_are_probabilities_for_each_test_image(client):
    outputs = train(client, home_page_model())["outputs"]
    assert outputs.shape == (50, 10)
    assert outputs.dtype == np.float32
    np.testing.assert_allclose(outputs.sum(axis=1), 1, atol=1e-5)


def test_a_model_learns_with_more_epochs(client, few_digits):
    outputs = train(client, home_page_model(), epochs=10)["outputs"]
    assert np.mean(outputs.argmax(axis=1) == few_digits.y_test) > 0.6


def test_training_again_gives_the_same_bits_whatever_was_trained_between(client):
    first = train(client, home_page_model())["outputs"]
    train(client, home_page_model(LINEAR))
    np.testing.assert_array_equal(train(client, home_page_model())["outputs"], first)


def test_another_seed_gives_other_outputs(client):
    assert not np.array_equal(*(train(client, home_page_model(), seed=seed)["outputs"] for seed in (1, 2)))


def test_another_process_gives_the_same_bits(client, connect_to_trainer, tmp_path, few_digits, schedule):
    training = Training(connect_to_trainer, tmp_path, few_digits, schedule())
    np.testing.assert_array_equal(training.outputs(home_page_model()), train(client, home_page_model())["outputs"])


@pytest.mark.parametrize(
    "layers",
    [
        (Flatten(), Dense(128), Activation(RELU), Dropout(0.2), Dense(10), Activation(Part("softmax"))),
        (Flatten(), Dense(128), Dropout(0.2), Activation(RELU), Dense(10, Part("softmax"))),
        (Flatten(), Dense(128, RELU), Activation(LINEAR), Dropout(0.2), Dense(10, Part("softmax"))),
    ],
)
def test_what_is_merged_in_the_canonical_form_trains_to_the_same_bits(client, layers):
    model = replace(home_page_model(), layers=layers)
    assert model.digest() == home_page_model().digest()
    separate = train(client, model, fused=False)["outputs"]
    np.testing.assert_array_equal(separate, train(client, home_page_model())["outputs"])


def test_every_allowed_activation_can_be_built(client):
    parts = [Part(name, allowed.DEFAULTS.get(name, ())) for name in sorted(allowed.ACTIVATIONS)]
    hidden = [layer for part in parts for layer in (Dense(8, part), Activation(part))]
    model = replace(home_page_model(), layers=(Flatten(), *hidden, Dense(10, Part("softmax"))))
    assert "outputs" in train(client, model)


@pytest.mark.parametrize("name", sorted(allowed.OPTIMIZERS))
def test_every_allowed_optimizer_can_be_built_with_all_its_numbers(client, name):
    numbers = {
        **dict.fromkeys(("amsgrad", "centered", "nesterov"), False),
        **dict.fromkeys(("beta_1", "momentum", "rho"), 0.9),
        **dict.fromkeys(("learning_rate", "weight_decay"), 0.01),
        "beta_2": 0.99,
        "epsilon": 1e-7,
        "initial_accumulator_value": 0.1,
    }
    optimizer = Part(name, tuple((key, numbers[key]) for key in allowed.OPTIMIZERS[name]))
    model = home_page_model()
    assert "outputs" in train(client, replace(model, compilation=replace(model.compilation, optimizer=optimizer)))


def test_every_allowed_initializer_and_regularizer_can_be_built(client):
    numbers = {
        "value": 0.1,
        "gain": 1.0,
        "mean": 0.0,
        "stddev": 0.05,
        "minval": -0.1,
        "maxval": 0.1,
        "l1": 1e-5,
        "l2": 1e-5,
    }

    def parts(known):
        return [Part(name, tuple((key, numbers[key]) for key in keys)) for name, keys in known.items()]

    initialized = [
        Dense(8, kernel_initializer=part, bias_initializer=part)
        for part in parts(allowed.INITIALIZERS)
        if part.name not in allowed.NOT_FOR_VECTORS
    ]
    regularized = [Dense(8, kernel_regularizer=part, bias_regularizer=part) for part in parts(allowed.REGULARIZERS)]
    layers = (Flatten(), *initialized, *regularized, Dense(10, kernel_initializer=Part("Orthogonal", (("gain", 1.0),))))
    assert "outputs" in train(client, replace(home_page_model(RELU, LINEAR), layers=layers))


def test_a_learning_rate_out_of_all_proportion_ends_in_outputs_and_no_crash(client):
    model = home_page_model()
    optimizer = Part("SGD", (("learning_rate", 1e6),))
    reply = train(client, replace(model, compilation=replace(model.compilation, optimizer=optimizer)))
    assert reply["outputs"].shape == (50, 10)


def test_a_plan_that_cannot_be_built_is_reported_and_the_next_one_is_trained(client):
    broken = home_page_model().plan()
    broken["layers"][1]["kind"] = "Lambda"
    reply = client.ask("train", {"plan": broken, "seed": 1, "epochs": 1, "batch_size": 32}, 300)
    assert reply == {"problem": "ValueError: Lambda"}
    assert "outputs" in train(client, home_page_model())
