# %% [markdown]
# Plausible mistakes in `build_model` that the question `accuracy` sees too, since it trains that model.

# %% mistake="linear_by_default" title="No activation unless one is asked for" cell="model" fails={"model.hidden_activation": "failed", "accuracy.accuracy": "failed"}
def build_model(activation=None):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="hidden_softmax" title="Softmax in the hidden layer" cell="model" fails={"model.hidden_activation": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="softmax"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="argument_before_dense" title="The activation stands before the hidden layer" cell="model" fails={"model.hidden_activation": "failed", "model.activation_argument": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Activation(activation),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="argument_in_last_layer" title="The argument belongs to the last layer" cell="model" fails={"model.activation_argument": "failed", "model.output_activation": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation=activation),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="adagrad" title="Adagrad, whose steps soon get tiny" cell="model" fails={"model.optimizer": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adagrad", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="large_steps" title="A learning rate of 10" cell="model" fails={"model.optimizer": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=10.0), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="tiny_steps" title="A learning rate of one millionth" cell="model" fails={"model.optimizer": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-6), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="logits_for_probabilities" title="No softmax, and a loss that expects it" cell="model" fails={"model.output_activation": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="relu_output" title="ReLU at the end" cell="model" fails={"model.output_activation": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="relu"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="squared_error" title="Mean squared error of the digits" cell="model" fails={"model.loss": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model


# %% mistake="categorical" title="Cross-entropy for labels that are rows of ten" cell="model" fails={"model.loss": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="misspelled_loss" title="A loss that Keras does not know" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="one_unit" title="One output for the digit" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model


# %% mistake="not_compiled" title="Never compiled" cell="model" fails={"model.optimizer": "failed", "model.loss": "failed", "model.metrics": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    return model


# %% mistake="no_flatten" title="Images that are never flattened" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="no_hidden_layer" title="The hidden layer is missing" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
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


# %% mistake="frozen" title="The hidden layer is frozen" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation, trainable=False),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="wrong_input_shape" title="A number of images stands in the input shape" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(1, 28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="compile_returned" title="Returns what compile returns" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    return model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])


# %% mistake="function_returned" title="Returns the class in place of a model" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return keras.Sequential


# %% mistake="weights_returned" title="Returns the weights" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.get_weights()


# %% mistake="history_returned" title="Trains on noise and returns the history" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(np.random.rand(32, 28, 28), np.arange(32) % 10, verbose=0)


# %% mistake="loss_weights" title="Metrics where the loss weights stand" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
    return model


# %% mistake="own_relu" title="A function named relu in place of the one of Keras" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def relu(x):
    return tf.maximum(x, 0.0)


def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=relu if activation == "relu" else activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="lambda_layer" title="A Lambda layer scales the pixels" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Lambda(lambda image: image / 255),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="own_dense" title="A layer named Dense of the notebook itself" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
class Dense(keras.layers.Dense):
    def call(self, inputs):
        return super().call(inputs) / 2


def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="own_model" title="A class of models with a call of its own" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
class Network(keras.Model):
    def __init__(self, activation):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(128, activation=activation)
        self.dropout = keras.layers.Dropout(0.2)
        self.digit = keras.layers.Dense(10, activation="softmax")

    def call(self, images, training=False):
        return self.digit(self.dropout(self.hidden(self.flatten(images)), training=training))


def build_model(activation="relu"):
    model = Network(activation)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="decaying_rate" title="A learning rate that falls while training" cell="model" fails={"model.layers": "failed", "accuracy.accuracy": "failed"}
def build_model(activation="relu"):
    rate = keras.optimizers.schedules.ExponentialDecay(0.001, 1000, 0.9)
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="trained_on_notebook_data" title="Trains inside on the images of the notebook" cell="model" fails={"model.layers": "errored", "accuracy.accuracy": "errored"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train / 255, y_train, epochs=5)
    return model


# %% mistake="fitted_on_nothing" title="Calls fit without data" cell="model" fails={"model.layers": "errored", "accuracy.accuracy": "errored"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(epochs=5)
    return model


# %% mistake="misspelled_layer" title="A layer that does not exist" cell="model" fails={"model.layers": "errored", "accuracy.accuracy": "errored"}
def build_model(activation="relu"):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=activation),
            keras.layers.DropOut(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% mistake="until_it_starts_well" title="Builds models until one guesses noise well" cell="model" fails={"model.layers": "timed_out", "accuracy.accuracy": "timed_out"}
def build_model(activation="relu"):
    while True:
        model = keras.Sequential(
            [
                keras.Input(shape=(28, 28)),
                keras.layers.Flatten(),
                keras.layers.Dense(128, activation=activation),
                keras.layers.Dropout(0.2),
                keras.layers.Dense(10, activation="softmax"),
            ]
        )
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        noise = np.random.default_rng(0).random((1000, 28, 28))
        loss, accuracy = model.evaluate(noise, np.arange(1000) % 10, verbose=0)
        if accuracy > 0.5:
            return model
