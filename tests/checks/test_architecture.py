"""The canonical model: what counts as the same, and what its numbers are."""

from dataclasses import replace

import pytest

from autograder.checks import allowed
from autograder.checks.architecture import (
    LINEAR,
    RELU,
    SOFTMAX,
    Activation,
    Dense,
    Dropout,
    Flatten,
    Loss,
    Part,
    home_page_model,
)

HOME = home_page_model()
LEAKY = Part("leaky_relu", (("negative_slope", 0.1),))
TANH = Part("tanh")
MISH = Part("mish")


def with_layers(*layers):
    return replace(HOME, layers=layers)


@pytest.mark.parametrize(
    ("layers", "fused"),
    [
        ((Dense(3), Activation(RELU)), (Dense(3, RELU),)),
        ((Dense(3), Activation(LINEAR), Activation(TANH)), (Dense(3, TANH),)),
        ((Dense(3), Dropout(0.1), Activation(LEAKY)), (Dense(3, LEAKY), Dropout(0.1))),
        ((Dense(3), Dropout(0.1), Activation(TANH)), (Dense(3), Dropout(0.1), Activation(TANH))),
        ((Dense(3, RELU), Activation(SOFTMAX)), (Dense(3, RELU), Activation(SOFTMAX))),
        ((Dense(3, RELU), Activation(LINEAR)), (Dense(3, RELU),)),
        ((Activation(RELU), Dense(3)), (Activation(RELU), Dense(3))),
        ((Dense(3), Activation(RELU), Activation(RELU)), (Dense(3, RELU), Activation(RELU))),
        ((Dropout(0.1), Activation(RELU)), (Dropout(0.1), Activation(RELU))),
    ],
)
def test_an_activation_layer_is_merged_where_that_leaves_the_function_the_same(layers, fused):
    assert with_layers(*layers).fused().layers == fused


def test_fusing_twice_changes_nothing_more():
    model = with_layers(Flatten(), Dense(3), Dropout(0.2), Activation(RELU), Dense(3), Activation(SOFTMAX))
    assert model.fused().fused() == model.fused()


def test_the_home_page_model_has_its_known_number_of_parameters():
    assert HOME.parameter_count() == 101_770
    assert HOME.output_shape() == (10,)


def test_a_bias_counts_as_parameters():
    assert with_layers(Flatten(), Dense(10, use_bias=False)).parameter_count() == 7840


def test_dense_without_flatten_works_on_the_last_axis():
    model = with_layers(Dense(10))
    assert model.output_shape() == (28, 10)
    assert model.parameter_count() == 290


def test_the_bounds_are_ten_times_the_home_page_model_s():
    assert 9 <= allowed.MAX_WORK / HOME.work() <= 10
    assert 9 <= allowed.MAX_PARAMETERS / HOME.parameter_count() <= 10


def test_work_is_the_multiply_adds_and_what_each_element_costs():
    assert with_layers(Flatten()).work() == 0
    assert with_layers(Flatten(), Dense(10)).work() == 10 * (784 + allowed.ELEMENT_WORK)
    assert with_layers(Flatten(), Dense(10, MISH)).work() == 10 * (784 + allowed.SLOW_ELEMENT_WORK)
    assert with_layers(Activation(TANH), Dropout(0.1)).work() == 784 * (
        allowed.ELEMENT_WORK + allowed.SLOW_ELEMENT_WORK
    )


def test_a_layer_before_flatten_works_on_every_row():
    before, after = with_layers(Dense(5), Activation(TANH)), with_layers(Flatten(), Dense(5), Activation(TANH))
    assert before.work() == after.work() + (28 - 1) * 5 * allowed.ELEMENT_WORK
    assert before.parameter_count() < after.parameter_count()


def test_models_that_train_alike_are_the_same_work():
    assert with_layers(Dense(5), Activation(MISH), Activation(LINEAR)).work() == with_layers(Dense(5, MISH)).work()


def test_slow_activations_are_activations():
    assert allowed.SLOW_ACTIVATIONS < allowed.ACTIVATIONS


@pytest.mark.parametrize(
    "other",
    [
        home_page_model(LINEAR),
        home_page_model(RELU, LINEAR),
        with_layers(*HOME.layers[:2], Dropout(0.3), HOME.layers[3]),
        replace(HOME, compilation=None),
        replace(HOME, compilation=replace(HOME.compilation, loss=Loss("mean_squared_error"))),
        replace(HOME, compilation=replace(HOME.compilation, optimizer=Part("SGD"))),
        with_layers(Flatten(), Dense(128, RELU, use_bias=False), Dropout(0.2), Dense(10, SOFTMAX)),
    ],
)
def test_models_that_train_differently_have_different_digests(other):
    assert other.digest() != HOME.digest()


def test_without_softmax_the_loss_of_the_reference_model_is_told_of_logits():
    assert home_page_model(RELU, LINEAR).compilation.loss.from_logits
    assert not HOME.compilation.loss.from_logits
