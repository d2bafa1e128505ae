# ---
# jupyter:
#   specimen:
#     title: One helper function that builds every variant
# ---

# %% question="model"
def build_model(activation="relu"):
    return make(hidden=activation, output="softmax")


# %%
def make(hidden="relu", output="softmax", separate=False):
    """Every network of this notebook."""
    def dense(units, activation):
        if separate:
            return [keras.layers.Dense(units), keras.layers.Activation(activation)]
        return [keras.layers.Dense(units, activation=activation)]

    model = keras.Sequential(
        [keras.Input((28, 28)), keras.layers.Flatten()]
        + dense(128, hidden)
        + [keras.layers.Dropout(0.2)]
        + dense(10, output)
    )
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=output is None),
        metrics=["accuracy"],
    )
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    return make(separate=True)


# %% question="without_activation"
def build_model_without_activation():
    return make(hidden=None)


# %% question="without_softmax"
def build_model_without_softmax():
    return make(output=None)
