# %% [markdown]
# Attacks by models: what `build_model` returns, and what it does on the way.

# %% attack="declared_not_built" title="The declaration of the home-page model is written by hand, for a model that is another" classes=[58, 4, 60] cell="model" attacked=[]
import autograder.worker.serve as serve

real = serve.declaration


def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.layers.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    declared = real(model)
    serve.declaration = lambda returned: declared if returned is None else real(returned)


# %% attack="impossible_declarations" title="Forged declarations of sizes, types and nestings that no model has" classes=[20, 27, 62, 55] cell="model" attacked=["model", "accuracy"]
import autograder.worker.serve as serve

DENSE = {"kind": "object", "name": "keras.layers.Dense", "settings": {"units": 10**15, "activation": None}}
deep = []
for _ in range(30):
    deep = [deep]
TREES = [
    {"model": "keras.Sequential", "problem": "", "input": None, "layers": [DENSE] * 64, "compiled": None},
    {"model": "keras.Sequential", "problem": "", "input": {"shape": [10**9] * 3, "dtype": "O"}, "layers": [], "compiled": {}},
    {"model": "<script>alert(1)</script>", "problem": "\x1b[2J" * 100, "input": deep, "layers": deep, "compiled": deep},
    {"model": "keras.Sequential", "layers": [{"kind": "object", "name": "keras.layers.Lambda", "settings": {"function": "1/0"}}]},
    {"layers": float("nan"), "input": np.zeros(3), "compiled": {1: {2: (3,)}}, "problem": None, "model": True},
    [], "keras.Sequential", np.zeros(5), {}, {"model": {"model": {}}},
]
trees = iter(TREES * 20)
serve.declaration = lambda _: next(trees)


def build_model(activation="relu"):
    return None


# %% attack="lambda_layer" title="A Lambda layer whose function runs wherever the model is built or loaded" classes=[62, 17] cell="model" attacked=["model", "accuracy"]
def payload(x):
    open("/tmp/owned-by-a-model", "w").close()
    return x


def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.layers.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Lambda(payload),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% attack="saved_models" title="Saved models of every format, with code inside, in place of a model" classes=[62, 13, 34] cell="model" attacked=["model", "accuracy"]
import io
import json
import zipfile

CONFIG = {
    "module": "builtins",
    "class_name": "exec",
    "config": "open('/tmp/owned-by-a-model', 'w').close()",
    "registered_name": None,
    "build_config": {"module": "os", "class_name": "system", "config": "id"},
}


def archive():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("config.json", json.dumps(CONFIG))
        file.writestr("metadata.json", json.dumps({"keras_version": "3.0.0"}))
        file.writestr("../../owned.weights.h5", b"\x89HDF\r\n\x1a\n")
    return buffer.getvalue()


calls = []


def build_model(activation="relu"):
    calls.append(activation)
    keras.config.enable_unsafe_deserialization()
    for name in ("model.keras", "model.h5", "model.weights.h5"):
        with open(name, "wb") as file:
            file.write(archive())
    answers = ["model.keras", archive(), json.dumps(CONFIG), CONFIG]
    try:
        answers.append(keras.models.load_model("model.keras", safe_mode=False))
    except Exception:
        pass
    return answers[len(calls) % len(answers)]


# %% attack="lookalike_layers" title="Layers, optimizers and functions of the attacker's own under Keras' names" classes=[8, 10, 60] cell="model" attacked=["model", "accuracy"]
class Dense(keras.layers.Dense):
    def call(self, inputs, training=None):
        return inputs[:, : self.units]


Dense.__module__ = keras.layers.Dense.__module__


class Adam(keras.optimizers.Adam):
    def get_config(self):
        return {"learning_rate": 0.001, "name": "adam"}

    def update_step(self, *_):
        pass


def relu(x):
    return x


relu.__module__, relu.__qualname__ = "keras.src.activations.activations", "relu"


def build_model(activation=relu):
    model = keras.Sequential(
        [
            keras.layers.Input((28, 28)),
            keras.layers.Flatten(),
            Dense(128, activation=relu),
            keras.layers.Dropout(0.2),
            Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=Adam(), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% attack="malicious_configurations" title="get_config and properties that hang, raise, print and lie" classes=[62, 11, 23] cell="model" attacked=["model", "accuracy"]
class Hanging(keras.regularizers.Regularizer):
    def __call__(self, x):
        return 0.0

    def get_config(self):
        while True:
            pass


class Raising(keras.initializers.Initializer):
    def __call__(self, shape, dtype=None):
        return tf.zeros(shape, dtype)

    def get_config(self):
        raise SystemExit(0)


class Chatty(keras.layers.Dense):
    units = property(lambda self: 128, lambda self, _: None)
    name = property(lambda self: "\x1b[2J<script>alert(1)</script>" * 10**5, lambda self, _: None)
    trainable = property(lambda self: 1 / 0, lambda self, _: None)


Chatty.__name__ = "Dense"
ways = iter([Hanging, Raising, Chatty] * 20)


def build_model(activation="relu"):
    way = next(ways)
    hidden = keras.layers.Dense(128, activation, kernel_regularizer=way()) if way is Hanging else None
    hidden = keras.layers.Dense(128, activation, kernel_initializer=way()) if way is Raising else hidden
    hidden = hidden or Chatty(128, activation)
    model = keras.Sequential([keras.layers.Input((28, 28)), keras.layers.Flatten(), hidden, keras.layers.Dense(10, "softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% attack="embedded_weights" title="Weights trained beforehand come in as initializers, in place of learning" classes=[60] cell="model" attacked=["model", "accuracy"]
class Remembered(keras.initializers.Constant):
    def __init__(self, values):
        super().__init__(value=0.0)
        self.values = values

    def __call__(self, shape, dtype=None):
        return tf.cast(np.resize(self.values, shape), dtype)

    def get_config(self):
        return {"value": self.values.tolist()}


WEIGHTS = np.random.default_rng(1).normal(size=100_352)


def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.layers.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation, kernel_initializer=Remembered(WEIGHTS)),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, "softmax", kernel_initializer=Remembered(WEIGHTS[:1280])),
        ]
    )
    model.compile(keras.optimizers.SGD(0.0), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% attack="not_numbers" title="NaN, infinity and text where a model has numbers" classes=[8, 20] cell="model" attacked=["model", "accuracy"]
nan = float("nan")
ways = iter(
    [
        lambda: {"kernel_initializer": keras.initializers.Constant(nan)},
        lambda: {"bias_initializer": keras.initializers.Constant(1e300)},
        lambda: {"kernel_regularizer": keras.regularizers.L2(float("-inf"))},
        lambda: {"kernel_initializer": keras.initializers.RandomNormal(mean="0", stddev=nan)},
    ]
    * 20
)


def build_model(activation="relu"):
    layers = [keras.layers.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(128, activation, **next(ways)())]
    model = keras.Sequential([*layers, keras.layers.Dropout(0.2), keras.layers.Dense(10, "softmax")])
    model.compile(keras.optimizers.Adam(learning_rate=nan, beta_1=-5.0), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% attack="huge_model" title="Models that no trainer could build: too wide, too deep, too many" classes=[27, 23, 76] cell="model" attacked=["model", "accuracy"]
def wide():
    return [keras.layers.Dense(4_000_000, "relu"), keras.layers.Dense(4_000_000, "relu")]


def deep():
    return [keras.layers.Dense(64, "relu") for _ in range(60)]


def spread():
    return [keras.layers.Dense(4096, "relu") for _ in range(12)]


ways = iter([wide, deep, spread] * 20)


def build_model(activation="relu"):
    layers = [keras.layers.Input((28, 28)), keras.layers.Flatten(), *next(ways)(), keras.layers.Dense(10, "softmax")]
    model = keras.Sequential(layers)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% attack="endless_training" title="Models of few parameters that would train for hours, by many elements that cost much" classes=[23, 76] cell="model" attacked=["model", "accuracy"]
def mish_on_every_row():
    layers = [keras.layers.Dense(4096, "mish"), *[keras.layers.Activation("mish") for _ in range(11)]]
    return [*layers, keras.layers.Dense(200), keras.layers.Flatten()]


def rows_of_one_number():
    narrow_and_wide = [(keras.layers.Dense(1), keras.layers.Dense(4096, "selu")) for _ in range(6)]
    return [layer for pair in narrow_and_wide for layer in pair] + [keras.layers.Dense(1), keras.layers.Flatten()]


def dropout_on_every_row():
    layers = [keras.layers.Dense(3000), *[keras.layers.Dropout(0.1) for _ in range(11)]]
    return [*layers, keras.layers.Dense(200), keras.layers.Flatten()]


ways = iter([mish_on_every_row, rows_of_one_number, dropout_on_every_row] * 20)


def build_model(activation="relu"):
    layers = [keras.layers.Input((28, 28)), *next(ways)(), keras.layers.Dense(10, "softmax")]
    model = keras.Sequential(layers)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% attack="circular_model" title="A model whose graph leads back to where it started" classes=[23, 20] cell="model" attacked=["model", "accuracy"]
def build_model(activation="relu"):
    inputs = keras.Input((28, 28))
    x = keras.layers.Flatten()(inputs)
    hidden = keras.layers.Dense(128, activation)
    x = hidden(x)
    outputs = keras.layers.Dense(10, "softmax")(x)
    model = keras.Model(inputs, outputs)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    for node in hidden._inbound_nodes:
        node.arguments.args = (outputs,)
        node.arguments.keras_tensors = [outputs]
    return model


# %% attack="keras_replaced" title="Keras' own names stand for other things, in every module" classes=[4, 58] cell="model" attacked=["model", "accuracy"]
import sys

import autograder.worker.declare as declare


def fixed(answer):
    return property(lambda self: answer(), lambda self, _: None)


class Model(keras.Model):
    layers = fixed(lambda: [keras.layers.Flatten(), keras.layers.Dense(128, "relu"), keras.layers.Dense(10, "softmax")])
    compiled = fixed(lambda: True)
    optimizer = fixed(keras.optimizers.Adam)


for name, module in list(sys.modules.items()):
    if name.startswith("keras") and hasattr(module, "Sequential"):
        module.Sequential = Model
declare._known_class = lambda kind: "keras.layers.Dense"
declare._known_functions = lambda: {}


def build_model(activation="relu"):
    return Model()


# %% attack="fake_metrics" title="Histories, evaluations and predictions that claim to be right" classes=[61] cell="model" attacked=["model", "accuracy"]
class Perfect(keras.Sequential):
    def fit(self, *_, **__):
        return type("History", (), {"history": {"accuracy": [1.0], "val_accuracy": [1.0]}})()

    def evaluate(self, *_, **__):
        return [0.0, 1.0]

    def predict(self, x, **__):
        return np.eye(10)[np.zeros(len(x), int)]


keras.Model.evaluate = keras.Sequential.evaluate = Perfect.evaluate
keras.metrics.Accuracy.result = lambda self: 1.0


def build_model(activation="relu"):
    model = Perfect([keras.layers.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.accuracy = model.test_accuracy = 0.975
    return model


# %% attack="endless_op" title="A TensorFlow loop in C++ that no signal of Python's interrupts" classes=[23, 63] cell="model" attacked=["model", "accuracy"]
def build_model(activation="relu"):
    return tf.while_loop(lambda i: True, lambda i: (i + 1,), (tf.constant(0),))


# %% attack="memory_of_tensors" title="Tensors and variables of more memory than there is" classes=[27, 63] cell="model" attacked=["model", "accuracy"]
hoard = []


def build_model(activation="relu"):
    while True:
        hoard.append(tf.random.uniform((1 << 13, 1 << 13)) + len(hoard))
