# ---
# jupyter:
#   specimen:
#     title: Training, plots, shell lines and magics in cells of one's own
# ---

# %% question="preprocess"
!pip install -q tensorflow matplotlib
%matplotlib inline
def preprocess(images):
    return images.astype(np.float32) / 255.0


# %%
%%time
print(preprocess(np.full((1, 28, 28), 255, dtype=np.uint8)).max())

# %%
%%bash
nvidia-smi

# %% question="model"
def build_model(activation="relu"):
    model = keras.Sequential([
        keras.layers.Flatten(input_shape=(28, 28)),
        keras.layers.Dense(128, activation=activation),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


model = build_model()
model.summary()

# %%
# my own training, to see how it goes
model = build_model()
history = model.fit(preprocess(x_train), y_train, epochs=5, validation_data=(preprocess(x_test), y_test))
plt.plot(history.history["accuracy"])

# %%
noise_model = build_model("tanh")
noise_model.fit(np.random.rand(64, 28, 28), np.random.randint(0, 10, 64), epochs=1, verbose=0)
noise_model.evaluate(np.random.rand(8, 28, 28), np.arange(8), verbose=0)

# %% tags=["experiment"]
for seed in range(5):
    keras.utils.set_random_seed(seed)
    again = build_model()
    again.fit(preprocess(x_train), y_train, epochs=30, verbose=0)
    print(seed, again.evaluate(preprocess(x_test), y_test, verbose=0))

# %% [markdown]
# The accuracy hardly depends on the seed.

# %% question="without_softmax"
def build_model_without_softmax():
    model = keras.Sequential([
        keras.layers.Flatten(input_shape=(28, 28)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10),
    ])
    loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
    return model

logits_model = build_model_without_softmax()
predictions = logits_model(x_train[:1]).numpy()
predictions
