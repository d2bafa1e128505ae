"""Models as students write them: every honest form is one canonical model, and what is not rebuilt says why."""

import functools
import json
import os
import warnings

import pytest

from autograder.checks.architecture import (
    LINEAR,
    Activation,
    Dense,
    Dropout,
    Flatten,
    Loss,
    Part,
    home_page_model,
)
from autograder.checks.declaration import declared
from autograder.checks.failure import CheckFailed
from autograder.checks.untrusted import DeclarationRejected
from autograder.wire.values import Opaque, decode, encode
from autograder.worker.declare import declaration

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import keras
    import tensorflow as tf

L = keras.layers
CROSS_ENTROPY = "sparse_categorical_crossentropy"
pytestmark = pytest.mark.filterwarnings("ignore")  # Keras warns of styles that are honest all the same


class Function:
    """Stands for a student's function, in this process."""

    name = "build_model"

    def __init__(self, build):
        self.build = build

    def declare(self, *args, **kwargs):
        value = self.build(*args, **kwargs)
        tree = declaration(value)
        bodies = []
        node = encode(Opaque("builtins.object") if tree is None else tree, bodies)
        assert not bodies
        return decode(json.loads(json.dumps(node)), [])


def read(model):
    return declared(Function(lambda: model))


def compiled(model, optimizer="adam", loss=CROSS_ENTROPY, **settings):
    model.compile(optimizer=optimizer, loss=loss, **{"metrics": ["accuracy"], **settings})
    return model


def sequential(*layers):
    return compiled(keras.Sequential(list(layers)))


def functional(function, shape=(28, 28), **settings):
    inputs = keras.Input(shape, **settings)
    return compiled(keras.Model(inputs, function(inputs)))


def relu(x):
    return tf.maximum(x, 0.0)


def added():
    model = keras.Sequential(name="mine")
    model.add(L.Input(shape=(28, 28)))
    model.add(L.Flatten(name="a"))
    model.add(L.Dense(128, activation="relu", name="b"))
    model.add(L.Dropout(0.2, seed=7))
    model.add(L.Dense(10, activation="softmax", kernel_initializer=keras.initializers.GlorotUniform(seed=3)))
    return compiled(model)


def built_and_used():
    model = sequential(L.Flatten(), L.Dense(128, "relu"), L.Dropout(0.2), L.Dense(10, "softmax"))
    model.build((None, 28, 28))
    model.set_weights([weights * 0 for weights in model.get_weights()])
    return model


def nested():
    inner = keras.Sequential([L.Flatten(), L.Dense(128), L.ReLU()])
    return sequential(keras.Input((28, 28)), inner, L.Dropout(0.2), L.Dense(10), L.Softmax())


def through_operations(x):
    x = keras.activations.relu(L.Dense(128)(L.Flatten()(x)))
    return keras.ops.softmax(L.Dense(10)(L.Dropout(0.2)(x)))


def through_layers(x):
    for layer in (L.Flatten(), L.Dense(128), L.Activation(tf.nn.relu), L.Dropout(0.2), L.Dense(10, tf.nn.softmax)):
        x = layer(x)
    return x


FORMS = {
    "home page": lambda: sequential(
        L.Flatten(input_shape=(28, 28)), L.Dense(128, activation="relu"), L.Dropout(0.2), L.Dense(10, "softmax")
    ),
    "without input shape": lambda: sequential(
        L.Flatten(), L.Dense(128, "relu"), L.Dropout(0.2), L.Dense(10, "softmax")
    ),
    "add": added,
    "built": built_and_used,
    "tf.nn": lambda: sequential(L.Flatten(), L.Dense(128, tf.nn.relu), L.Dropout(0.2), L.Dense(10, tf.nn.softmax)),
    "functions": lambda: sequential(
        L.Flatten(), L.Dense(128, keras.activations.relu), L.Dropout(0.2), L.Dense(10, tf.keras.activations.softmax)
    ),
    "own layers": lambda: sequential(
        L.Flatten(), L.Dense(128), L.ReLU(), L.Dropout(0.2), L.Dense(10), L.Softmax(), L.Activation("linear")
    ),
    "activation layers": lambda: sequential(
        L.Flatten(), L.Dense(128, None), L.Activation("relu"), L.Dropout(0.2), L.Dense(10), L.Activation("softmax")
    ),
    "layers as arguments": lambda: sequential(
        L.Flatten(), L.Dense(128, activation=L.ReLU()), L.Dropout(0.2), L.Dense(10, activation=L.Softmax())
    ),
    "Activation layers as activations": lambda: sequential(
        L.Flatten(), L.Dense(128, L.Activation("relu")), L.Dropout(0.2), L.Dense(10, L.Activation(tf.nn.softmax))
    ),
    "relu after dropout": lambda: sequential(
        L.Flatten(), L.Dense(128, "linear"), L.Dropout(0.2), L.ReLU(), L.Dense(10, "softmax")
    ),
    "reshape": lambda: sequential(
        L.Input((28, 28)), L.Reshape((784,)), L.Dense(128, "relu"), L.Dropout(0.2), L.Dense(10, "softmax")
    ),
    "channel": lambda: sequential(
        L.Input((28, 28, 1)), L.Flatten(), L.Dense(128, "relu"), L.Dropout(0.2), L.Dense(10, "softmax")
    ),
    "nested": nested,
    "functional": lambda: functional(through_layers),
    "functional, operations": lambda: functional(through_operations),
    "functional, nested": lambda: functional(keras.Sequential([nested()])),
    "identity": lambda: sequential(
        L.Flatten(), L.Identity(), L.Dense(128, "relu"), L.Dropout(0.2), L.Dense(10, tf.identity), L.Softmax(axis=1)
    ),
    "objects": lambda: compiled(
        FORMS["without input shape"](),
        keras.optimizers.Adam(learning_rate=1e-3),
        keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    ),
    "functions to compile": lambda: compiled(
        FORMS["without input shape"](), "Adam", keras.losses.sparse_categorical_crossentropy, metrics=["acc"]
    ),
    "class name as loss": lambda: compiled(FORMS["without input shape"](), loss="SparseCategoricalCrossentropy"),
    "loss in a list": lambda: compiled(FORMS["without input shape"](), loss=[CROSS_ENTROPY], jit_compile=True),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_honest_form_is_the_same_canonical_model(form):
    model = read(FORMS[form]())
    assert model.fused() == home_page_model()
    assert model.digest() == home_page_model().digest()


@pytest.mark.parametrize("form", FORMS)
def test_every_honest_form_names_accuracy(form):
    assert "accuracy" in read(FORMS[form]()).compilation.metrics


def test_own_activation_layers_stay_visible_as_written():
    assert read(FORMS["own layers"]()).layers == (
        Flatten(),
        Dense(128),
        Activation(Part("relu")),
        Dropout(0.2),
        Dense(10),
        Activation(Part("softmax")),
        Activation(LINEAR),
    )


@pytest.mark.parametrize(
    ("activation", "canonical"),
    [
        (None, LINEAR),
        ("linear", LINEAR),
        ("tanh", Part("tanh")),
        (tf.tanh, Part("tanh")),
        (tf.nn.swish, Part("silu")),
        ("swish", Part("silu")),
        (tf.nn.relu6, Part("relu6")),
        ("leaky_relu", Part("leaky_relu", (("negative_slope", 0.2),))),
        (tf.nn.leaky_relu, Part("leaky_relu", (("negative_slope", 0.2),))),
        ("elu", Part("elu", (("alpha", 1.0),))),
    ],
)
def test_an_activation_is_named_by_the_function_itself(activation, canonical):
    layers = read(sequential(L.Flatten(), L.Dense(3, activation))).layers
    assert layers[1].activation == canonical


@pytest.mark.parametrize(
    ("make", "canonical"),
    [
        (L.LeakyReLU, Part("leaky_relu", (("negative_slope", pytest.approx(0.3)),))),
        (lambda: L.ReLU(negative_slope=0.1), Part("leaky_relu", (("negative_slope", pytest.approx(0.1)),))),
        (lambda: L.ReLU(max_value=6), Part("relu6")),
        (lambda: L.ELU(alpha=0.5), Part("elu", (("alpha", 0.5),))),
        (lambda: L.Activation("gelu"), Part("gelu")),
    ],
)
def test_an_activation_layer_keeps_its_settings(make, canonical):
    assert read(sequential(L.Flatten(), L.Dense(3), make())).layers[2].activation == canonical


@pytest.mark.parametrize(
    ("loss", "canonical"),
    [
        (lambda: keras.losses.SparseCategoricalCrossentropy(from_logits=True), Loss(CROSS_ENTROPY, from_logits=True)),
        (
            lambda: functools.partial(keras.losses.sparse_categorical_crossentropy, from_logits=True),
            Loss(CROSS_ENTROPY, from_logits=True),
        ),
        (lambda: "mse", Loss("mean_squared_error")),
        (keras.losses.MeanSquaredError, Loss("mean_squared_error")),
        (lambda: "categorical_crossentropy", Loss("categorical_crossentropy")),
    ],
)
def test_a_loss_is_named_by_the_function_it_stands_for(loss, canonical):
    assert read(compiled(FORMS["home page"](), loss=loss())).compilation.loss == canonical


def test_a_model_that_is_not_compiled_says_so():
    assert read(keras.Sequential([L.Flatten(), L.Dense(10)])).compilation is None


def test_optimizer_settings_are_kept():
    optimizer = read(compiled(FORMS["home page"](), keras.optimizers.SGD(0.01, momentum=0.9))).compilation.optimizer
    assert optimizer == Part("SGD", (("learning_rate", 0.01), ("momentum", 0.9), ("nesterov", False)))


@pytest.mark.parametrize(
    ("metric", "canonical"),
    [
        (keras.metrics.Accuracy, "equality"),
        (lambda: "categorical_accuracy", "categorical_accuracy"),
        (lambda: relu, "custom"),
        (lambda: keras.metrics.sparse_categorical_accuracy, "accuracy"),
    ],
)
def test_metrics_are_named_by_what_they_are(metric, canonical):
    assert read(compiled(FORMS["home page"](), metrics=[metric()])).compilation.metrics == (canonical,)


class OwnDense(L.Dense):
    """A subclass that only its module tells from Keras' Dense."""


OwnDense.__name__ = OwnDense.__qualname__ = "Dense"
OwnDense.__module__ = "keras.layers"


class OwnModel(keras.Sequential):
    """A model whose call may do anything."""


def two_branches(x):
    x = L.Flatten()(x)
    return L.Add()([L.Dense(10)(x), L.Dense(10)(x)])


def shared(x):
    twice = L.Dense(784)
    return twice(twice(L.Flatten()(x)))


def schedule():
    return keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9))


REJECTED = {
    "own function named relu": (lambda: sequential(L.Flatten(), L.Dense(128, relu)), r"Layer 2 \(Dense\).*`relu`"),
    "lambda": (
        lambda: sequential(L.Flatten(), L.Dense(9, lambda x: tf.nn.relu(x) + 0)),
        r"Layer 2 \(Dense\).*<lambda>",
    ),
    "own function in a layer": (lambda: sequential(L.Flatten(), L.Activation(relu)), r"Layer 2 \(Activation\)"),
    "subclass with Keras' names": (lambda: sequential(L.Flatten(), OwnDense(10)), r"Layer 2 \(Dense\) is not one of"),
    "Lambda": (lambda: sequential(L.Flatten(), L.Lambda(relu)), r"Layer 2 \(Lambda\)"),
    "convolution": (lambda: sequential(L.Conv1D(3, 3), L.Flatten()), r"Layer 1 \(Conv1D\)"),
    "own model class": (lambda: compiled(OwnModel([L.Flatten()])), "class of its own"),
    "two branches": (lambda: functional(two_branches), "no chain"),
    "shared layer": (lambda: functional(shared), "more than once"),
    "dropout left on": (
        lambda: functional(lambda x: L.Dropout(0.2)(L.Flatten()(x), training=True)),
        r"Layer 2 \(Dropout\) is called with extra",
    ),
    "dropout left on in a nested model": (
        lambda: functional(lambda x: keras.Sequential([L.Flatten(), L.Dropout(0.2)])(x, training=True)),
        r"Layer 1 \(Flatten\) is called with extra",
    ),
    "frozen": (lambda: sequential(L.Flatten(), L.Dense(10, trainable=False)), r"Layer 2 \(Dense\) is frozen"),
    "half precision": (lambda: sequential(L.Flatten(), L.Dense(10, dtype="float16")), "float32"),
    "flat input": (lambda: sequential(L.Input((784,)), L.Dense(10)), "input shape"),
    "batch in the shape": (lambda: sequential(L.Input((100, 28, 28)), L.Flatten()), "input shape"),
    "integer input": (lambda: functional(L.Flatten(), dtype="uint8"), "floating-point"),
    "constraint": (lambda: sequential(L.Flatten(), L.Dense(9, kernel_constraint="max_norm")), "kernel_constraint"),
    "huge": (lambda: sequential(L.Flatten(), L.Dense(4000)), "parameters"),
    "slow activations on every row": (
        lambda: sequential(L.Dense(200, "mish"), *(L.Activation("mish") for _ in range(11)), L.Flatten(), L.Dense(10)),
        "far more computing",
    ),
    "dropout on every row": (
        lambda: sequential(L.Dense(200), *(L.Dropout(0.1) for _ in range(8)), L.Flatten(), L.Dense(10)),
        "far more computing",
    ),
    "wide rows of one number": (
        lambda: sequential(L.Dense(1), L.Dense(4000, "selu"), L.Dense(1), L.Flatten(), L.Dense(10)),
        "far more computing",
    ),
    "too many units": (lambda: sequential(L.Flatten(), L.Dense(5000)), "units"),
    "many layers": (lambda: sequential(L.Flatten(), *(L.Dense(1) for _ in range(20))), "more layers"),
    "softmax along the batch": (lambda: sequential(L.Flatten(), L.Dense(9), L.Softmax(axis=0)), "axis"),
    "threshold": (lambda: sequential(L.Flatten(), L.Dense(9), L.ReLU(threshold=1.0)), "settings"),
    "schedule": (lambda: compiled(FORMS["home page"](), schedule()), "learning_rate"),
    "NaN rate": (lambda: compiled(FORMS["home page"](), keras.optimizers.Adam(float("nan"))), "learning_rate"),
    "own loss": (lambda: compiled(FORMS["home page"](), loss=relu), "loss `relu`"),
    "misspelt loss": (lambda: compiled(FORMS["home page"](), loss="sparse_crossentropy"), "by that name"),
    "no loss": (lambda: compiled(FORMS["home page"](), loss=None), "without a loss"),
    "metrics in third place": (
        lambda: keras.Sequential.compile(model := FORMS["home page"](), "adam", CROSS_ENTROPY, ["accuracy"]) or model,
        "loss weights",
    ),
}


@pytest.mark.parametrize("case", REJECTED)
def test_what_is_not_rebuilt_is_rejected_with_a_reason(case):
    build, message = REJECTED[case]
    with pytest.raises(DeclarationRejected, match=message) as caught:
        read(build())
    assert caught.value.hint


@pytest.mark.parametrize(
    "layers",
    [
        lambda: [L.Dense(128, "relu"), L.Dropout(0.2), L.Flatten(), L.Dense(10, "softmax")],
        lambda: [L.Dense(128, "relu"), L.Flatten(), L.Dense(128, "gelu"), L.Dense(10, "softmax")],
        lambda: [L.Flatten(), L.Dense(1000, "relu"), L.Dropout(0.2), L.Dense(100, "relu"), L.Dense(10, "softmax")],
        lambda: [L.Flatten(), *(L.Dense(256, "mish") for _ in range(9)), L.Dropout(0.5), L.Dense(10, "softmax")],
    ],
)
def test_a_model_that_is_larger_than_asked_for_is_read(layers):
    assert read(sequential(*layers())).output_shape() == (10,)


@pytest.mark.parametrize("value", [None, 3, "model", [1]])
def test_a_value_that_is_no_model_has_no_declaration(value):
    assert declaration(value) is None
    with pytest.raises(CheckFailed, match="in place of a Keras model"):
        read(value)


def test_a_model_that_misbehaves_is_unreadable_and_nothing_worse():
    model = FORMS["home page"]()
    del model.layers[2]._dtype_policy
    with pytest.raises(DeclarationRejected, match="could not be read"):
        read(model)
