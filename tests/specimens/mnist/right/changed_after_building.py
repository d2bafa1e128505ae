# ---
# jupyter:
#   specimen:
#     title: Variants made by changing the model that build_model returns
# ---

# %% question="without_activation"
def build_model_without_activation():
    model = build_model()
    model.layers[1].activation = None
    return model


# %% question="without_softmax"
def build_model_without_softmax():
    model = build_model()
    model.pop()
    model.add(keras.layers.Dense(10))
    model.compile(
        optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
    )
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    inner = build_model(activation=None)
    inner.pop()
    flatten, dense, dropout = inner.layers
    model = keras.Sequential(
        [flatten, dense, keras.layers.ReLU(), dropout, keras.layers.Dense(10), keras.layers.Softmax()]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
