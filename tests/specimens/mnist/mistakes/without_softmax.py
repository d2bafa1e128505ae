# %% [markdown]
# Plausible wrong answers to the question `without_softmax`.

# %% mistake="softmax_left" title="Only the loss is changed" fails={"without_softmax.output_is_linear": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="nothing_changed" title="Nothing is taken away" fails={"without_softmax.output_is_linear": "failed"}
def build_model_without_softmax():
    return build_model()


# %% mistake="softmax_as_layer" title="Softmax only moved into a layer of its own" fails={"without_softmax.output_is_linear": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
            keras.layers.Softmax(),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="relu_output" title="ReLU in place of softmax" fails={"without_softmax.output_is_linear": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="relu"),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="sigmoid_output" title="Sigmoid in place of softmax" fails={"without_softmax.output_is_linear": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="log_softmax" title="Logarithms of probabilities" fails={"without_softmax.output_is_linear": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="log_softmax"),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="wrong_activation_removed" title="ReLU is taken away in place of softmax" fails={"without_softmax.output_is_linear": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="last_layer_removed" title="The last layer is gone with its softmax" fails={"without_softmax.output_is_linear": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="one_output" title="One number for the digit" fails={"without_softmax.output_is_linear": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="own_loss" title="A loss of the notebook itself" fails={"without_softmax.output_is_linear": "failed"}
def loss_of_logits(y_true, y_pred):
    return keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)


def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss=loss_of_logits, metrics=["accuracy"])
    return model


# %% mistake="from_logits_at_compile" title="compile is told of the logits" fails={"without_softmax.output_is_linear": "errored"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"], from_logits=True)
    return model


# %% mistake="function_called" title="The loss function is called with the setting alone" fails={"without_softmax.output_is_linear": "errored"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.sparse_categorical_crossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="trained_until_good" title="Trains inside until the accuracy is high" fails={"without_softmax.output_is_linear": "timed_out"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    accuracy = 0
    while accuracy < 0.9:
        images, digits = np.random.rand(2000, 28, 28), np.random.randint(0, 10, 2000)
        accuracy = model.fit(images, digits, verbose=0).history["accuracy"][-1]
    return model


# %% mistake="loss_not_told" title="The loss is not told" fails={"without_softmax.loss_takes_logits": "failed", "without_softmax.accuracy_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="told_the_opposite" title="from_logits is False" fails={"without_softmax.loss_takes_logits": "failed", "without_softmax.accuracy_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False), metrics=["accuracy"])
    return model


# %% mistake="categorical" title="Cross-entropy for labels that are rows of ten" fails={"without_softmax.loss_takes_logits": "failed", "without_softmax.accuracy_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="squared_error" title="Mean squared error" fails={"without_softmax.loss_takes_logits": "failed", "without_softmax.accuracy_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model


# %% mistake="relu_removed_too" title="ReLU is gone too" fails={"without_softmax.hidden_activation_is_kept": "failed", "without_softmax.accuracy_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="gelu" title="GELU in place of ReLU" fails={"without_softmax.hidden_activation_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="gelu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="dropout_removed" title="Dropout is gone too" fails={"without_softmax.dropout_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="dropout_after_logits" title="Dropout of the logits" fails={"without_softmax.dropout_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10),
            keras.layers.Dropout(0.2),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="no_metric" title="Compiled without the metric" fails={"without_softmax.optimizer_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% mistake="nadam" title="Nadam for Adam" fails={"without_softmax.optimizer_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="nadam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="sgd" title="Gradient descent for Adam" fails={"without_softmax.optimizer_is_kept": "failed", "without_softmax.accuracy_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="sgd", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% mistake="not_compiled" title="Never compiled" fails={"without_softmax.loss_takes_logits": "failed", "without_softmax.optimizer_is_kept": "failed", "without_softmax.accuracy_is_kept": "failed"}
def build_model_without_softmax():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    return model
