# ---
# jupyter:
#   specimen:
#     title: functools.partial and lambdas, assigned to names
# ---

# %% question="preprocess"
preprocess = lambda images: (np.asarray(images, dtype=np.float32) / 255)


# %% question="model"
from functools import partial


def _network(hidden, last, loss="sparse_categorical_crossentropy"):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), *hidden, keras.layers.Dropout(0.2), *last])
    model.compile("adam", loss, metrics=["accuracy"])
    return model


Dense = keras.layers.Dense
build_model = lambda activation="relu": _network([Dense(128, activation)], [Dense(10, "softmax")])


# %% question="separate_layers"
build_model_with_separate_activations = lambda: _network(
    [Dense(128), keras.layers.ReLU()], [Dense(10), keras.layers.Softmax()]
)


# %% question="without_activation"
build_model_without_activation = partial(build_model, activation=None)


# %% question="without_softmax"
build_model_without_softmax = lambda: _network(
    [Dense(128, "relu")],
    [Dense(10)],
    loss=partial(keras.losses.sparse_categorical_crossentropy, from_logits=True),
)


# %% question="predictions"
def to_probabilities(logits):
    e = np.exp(logits - np.amax(logits, -1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


predict_digits = partial(np.argmax, axis=-1)
