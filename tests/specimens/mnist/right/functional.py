# ---
# jupyter:
#   specimen:
#     title: The functional API, layers and models with names of their own
# ---

# %% question="preprocess"
def preprocess(images):
    return (images / 255.0).astype("float32")


# %% question="model"
def build_model(activation="relu"):
    image = keras.Input(shape=(28, 28), name="image")
    pixels = keras.layers.Flatten(name="pixels")(image)
    hidden = keras.layers.Dense(128, activation=activation, name="hidden")(pixels)
    thinned = keras.layers.Dropout(0.2, name="thinned")(hidden)
    digit = keras.layers.Dense(10, activation="softmax", name="digit")(thinned)
    model = keras.Model(inputs=image, outputs=digit, name="home_page")
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    inputs = keras.layers.Input((28, 28))
    x = keras.layers.Flatten()(inputs)
    x = keras.layers.Dense(128)(x)
    x = keras.layers.ReLU(name="bend")(x)
    x = keras.layers.Dropout(0.2)(x)
    x = keras.layers.Dense(10)(x)
    outputs = keras.layers.Softmax(name="shares")(x)
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% question="without_activation"
def build_model_without_activation():
    inputs = keras.Input((28, 28))
    x = keras.layers.Flatten()(inputs)
    x = keras.layers.Dense(128)(x)
    x = keras.layers.Dropout(0.2)(x)
    outputs = keras.layers.Dense(10, "softmax")(x)
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% question="without_softmax"
def build_model_without_softmax():
    inputs = keras.Input((28, 28))
    x = keras.layers.Flatten()(inputs)
    x = keras.layers.Dense(128, "relu")(x)
    x = keras.layers.Dropout(0.2)(x)
    logits = keras.layers.Dense(10, name="logits")(x)
    model = keras.Model(inputs, logits)
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model
