# ---
# jupyter:
#   specimen:
#     title: Models without an input shape, built by a first call or by build
# ---

# %% question="preprocess"
def preprocess(images):
    scale = keras.layers.Rescaling(1.0 / 255)
    return scale(images)


# %% question="model"
def build_model(activation="relu"):
    model = keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation=activation),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    model = keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(128),
        keras.layers.ReLU(),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10),
        keras.layers.Softmax(),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model(np.zeros((1, 28, 28)))  # makes the weights
    return model


# %% question="without_activation"
def build_model_without_activation():
    model = keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(128),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.build((None, 28, 28))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.summary()
    return model


# %% question="without_softmax"
def build_model_without_softmax():
    model = keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10),
    ])
    model.compile(
        optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
    )
    print("largest logit of noise:", np.max(model.predict(np.random.rand(4, 28, 28), verbose=0)))
    return model
