# ---
# jupyter:
#   specimen:
#     title: A body and a head, each a model, put together
# ---

# %% question="model"
def body(activation):
    return keras.Sequential(
        [keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(128, activation), keras.layers.Dropout(0.2)],
        name="body",
    )


def build_model(activation="relu"):
    model = keras.Sequential([body(activation), keras.layers.Dense(10, "softmax", name="head")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    inputs = keras.Input((28, 28))
    hidden = keras.layers.ReLU()(keras.layers.Dense(128)(keras.layers.Flatten()(inputs)))
    features = keras.Model(inputs, keras.layers.Dropout(0.2)(hidden), name="features")
    outputs = keras.layers.Softmax()(keras.layers.Dense(10)(features(inputs)))
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% question="without_activation"
def build_model_without_activation():
    return build_model("linear")


# %% question="without_softmax"
def build_model_without_softmax():
    inputs = keras.Input((28, 28))
    model = keras.Model(inputs, keras.layers.Dense(10)(body("relu")(inputs)))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model
