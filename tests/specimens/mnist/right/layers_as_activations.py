# ---
# jupyter:
#   specimen:
#     title: Layer objects as activations, Reshape in place of Flatten
# ---

# %% question="preprocess"
def preprocess(images):
    return np.multiply(images, np.float32(1 / 255))


# %% question="model"
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.layers.Reshape((784,), input_shape=(28, 28)),
            keras.layers.Dense(128, activation=keras.layers.Activation(activation)),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation=keras.layers.Softmax()),
        ]
    )
    model.compile(optimizer="Adam", loss="sparse_categorical_crossentropy", metrics=["acc", "accuracy"])
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    model = keras.Sequential(
        [
            keras.layers.Reshape([-1], input_shape=(28, 28)),
            keras.layers.Dense(128),
            keras.layers.ReLU(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
            keras.layers.Softmax(axis=-1),
        ]
    )
    model.compile(optimizer="Adam", loss="sparse_categorical_crossentropy", metrics=["acc"])
    return model


# %% question="without_activation"
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.layers.Reshape((28 * 28,), input_shape=(28, 28)),
            keras.layers.Dense(128, activation=None),
            keras.layers.Identity(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation=keras.layers.Softmax()),
        ]
    )
    model.compile(optimizer="Adam", loss="sparse_categorical_crossentropy", metrics=["acc"])
    return model


# %% question="without_softmax"
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.layers.Reshape((784,), input_shape=(28, 28)),
            keras.layers.Dense(128, activation=keras.layers.ReLU()),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
            keras.layers.Activation("linear"),
        ]
    )
    model.compile(
        optimizer="Adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
    )
    return model
