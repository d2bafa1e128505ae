# ---
# jupyter:
#   specimen:
#     title: Seeds wherever Keras takes one, default settings written out
# ---

# %% question="model"
def build_model(activation="relu"):
    keras.utils.set_random_seed(42)
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(data_format="channels_last"),
            keras.layers.Dense(
                128,
                activation=activation,
                use_bias=True,
                kernel_initializer=keras.initializers.GlorotUniform(seed=42),
                bias_initializer="zeros",
            ),
            keras.layers.Dropout(0.2, seed=42),
            keras.layers.Dense(10, activation="softmax", kernel_initializer="glorot_uniform"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False, reduction="sum_over_batch_size"),
        metrics=["accuracy"],
    )
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    tf.random.set_seed(42)
    np.random.seed(42)
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28), batch_size=None, dtype="float32"),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.ReLU(max_value=None, negative_slope=0.0, threshold=0.0),
            keras.layers.Dropout(0.2, seed=0),
            keras.layers.Dense(10),
            keras.layers.Softmax(axis=1),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.get("adam"), loss="SparseCategoricalCrossentropy", metrics=["accuracy"], run_eagerly=False
    )
    return model


# %% question="without_activation"
def build_model_without_activation():
    keras.utils.set_random_seed(42)
    return build_model(activation="linear")
