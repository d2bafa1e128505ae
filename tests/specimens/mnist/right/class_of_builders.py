# ---
# jupyter:
#   specimen:
#     title: The functions are methods of a class
# ---

# %% question="preprocess"
class Pixels:
    WHITE = 255

    def __call__(self, images):
        return np.asarray(images, np.float32) / self.WHITE


preprocess = Pixels()


# %% question="model"
class HomePage:
    """TensorFlow's home-page model, with the parts that the experiments change as attributes."""

    def __init__(self, output="softmax", from_logits=False):
        self.output = output
        self.from_logits = from_logits

    def layers(self, activation):
        yield keras.layers.Flatten()
        yield keras.layers.Dense(128, activation=activation)
        yield keras.layers.Dropout(0.2)
        yield keras.layers.Dense(10, activation=self.output)

    def build(self, activation="relu"):
        model = keras.Sequential([keras.Input((28, 28))] + list(self.layers(activation)))
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=self.from_logits)
        model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
        return model


build_model = HomePage().build


# %% question="separate_layers"
class Separate(HomePage):
    def layers(self, activation):
        yield keras.layers.Flatten()
        yield keras.layers.Dense(128)
        yield keras.layers.Activation(activation)
        yield keras.layers.Dropout(0.2)
        yield keras.layers.Dense(10)
        yield keras.layers.Activation(self.output)


build_model_with_separate_activations = Separate().build


# %% question="without_activation"
class WithoutActivation(HomePage):
    def build(self):
        return super().build(activation=None)


build_model_without_activation = WithoutActivation().build


# %% question="without_softmax"
build_model_without_softmax = HomePage(output=None, from_logits=True).build


# %% question="predictions"
class Softmax:
    @staticmethod
    def of(logits):
        e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
        return e / np.sum(e, axis=-1, keepdims=True)


to_probabilities = Softmax.of


def predict_digits(outputs):
    return np.argsort(outputs, axis=-1)[..., -1]
