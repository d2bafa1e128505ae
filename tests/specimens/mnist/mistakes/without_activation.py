# %% [markdown]
# Plausible wrong answers to the question `without_activation`.

# %% mistake="relu_left" title="Nothing is taken away" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="sigmoid" title="Sigmoid in place of ReLU" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="sigmoid"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="tanh" title="tanh in place of ReLU" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="tanh"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="relu_as_layer" title="ReLU only moved into a layer of its own" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.ReLU(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="relu_after_dropout" title="ReLU after the dropout" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.ReLU(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="relu_of_pixels" title="ReLU before the hidden layer" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.ReLU(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="hidden_layer_removed" title="The whole hidden layer is gone" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="other_units" title="The hidden layer shrinks" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(10),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="own_identity" title="A function of the notebook that does nothing" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=lambda x: x),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="normalised" title="Batch normalisation in place of the activation" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="wrong_layer_changed" title="The activation is taken from the dropout layer" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    model = build_model()
    model.layers[2].activation = None
    return model


# %% mistake="none_as_text" title="The text none for an activation" fails={"without_activation.hidden_is_linear": "errored"}
def build_model_without_activation():
    return build_model(activation="none")


# %% mistake="function_returned" title="The function in place of its model" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
    return build_model


# %% mistake="wrong_activation_removed" title="Softmax is taken away in place of ReLU" fails={"without_activation.hidden_is_linear": "failed"}
def build_model_without_activation():
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


# %% mistake="relu_at_the_end" title="ReLU moves to the last layer" fails={"without_activation.softmax_is_kept": "failed", "without_activation.accuracy": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="relu"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="softmax_removed_too" title="Softmax is gone too" fails={"without_activation.softmax_is_kept": "failed", "without_activation.accuracy": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="softmax_in_the_loss" title="Softmax moves into the loss" fails={"without_activation.softmax_is_kept": "failed"}
def build_model_without_activation():
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


# %% mistake="sigmoid_at_the_end" title="Sigmoid at the end" fails={"without_activation.softmax_is_kept": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="dropout_half" title="Another rate of dropout" fails={"without_activation.dropout_is_kept": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="sgd" title="Gradient descent for Adam" fails={"without_activation.compiled": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="small_steps" title="A far smaller learning rate" fails={"without_activation.compiled": "failed", "without_activation.accuracy": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="no_metric" title="Compiled without the metric" fails={"without_activation.compiled": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


# %% mistake="squared_error" title="Mean squared error" fails={"without_activation.compiled": "failed", "without_activation.accuracy": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model


# %% mistake="not_compiled" title="Never compiled" fails={"without_activation.compiled": "failed", "without_activation.accuracy": "failed"}
def build_model_without_activation():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    return model
