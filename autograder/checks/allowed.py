"""What a declared model may consist of, as data: Keras' own parts by their public names, and bounds for their sizes."""

from __future__ import annotations

from typing import Final

MAX_LAYERS: Final = 16
MAX_UNITS: Final = 4096
MAX_PARAMETERS: Final = 1_000_000
"""Ten times the home-page model's: training time grows with it."""

MAX_WORK: Final = 1_150_000
"""Ten times the home-page model's, in multiply-adds for each example: with it no model trains ten times as long."""

MAX_NUMBER: Final = 1e6

ACTIVATIONS: Final = frozenset(
    {
        *("celu", "elu", "exponential", "gelu", "hard_sigmoid", "hard_silu", "hard_tanh", "leaky_relu", "linear"),
        *("log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "softmax", "softplus"),
        *("softsign", "tanh"),
    }
)
"""Names in `keras.activations`, which the trainer builds from."""

SLOW_ACTIVATIONS: Final = frozenset(
    {
        *("celu", "gelu", "hard_silu", "hard_tanh", "log_sigmoid", "log_softmax", "mish", "silu", "softmax"),
        "softplus",
    }
)
"""Those that take from 1 to 6 ns an element, there and back; the others take less."""

ELEMENT_WORK: Final = 32
SLOW_ELEMENT_WORK: Final = 80
"""What an element of a layer's output costs, in multiply-adds of a Dense layer, each of which takes 0.06 to 0.1 ns."""

ALIASES: Final = {"identity": "linear", "swish": "silu", "hard_swish": "hard_silu"}
DEFAULTS: Final[dict[str, tuple[tuple[str, float], ...]]] = {
    "leaky_relu": (("negative_slope", 0.2),),
    "elu": (("alpha", 1.0),),
    "celu": (("alpha", 1.0),),
}
"""What `keras.activations` and `tf.nn` take where nothing is said (the layer `LeakyReLU` takes 0.3, and says so)."""

FUNCTIONS: Final = {
    **{f"keras.activations.{name}": name for name in ACTIVATIONS},
    **{
        f"keras.ops.{name}": name
        for name in ACTIVATIONS - {"exponential", "gelu", "linear", "mish"}  # ops.gelu approximates, the others lack
    },
    **{
        f"tensorflow.nn.{name}": name
        for name in ("elu", "gelu", "leaky_relu", "log_softmax", "relu", "relu6", "selu", "sigmoid", "silu", "softmax")
    },
    **{f"tensorflow.nn.{name}": name for name in ("softplus", "softsign", "tanh")},
    "tensorflow.identity": "linear",
}
"""Functions that may be an activation, by the public name of the object itself, with their names in Keras."""

OPERATIONS: Final = {
    "keras.ops.Relu": "relu",
    "keras.ops.Relu6": "relu6",
    "keras.ops.ReLU": "relu",
    "keras.ops.LeakyRelu": "leaky_relu",
    "keras.ops.Elu": "elu",
    "keras.ops.Selu": "selu",
    "keras.ops.Gelu": "gelu",
    "keras.ops.Silu": "silu",
    "keras.ops.Sigmoid": "sigmoid",
    "keras.ops.Softmax": "softmax",
    "keras.ops.LogSoftmax": "log_softmax",
    "keras.ops.Softplus": "softplus",
    "keras.ops.Softsign": "softsign",
    "keras.ops.Tanh": "tanh",
}
"""What a functional model records where a function was called on its tensors."""

ACTIVATION_LAYERS: Final = {
    "keras.layers.ReLU": "relu",
    "keras.layers.LeakyReLU": "leaky_relu",
    "keras.layers.ELU": "elu",
    "keras.layers.Softmax": "softmax",
}

INITIALIZERS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform"), ()),
    **dict.fromkeys(("Zeros", "Ones"), ()),
    "Constant": ("value",),
    "Orthogonal": ("gain",),
    "RandomNormal": ("mean", "stddev"),
    "RandomUniform": ("maxval", "minval"),
    "TruncatedNormal": ("mean", "stddev"),
}
"""Their numbers; seeds are left out, since the trainer sets its own."""

NOT_FOR_VECTORS: Final = frozenset({"Orthogonal"})
"""Initializers that a bias can't have."""

REGULARIZERS: Final[dict[str, tuple[str, ...]]] = {"L1": ("l1",), "L2": ("l2",), "L1L2": ("l1", "l2")}

OPTIMIZERS: Final[dict[str, tuple[str, ...]]] = {
    "Adadelta": ("epsilon", "learning_rate", "rho"),
    "Adagrad": ("epsilon", "initial_accumulator_value", "learning_rate"),
    "Adam": ("amsgrad", "beta_1", "beta_2", "epsilon", "learning_rate"),
    "AdamW": ("amsgrad", "beta_1", "beta_2", "epsilon", "learning_rate", "weight_decay"),
    "Adamax": ("beta_1", "beta_2", "epsilon", "learning_rate"),
    "Nadam": ("beta_1", "beta_2", "epsilon", "learning_rate"),
    "RMSprop": ("centered", "epsilon", "learning_rate", "momentum", "rho"),
    "SGD": ("learning_rate", "momentum", "nesterov"),
}
CLIPPING: Final = ("clipnorm", "clipvalue", "global_clipnorm")
"""Keras takes one of them at most."""

OPTIMIZER_EXTRAS: Final = (*CLIPPING, "weight_decay")
"""Numbers that any optimizer may have besides."""

SWITCHES: Final = frozenset({"amsgrad", "centered", "nesterov"})
SHARES: Final = frozenset({"momentum"})
"""Numbers that Keras wants between 0 and 1."""

OPTIMIZER_OFF: Final = ("use_ema", "loss_scale_factor", "gradient_accumulation_steps")
"""Settings that must not be switched on, since the trainer does not build them."""

LOSSES: Final = {
    "BinaryCrossentropy": "binary_crossentropy",
    "CategoricalCrossentropy": "categorical_crossentropy",
    "Huber": "huber",
    "KLDivergence": "kl_divergence",
    "MeanAbsoluteError": "mean_absolute_error",
    "MeanSquaredError": "mean_squared_error",
    "SparseCategoricalCrossentropy": "sparse_categorical_crossentropy",
}
"""Classes in `keras.losses` with the functions that they stand for."""

METRICS: Final = {
    "acc": "accuracy",
    "accuracy": "accuracy",
    "sparse_categorical_accuracy": "accuracy",
    "keras.metrics.SparseCategoricalAccuracy": "accuracy",
    "keras.metrics.sparse_categorical_accuracy": "accuracy",
    "keras.metrics.Accuracy": "equality",
    "keras.metrics.CategoricalAccuracy": "categorical_accuracy",
    "keras.metrics.categorical_accuracy": "categorical_accuracy",
    "categorical_accuracy": "categorical_accuracy",
    "keras.metrics.BinaryAccuracy": "binary_accuracy",
    "keras.metrics.binary_accuracy": "binary_accuracy",
    "binary_accuracy": "binary_accuracy",
}
"""How a metric may be named, and what it is for integer labels."""
