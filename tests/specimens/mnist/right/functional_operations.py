# ---
# jupyter:
#   specimen:
#     title: The functional API with functions of Keras called on its tensors
# ---

# %% question="preprocess"
def preprocess(images):
    return np.divide(images, 255, dtype=np.float32)


# %% question="model"
def build_model(activation="relu"):
    f = keras.activations.get(activation)
    inputs = keras.Input((28, 28))
    x = keras.layers.Flatten()(inputs)
    x = f(keras.layers.Dense(128)(x))
    x = keras.layers.Dropout(0.2)(x)
    outputs = keras.activations.softmax(keras.layers.Dense(10)(x))
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    inputs = keras.Input((28, 28))
    x = keras.layers.Flatten()(inputs)
    x = keras.ops.relu(keras.layers.Dense(128)(x))
    x = keras.layers.Dropout(0.2)(x)
    outputs = keras.ops.softmax(keras.layers.Dense(10)(x), axis=-1)
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model


# %% question="predictions"
def to_probabilities(logits):
    return np.array(keras.ops.softmax(logits, axis=-1))


def predict_digits(outputs):
    return keras.ops.convert_to_numpy(keras.ops.argmax(outputs, axis=-1))
