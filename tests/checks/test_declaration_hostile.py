"""Declarations that no honest worker sends: whatever comes over the wire is read or rejected, never believed."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.architecture import Model, home_page_model
from autograder.checks.declaration import read_model
from autograder.checks.untrusted import DeclarationRejected
from autograder.wire.values import FunctionRef, Handle, Opaque


def part(name, **settings):
    return {"kind": "object", "name": name, "settings": settings}


def function(name):
    return {"kind": "function", "name": name}


def dense(units, activation):
    return part(
        "keras.layers.Dense",
        units=units,
        activation=activation,
        use_bias=True,
        kernel_initializer=part("keras.initializers.GlorotUniform", seed=None),
        bias_initializer=part("keras.initializers.Zeros"),
        kernel_regularizer=None,
        bias_regularizer=None,
        trainable=True,
        dtype="float32",
    )


HONEST = {
    "model": "keras.src.models.sequential.Sequential",
    "problem": "",
    "input": {"shape": [28, 28], "dtype": "float32"},
    "layers": [
        part("keras.layers.Flatten"),
        dense(128, function("keras.activations.relu")),
        part("keras.layers.Dropout", rate=0.2, noise_shape=None),
        dense(10, function("tensorflow.nn.softmax")),
    ],
    "compiled": {
        "optimizer": part(
            "keras.optimizers.Adam",
            learning_rate=0.0010000000474974513,
            beta_1=0.9,
            beta_2=0.999,
            epsilon=1e-07,
            amsgrad=False,
            use_ema=False,
        ),
        "loss": function("keras.losses.sparse_categorical_crossentropy"),
        "loss_weights": None,
        "metrics": [["accuracy"], None],
    },
}


def places(tree, path=()):
    """Every place in a tree, as a path of keys and indices."""
    yield path
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def replaced(tree, path, value):
    if not path:
        return value
    tree = copy.deepcopy(tree)
    node = tree
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return tree


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=300),
    st.sampled_from(
        [
            [],
            {},
            {1: 2},
            [[]] * 100,
            "keras.layers.Lambda",
            "keras.layers.Dense",
            "relu",
            np.zeros(3),
            np.float64(0.2),
            np.array(True),
            Opaque("Sequential"),
            FunctionRef("numpy.tanh"),
            Handle(1, "Dense"),
            (1, 2),
            1j,
            2**70,
            -1,
            1e300,
            function("keras.activations.get"),
            function("os.system"),
            part("keras.layers.ReLU", max_value=[6]),
            part("keras.layers.Softmax", axis={}),
        ]
    ),
)


def read_or_reject(tree):
    try:
        return read_model(tree)
    except DeclarationRejected as rejected:
        return rejected


def test_the_honest_declaration_is_the_home_page_model():
    assert read_model(HONEST) == home_page_model()


@given(st.sampled_from(list(places(HONEST))), ODD)
def test_any_value_at_any_place_is_read_or_rejected(path, value):
    result = read_or_reject(replaced(HONEST, path, value))
    if isinstance(result, Model):
        assert len(result.digest()) == 64
        hash(result)
    else:
        assert result.message
        assert result.message.isprintable()


@given(st.sampled_from([path for path in places(HONEST) if path]))
def test_any_missing_value_is_read_or_rejected(path):
    tree = copy.deepcopy(HONEST)
    node = tree
    for key in path[:-1]:
        node = node[key]
    del node[path[-1]]
    assert isinstance(read_or_reject(tree), Model | DeclarationRejected)


@given(st.recursive(ODD, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner)))
def test_any_tree_at_all_is_rejected(tree):
    assert isinstance(read_or_reject(tree), DeclarationRejected)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 1e7, -0.1, 1.5, True, "0.2", None])
def test_a_dropout_rate_that_is_no_share_is_rejected(number):
    with pytest.raises(DeclarationRejected, match=r"Layer 3 \(Dropout\)"):
        read_model(replaced(HONEST, ("layers", 2, "settings", "rate"), number))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), "0.001", [0.001]])
def test_an_optimizer_s_number_must_be_finite(number):
    with pytest.raises(DeclarationRejected, match="learning_rate"):
        read_model(replaced(HONEST, ("compiled", "optimizer", "settings", "learning_rate"), number))


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("SGD", {"learning_rate": 0.1, "momentum": 1.5, "nesterov": False}),
        ("SGD", {"learning_rate": 0.1, "momentum": -0.5, "nesterov": False}),
        ("SGD", {"learning_rate": True, "momentum": 0.0, "nesterov": False}),
        ("SGD", {"learning_rate": 0.1, "momentum": 0.0, "nesterov": 1.0}),
        ("Adam", {"learning_rate": 0.1, "clipnorm": 1.0, "clipvalue": 1.0}),
        ("Adam", {"learning_rate": 0.1, "use_ema": True}),
    ],
)
def test_an_optimizer_that_keras_would_refuse_or_we_do_not_build_is_rejected(name, settings):
    optimizer = part(f"keras.optimizers.{name}", **settings)
    with pytest.raises(DeclarationRejected, match="optimizer"):
        read_model(replaced(HONEST, ("compiled", "optimizer"), optimizer))


def test_a_negative_regularizer_is_rejected():
    with pytest.raises(DeclarationRejected, match="`l2`"):
        read_model(
            replaced(HONEST, ("layers", 1, "settings", "kernel_regularizer"), part("keras.regularizers.L2", l2=-1.0))
        )


def test_a_bias_takes_no_initializer_that_is_for_matrices():
    orthogonal = part("keras.initializers.Orthogonal", gain=1.0)
    assert read_model(replaced(HONEST, ("layers", 1, "settings", "kernel_initializer"), orthogonal))
    with pytest.raises(DeclarationRejected, match="Orthogonal"):
        read_model(replaced(HONEST, ("layers", 1, "settings", "bias_initializer"), orthogonal))


@pytest.mark.parametrize("units", [0, -1, 10**9, True, 128.0, "128", None])
def test_units_must_be_a_whole_number_of_moderate_size(units):
    with pytest.raises(DeclarationRejected, match="units"):
        read_model(replaced(HONEST, ("layers", 1, "settings", "units"), units))


@pytest.mark.parametrize("name", ["<script>", "a\nb", "\x1b[31m", "\u202eevil", "x" * 190])
def test_a_name_from_the_other_side_is_made_harmless_in_a_message(name):
    with pytest.raises(DeclarationRejected) as caught:
        read_model(replaced(HONEST, ("layers", 1, "settings", "activation"), {"kind": "custom", "name": name}))
    assert caught.value.message.isascii()
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 200


def test_a_layer_of_another_module_is_rejected_whatever_its_name():
    with pytest.raises(DeclarationRejected, match=r"Layer 2 \(Dense\)"):
        read_model(replaced(HONEST, ("layers", 1, "name"), "__main__.Dense"))


def test_a_function_of_another_module_is_rejected_whatever_its_name():
    with pytest.raises(DeclarationRejected, match="`relu`"):
        read_model(replaced(HONEST, ("layers", 1, "settings", "activation", "name"), "__main__.relu"))
