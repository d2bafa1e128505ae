# ---
# jupyter:
#   specimen:
#     title: Activations as functions of Keras, optimizer, loss and metric as objects
# ---

# %% question="preprocess"
def preprocess(images):
    return np.float32(images) / np.float32(255)


# %% question="model"
from keras import activations, layers, losses, metrics, optimizers


def build_model(activation=activations.relu):
    model = keras.Sequential(
        [
            layers.InputLayer(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation=activation),
            layers.Dropout(rate=0.2),
            layers.Dense(10, activation=activations.softmax),
        ]
    )
    model.compile(
        optimizer=optimizers.Adam(learning_rate=1e-3),
        loss=losses.SparseCategoricalCrossentropy(),
        metrics=[metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    model = keras.Sequential(
        [
            layers.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation=None),
            layers.Activation(activations.relu),
            layers.Dropout(rate=0.2),
            layers.Dense(10, activation=activations.linear),
            layers.Activation(activations.softmax),
        ]
    )
    model.compile(
        optimizer=optimizers.Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7),
        loss=losses.sparse_categorical_crossentropy,
        metrics=[metrics.sparse_categorical_accuracy],
    )
    return model


# %% question="without_activation"
def build_model_without_activation():
    return build_model(activation=activations.linear)


# %% question="without_softmax"
def build_model_without_softmax():
    model = keras.Sequential(
        [
            layers.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation=activations.relu),
            layers.Dropout(rate=0.2),
            layers.Dense(10, activation=activations.linear),
        ]
    )
    model.compile(
        optimizer=optimizers.Adam(),
        loss=losses.SparseCategoricalCrossentropy(from_logits=True, name="cross_entropy_of_logits"),
        metrics=[metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    return model
