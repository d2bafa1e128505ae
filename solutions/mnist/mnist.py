# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # MNIST with and without activations
#
# TensorFlow's home page greets its visitors with a tiny neural network that reads handwritten digits. It has four
# layers, and two of them carry an **activation function**. In this notebook you rebuild that network, and then you do
# what is seldom done: you take the activations away, one at a time, and look closely at what each of them was good
# for.
#
# Both experiments come from an introductory article on activation functions. Before each result you are asked for a
# **prediction**. Write it down before you run the cell. A wrong prediction costs nothing, and the surprise is what
# you will remember.
#
# You will
#
# 1. prepare the images and build the network,
# 2. write its activations as layers of their own,
# 3. train it with and without the activation of its hidden layer,
# 4. train it without the softmax at its end, and turn its raw outputs into probabilities and digits,
# 5. explain in your own words what the two experiments show, and what they do not show.
#
# It takes about two and a half hours. Training takes a few minutes of them at most; no graphics card is needed.

# %% [markdown]
# ## How this notebook works
#
# **Stubs.** Each question gives you a function with its name, its arguments and its docstring. Replace the line
# `raise NotImplementedError` by your own code. Extra cells with code of your own are welcome anywhere.
#
# **Visible checks.** The locked cell below each question tests your function here and now, within a second or two.
# When it fails, it says what was called, what came back and which property does not hold. When it passes, it also
# says what it did *not* test.
#
# **Hidden checks.** After you submit, a grader runs further checks. They use other inputs, but ask for nothing that
# this notebook does not ask for.
#
# **The grader never trains your code.** It calls your `build_...` functions and reads the *declaration* of the model
# that they return: its layers, activations, optimizer and loss. From that declaration it rebuilds the model and
# trains it itself, on data of its own, prepared in its own way. So a mistake in one of your functions costs no points
# for another, and it does not matter how long you trained here, with which seed, or whether you trained at all. Which
# accuracy must be reached depends on the data that the course is set up with; the limits stand below each experiment,
# where they no longer give your prediction away.
#
# **Use Keras' own parts.** A declaration is plain data: *a Dense layer with 128 units and the activation relu*. A
# `Lambda` layer, a function of your own, or a subclass of a layer, a loss or an optimizer is *code*, which the grader
# would have to run inside the process that trains your model. It does not do that: such a model is refused and earns
# nothing in its question. Everything that you need is in `keras.layers`, `keras.activations`, `keras.losses` and
# `keras.optimizers`; `tf.nn.relu` and `tf.nn.softmax` are fine too.
#
# **Experiment cells.** Cells that load data, train or plot are tagged `experiment` and do not run at grading. If you
# train models in cells of your own, tag those cells in the same way; at grading, a cell that runs for long is
# abandoned.

# %% [markdown]
# ## Set-up
#
# Run the next two cells. The first imports what you need. The second defines small instruments that the figures and
# checks use; there is no need to read it, but nothing in it is secret. TensorFlow may greet you with messages about
# your processor; they do no harm.

# %% nbgrader={"grade_id": "setup", "locked": true}
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from tensorflow import keras

# %% nbgrader={"grade_id": "instruments", "locked": true}
# Colours that stay apart for colour-blind eyes (Okabe and Ito), and a line style for each.
STYLES = [("#0072B2", "-"), ("#D55E00", "--"), ("#009E73", "-."), ("#CC79A7", ":")]
INK = {"#D55E00": "#B54E00", "#009E73": "#00734F", "#CC79A7": "#A0447A"}  # darker: letters are thin
plt.rcParams.update(
    {
        "font.size": 11,
        "axes.titlesize": 12,
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid.axis": "y",
        "grid.color": "#DDDDDD",
        "legend.frameon": False,
    }
)

histories = {}  # what each training leaves behind: loss and accuracy after every epoch


def show_figure(figure, description):
    """Show a figure with its description, as alternative text and, since few programs read that, as text below."""
    import io
    import textwrap

    from IPython.display import Image, display

    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=160, bbox_inches="tight")
    plt.close(figure)
    width = round(figure.get_figwidth() * 80)
    display(Image(picture.getvalue(), format="png", width=width, alt=description))
    print(textwrap.fill(description, 96))


def draw_curves(axes, names, quantity):
    """Draw one line per training over the epochs, each with its name at its right end."""
    ends = []
    for name, (colour, dashes) in zip(names, STYLES):
        values = histories[name][quantity]
        axes.plot(range(1, len(values) + 1), values, dashes, color=colour, linewidth=2)
        ends.append((values[-1], name, colour, len(values)))
    low, high = axes.get_ylim()
    height = -np.inf
    for value, name, colour, epoch in sorted(ends):
        height = max(value, height + 0.08 * (high - low))
        axes.annotate(
            f" {name} {value:.3f}",
            (epoch, height),
            color=INK.get(colour, colour),
            va="center",
            annotation_clip=False,
            fontweight="bold",
        )
    axes.set_xlabel("epoch")
    axes.grid(visible=True)


def layers_of(model):
    """The model's layers without its input."""
    return [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]


def layer_names(model):
    """The class names of the model's layers, in order."""
    return [type(layer).__name__ for layer in layers_of(model)]


def outputs_by_layer(model, images):
    """What each layer returns for a batch of images when the model predicts, in order."""
    outputs = []
    values = tf.constant(images, dtype="float32")
    for layer in layers_of(model):
        values = layer(values)
        outputs.append(np.asarray(values))
    return outputs


def hidden_values(model, images):
    """What enters the model's last Dense layer."""
    last_dense = max(place for place, name in enumerate(layer_names(model)) if name == "Dense")
    return outputs_by_layer(model, images)[last_dense - 1]


def mean_loss(model, labels, outputs):
    """The loss that the model was compiled with, on outputs that we choose; NaN if it can't read such labels."""
    try:
        return float(np.mean(keras.losses.get(model.loss)(labels, outputs)))
    except Exception:
        return float("nan")


def random_images(count, seed=0):
    """Noise in the shape and range of prepared images."""
    return np.random.default_rng(seed).random((count, 28, 28), dtype=np.float32)


# %% [markdown]
# ## The digits
#
# MNIST holds 70,000 images of handwritten digits, each 28 by 28 pixels, each pixel a whole number from 0 (black) to
# 255 (white): 60,000 images to train with and 10,000 to test with. The next cell takes it from Keras, if your
# computer has it in its cache or can download it within twenty seconds.
#
# Otherwise the cell reads `digits.npz`, a file that lies beside this notebook. It holds 4,000 of MNIST's training
# images: exactly those of its 5,000 embedded digits that the grader trains with. The grader's other 1,000, on which
# it measures accuracy, are not in it. Of your 4,000, we hold out 800 (the same number of each digit) for testing.
#
# *Source and licence: MNIST, copyright Yann LeCun and Corinna Cortes, derived from data of NIST, available under the
# [Creative Commons Attribution-ShareAlike 3.0 licence](https://creativecommons.org/licenses/by-sa/3.0/).*

# %% nbgrader={"grade_id": "data", "locked": true} tags=["experiment"]
import contextlib
import os
import pathlib
import socket
import threading


def mnist_from_cache():
    """MNIST from the file in which Keras keeps it, or None."""
    home = os.environ.get("KERAS_HOME") or pathlib.Path.home() / ".keras"
    with contextlib.suppress(Exception), np.load(pathlib.Path(home, "datasets", "mnist.npz")) as file:
        return (file["x_train"], file["y_train"]), (file["x_test"], file["y_test"])
    return None


def mnist_from_network(seconds=20):
    """MNIST as Keras downloads it, or None where that fails or takes too long."""
    answers = []

    def attempt():
        with contextlib.suppress(Exception):
            answers.append(keras.datasets.mnist.load_data())

    patience = socket.getdefaulttimeout()
    socket.setdefaulttimeout(5)
    try:
        thread = threading.Thread(target=attempt, daemon=True)
        thread.start()
        thread.join(seconds)
    finally:
        socket.setdefaulttimeout(patience)
    return answers[0] if answers else None


def digits_from_file():
    """The digits beside the notebook, with a fifth of each digit held out for testing."""
    with np.load("digits.npz") as file:
        images, labels = file["x_train"], file["y_train"]
    rng = np.random.default_rng(2)
    places = [rng.permutation(np.flatnonzero(labels == digit)) for digit in range(10)]
    test = rng.permutation(np.concatenate([place[: len(place) // 5] for place in places]))
    train = rng.permutation(np.concatenate([place[len(place) // 5 :] for place in places]))
    return (images[train], labels[train]), (images[test], labels[test])


full_mnist = mnist_from_cache() or mnist_from_network()
(x_train, y_train), (x_test, y_test) = full_mnist or digits_from_file()
epochs = 5 if full_mnist else 30  # fewer images need more rounds through them

print("Data:", "the full MNIST, from Keras" if full_mnist else "the digits beside this notebook")
print(f"{len(x_train):,} images to train with, {len(x_test):,} to test with, {epochs} epochs a training")

# %% nbgrader={"grade_id": "look", "locked": true} tags=["experiment"]
figure, grid = plt.subplots(5, 10, figsize=(8, 4.4), layout="constrained")
for digit, column in enumerate(grid.T):
    for axes, image in zip(column, x_train[y_train == digit]):
        axes.imshow(image, cmap="gray")
        axes.set_axis_off()
    column[0].set_title(digit, loc="center")
show_figure(
    figure,
    "Five training images of each digit from 0 to 9, white strokes on black. "
    f"Pixels are {x_train.dtype} from {x_train.min()} to {x_train.max()}; "
    f"on average {np.mean(x_train > 0):.0%} of an image is not black.",
)

# %% [markdown]
# ## Preparing the images
#
# A network adds and multiplies, and it starts with small random weights that suit inputs of about the size of 1.
# Pixels up to 255 would throw it off at its first step. So the home page's program brings them into the range from 0
# to 1, without a change to what is darker and what is brighter.
#
# ### Question `preprocess` ({points:preprocess})
#
# Write `preprocess(images)`. It takes an array of type `uint8` and shape $(n, 28, 28)$, and returns a *new* array of
# the same shape and of type `float32`, in which black (0) is 0, white (255) is 1, and every grey lies in proportion
# between them. What becomes of a pixel must not depend on any other pixel. A single image, shape $(1, 28, 28)$, works
# too.


# %% nbgrader={"grade_id": "preprocess", "solution": true}
def preprocess(images):
    """Scale images of type uint8 and shape (n, 28, 28) to float32 in the range [0, 1]; the input stays as it is."""
    ### BEGIN SOLUTION
    return np.asarray(images).astype(np.float32) / 255
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-preprocess", "grade": true, "locked": true}
fed = np.random.default_rng(0).integers(0, 256, size=(3, 28, 28), dtype=np.uint8)
fed[0, 0, :2] = 0, 255
kept = fed.copy()
returned = preprocess(fed)
assert isinstance(returned, np.ndarray) or tf.is_tensor(returned), (
    f"preprocess returned a {type(returned).__name__}, but an array is wanted. What does its last line return?"
)
returned = np.asarray(returned)
assert np.array_equal(fed, kept), (
    "preprocess changed the array that we passed in. Print it before and after your call. Which operation "
    "wrote into it?"
)
assert returned.shape == fed.shape, (
    f"We passed images of shape {fed.shape}; you returned shape {returned.shape}. Which step changed the shape?"
)
assert returned.dtype == np.float32, (
    f"You returned {returned.dtype}, but float32 is wanted. Which line decides the type of the result?"
)
assert abs(returned[0, 0, 0]) < 1e-6, (
    f"A black pixel (0) became {returned[0, 0, 0]:.4g}. What does your code add to or take from it?"
)
assert abs(returned[0, 0, 1] - 1) < 1e-6, (
    f"A white pixel (255) became {returned[0, 0, 1]:.6g} instead of exactly 1. What is the largest value of a pixel?"
)
grey = np.full((1, 28, 28), 51, dtype=np.uint8)
sparkling = grey.copy()
sparkling[0, 0, 0] = 255
greys = [np.asarray(preprocess(images))[0, 9, 9] for images in (grey, sparkling, np.concatenate([grey, fed]))]
assert np.ptp(greys) < 1e-6, (
    f"A grey pixel of 51 became {greys[0]:.4g} in an evenly grey image, {greys[1]:.4g} beside a white pixel, and "
    f"{greys[2]:.4g} among other images. On what does your scale depend?"
)
print("preprocess: shape, type, black, white and grey are right. Not tested here: every shade between them.")

# %% [markdown]
# ## The network on TensorFlow's home page
#
# | layer | what it does | parameters |
# |---|---|---|
# | Flatten | lays the 28 rows of the image end to end: 784 numbers | 0 |
# | Dense, 128 units, activation ReLU | the *hidden* layer: 128 weighted sums, each with a bend | $784 \cdot 128 + 128 = 100{,}480$ |
# | Dropout 0.2 | in training, sets a fifth of the 128 values to zero, chosen anew each time | 0 |
# | Dense, 10 units, activation softmax | ten weighted sums, turned into ten probabilities | $128 \cdot 10 + 10 = 1{,}290$ |
#
# In a formula, with an image as a row $x$ of 784 numbers, weights $W_1, W_2$ and biases $b_1, b_2$:
#
# $$ h = \operatorname{ReLU}(x W_1 + b_1), \qquad z = h W_2 + b_2, \qquad p = \operatorname{softmax}(z). $$
#
# The two activations have two different jobs:
#
# $$ \operatorname{ReLU}(z)_i = \max(0, z_i), \qquad \operatorname{softmax}(z)_i = \frac{e^{z_i}}{e^{z_0} + e^{z_1} + \dots + e^{z_9}}. $$
#
# ReLU works *inside*: it puts a bend into what would be a straight line, its slope is 1 wherever it is not 0, and it
# costs next to nothing. Softmax works *at the end*: it turns any ten numbers $z$, called **logits**, into ten
# positive numbers that add up to 1.
#
# ### Question `model` ({points:model})
#
# Write `build_model(activation="relu")`, which returns a new, untrained model with these four layers. The argument
# `activation` is the activation of the hidden layer; `build_model("tanh")` has a hyperbolic tangent there. Compile
# the model with
#
# - the optimizer Adam, with its default settings,
# - the loss *sparse categorical cross-entropy* (the labels are digits, and the outputs are probabilities),
# - the metric `accuracy`.


# %% nbgrader={"grade_id": "model", "solution": true}
def build_model(activation="relu"):
    """Return the untrained, compiled model of TensorFlow's home page, with `activation` in its hidden layer."""
    ### BEGIN SOLUTION
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
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-model", "grade": true, "locked": true}
candidate = build_model()
assert isinstance(candidate, keras.Model), (
    f"build_model() returned a {type(candidate).__name__}, not a Keras model. What does its last line return?"
)
noise = random_images(64)
outputs = np.asarray(candidate(noise))
assert outputs.shape == (64, 10), (
    f"For 64 images the model returned shape {outputs.shape}. How many images, how many digits should there be?"
)
assert candidate.count_params() == 101_770, (
    f"The model has {candidate.count_params():,} parameters, the home page's has 101,770. Compare each layer "
    "with the table above."
)
assert "Dropout" in layer_names(candidate), (
    f"The layers are {layer_names(candidate)}. Which row of the table is missing?"
)
rates = [layer.rate for layer in layers_of(candidate) if type(layer).__name__ == "Dropout"]
assert rates == [0.2], f"The dropout rates are {rates}. Compare them with the table above."
assert np.allclose(outputs.sum(axis=-1), 1, atol=1e-4), (
    "The ten outputs for an image do not add up to 1. Which activation turns them into probabilities?"
)
hidden = hidden_values(candidate, noise)
assert hidden.shape == (64, 128), (
    f"For 64 images the last Dense layer receives shape {hidden.shape}. How wide is the hidden layer in the table?"
)
assert hidden.min() >= 0 and np.mean(hidden == 0) > 0.1, (
    "The hidden values of build_model() do not look like those of ReLU: none should be negative, and many "
    "should be exactly 0. Where does your code use its argument?"
)
bounded = hidden_values(build_model("tanh"), 10 * noise)
assert bounded.min() < 0 and np.abs(bounded).max() <= 1, (
    "The hidden values of build_model('tanh') should lie between -1 and 1, on both sides of 0. Where does "
    "your code use its argument?"
)
assert candidate.compiled, (
    "The model is not compiled, so it has no optimizer and no loss. Which method of the model sets them?"
)
assert type(candidate.optimizer).__name__ == "Adam", (
    f"The optimizer is {type(candidate.optimizer).__name__}, but Adam is wanted."
)
half = np.full((1, 10), 1 / 18, dtype=np.float32)
half[0, 3] = 1 / 2
cost = mean_loss(candidate, np.array([3]), half)
assert abs(cost - np.log(2)) < 1e-3, (
    "If the right digit, 3, gets probability 1/2, cross-entropy is -ln(1/2) = 0.693. Your loss gave "
    f"{cost:.3f}. Does it expect digits as labels, and probabilities as outputs?"
)
measured = candidate.evaluate(noise, np.arange(64) % 10, verbose=0, return_dict=True)
assert "accuracy" in measured, (
    f"The model measures {sorted(measured)}. The figures below need the metric named accuracy."
)
print("model: layers, parameters, activations, optimizer and loss look right. Not tested here: how well it learns.")

# %% [markdown]
# ### Before any training
#
# A network that has seen nothing should be about equally unsure between ten digits. Cross-entropy charges $-\ln p$
# for a right digit that got the probability $p$, so ten equal guesses cost $-\ln \frac{1}{10} = \ln 10 \approx 2.303$
# for each image. The next cell measures the loss of an untrained model twice: on prepared images, and on raw pixels
# from 0 to 255.

# %% [markdown]
# **Prediction 1.** *Write before you run the next cell.* Near which value is the loss on prepared images? And on raw
# pixels: about the same, a little higher, or far higher?
#
# - My prediction, and how sure I am (in percent):
# - What I saw, and what surprised me:


# %% nbgrader={"grade_id": "first-loss", "locked": true} tags=["experiment"]
def first_loss(images):
    """The mean loss of an untrained model on a thousand images at most."""
    keras.utils.set_random_seed(1)
    return build_model().evaluate(images[:1000], y_train[:1000], verbose=0)[0]


print(f"ten equal guesses: {np.log(10):.2f}")
print(f"prepared images:   {first_loss(preprocess(x_train[:1000])):.2f}")
print(f"raw pixels:        {first_loss(x_train[:1000].astype('float32')):.2f}")

# %% [markdown]
# The number on raw pixels is the loss of a network that is *very sure and mostly wrong*: large inputs make large
# logits, and softmax turns large logits into near certainties. It costs the network its first epochs to unlearn them.
# A loss far above $\ln 10$ before training is a good reason to look at your data.

# %% [markdown]
# ## Activations as layers of their own
#
# A Dense layer with an activation is two steps under one name: first the weighted sums $z = xW + b$, then the
# activation $a = f(z)$. Keras lets you write the second step as a layer of its own, right after a `Dense` that has
# none. Nothing else changes: activation layers of this kind have no parameters.
#
# ### Question `separate_layers` ({points:separate_layers})
#
# Write `build_model_with_separate_activations()`, which returns the same model in six layers: Flatten, Dense, an
# activation layer for ReLU, Dropout, Dense, an activation layer for softmax. Neither Dense has an activation of its
# own. Compile the model as before. From one random seed, it starts with the same weights as `build_model()`, computes
# the same function and learns in the same way.


# %% nbgrader={"grade_id": "separate_layers", "solution": true}
def build_model_with_separate_activations():
    """Return the untrained, compiled home-page model with its two activations as layers of their own."""
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.ReLU(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
            keras.layers.Softmax(),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-separate_layers", "grade": true, "locked": true}
candidate = build_model_with_separate_activations()
assert isinstance(candidate, keras.Model), (
    f"The function returned a {type(candidate).__name__}, not a Keras model. What does its last line return?"
)
noise = random_images(64)
outputs = np.asarray(candidate(noise))
names = layer_names(candidate)
assert len(names) == 6, f"The model has {len(names)} layers: {names}. Six are wanted; which one is missing or too many?"
assert (names[0], names[1], names[3], names[4]) == ("Flatten", "Dense", "Dropout", "Dense"), (
    f"The layers are {names}. Compare their order with the question."
)
assert candidate.count_params() == 101_770, (
    f"The model has {candidate.count_params():,} parameters; it should have as many as the home page's. Which "
    "layer differs?"
)
steps = outputs_by_layer(candidate, noise)
assert steps[1].min() < 0, (
    "The first Dense layer never returns a negative number, so it still bends its sums itself. Which of its "
    "arguments does that?"
)
assert steps[2].min() == 0 and np.allclose(steps[2].max(), steps[1].max()), (
    "The layer after the first Dense does not act like ReLU: negative sums should become 0, the others should "
    "stay as they are."
)
assert not np.allclose(steps[4].sum(axis=-1), 1), (
    "The last Dense layer returns probabilities already, so softmax is applied twice. Which of its arguments does that?"
)
assert outputs.shape == (64, 10) and np.allclose(outputs.sum(axis=-1), 1, atol=1e-4), (
    "The ten outputs for an image do not add up to 1. Which layer should see to that?"
)
assert candidate.compiled, "The model is not compiled. It needs the same optimizer, loss and metric as before."
assert type(candidate.optimizer).__name__ == "Adam", (
    f"The optimizer is {type(candidate.optimizer).__name__}, but Adam is wanted."
)
half = np.full((1, 10), 1 / 18, dtype=np.float32)
half[0, 3] = 1 / 2
cost = mean_loss(candidate, np.array([3]), half)
assert abs(cost - np.log(2)) < 1e-3, (
    f"If the right digit, 3, gets probability 1/2, cross-entropy is 0.693. Your loss gave {cost:.3f}. What are "
    "the model's outputs now: logits or probabilities?"
)
print("separate_layers: the six layers look right. Not tested here: that it learns exactly as the four layers do.")

# %% [markdown]
# ## Training with the activation
#
# The next cell trains your `build_model()`. After each epoch (one round through all training images) it measures the
# accuracy on the test images, which the network never trains on.

# %% [markdown]
# **Prediction 2.** *Write before you run the next cell.* What share of the test images will the network read
# correctly after the *first* epoch, and what share after the last?
#
# - My prediction, and how sure I am (in percent):
# - What I saw, and what surprised me:


# %% nbgrader={"grade_id": "train-with-activation", "locked": true} tags=["experiment"]
def train(name, build):
    """Train a new model from a fixed seed, keep its history under `name`, and return it."""
    keras.utils.set_random_seed(1)
    network = build()
    print(f"Training {name} ...", end=" ", flush=True)
    fit = network.fit(
        preprocess(x_train),
        y_train,
        epochs=epochs,
        validation_data=(preprocess(x_test), y_test),
        verbose=0,
    )
    histories[name] = fit.history
    print(f"test accuracy {fit.history['val_accuracy'][-1]:.3f}")
    return network


model_with = train("with ReLU", build_model)

# %% [markdown]
# ### Question `accuracy` ({points:accuracy})
#
# There is nothing more to write here: this question takes your `build_model()` as it stands. The grader rebuilds it
# from its declaration, trains it and measures its accuracy on its own test images. What must be reached depends on
# the data that the course is set up with:
#
# | data of the grader | epochs | accuracy of `build_model()` |
# |---|---|---|
# | 5,000 embedded digits (the default) | 30 | at least .930 |
# | the full MNIST | 5 | at least .955 |
#
# Honest answers lie well above these lines: the article's .97 is what the full MNIST gives. With only a few thousand
# images to learn from, accuracies are lower: on the digits beside this notebook expect about .94. The grader trains
# with more of them and tests with other images, so its number is not yours: about .96. There is also an upper line,
# .985 on the embedded digits and .995 on the full MNIST: no honest training of this model reaches it, so an accuracy
# above it means that test images have leaked into the training.
#
# The check below looks at *your* training above and is more lenient, because your test images are others, and in the
# small file fewer.

# %% nbgrader={"grade_id": "check-accuracy", "grade": true, "locked": true}
assert isinstance(build_model(), keras.Model), (
    "build_model() returns no Keras model yet. Answer the question `model` first."
)
assert "with ReLU" in histories, "There is no training to look at. Run the training cell above, then this cell again."
reached = histories["with ReLU"]["val_accuracy"][-1]
wanted = 0.955 if full_mnist else 0.89
assert reached >= wanted, (
    f"Your model read {reached:.1%} of the test images; {wanted:.1%} is wanted here. Did the first epochs "
    "improve at all? Compare the data's range, the layers and the optimizer with the sections above."
)
print(
    f"accuracy: {reached:.1%} of the test images read correctly. Not tested here: the grader's own data and training."
)

# %% [markdown]
# ## Experiment 1: without the hidden activation
#
# Now take the ReLU away and leave everything else: the same 101,770 parameters, the same dropout, the same softmax at
# the end, the same training. Dropout stays because it is no activation: it disturbs the training, but when the
# network predicts it does nothing at all.
#
# ### Question `without_activation` ({points:without_activation})
#
# Write `build_model_without_activation()`: the home-page model, compiled as before, whose hidden layer has no
# activation.


# %% nbgrader={"grade_id": "without_activation", "solution": true}
def build_model_without_activation():
    """Return the untrained, compiled home-page model without an activation in its hidden layer."""
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-without_activation", "grade": true, "locked": true}
candidate = build_model_without_activation()
assert isinstance(candidate, keras.Model), (
    f"The function returned a {type(candidate).__name__}, not a Keras model. What does its last line return?"
)
first, second = random_images(64, seed=1), random_images(64, seed=2)
outputs = np.asarray(candidate(first))
assert outputs.shape == (64, 10), (
    f"For 64 images the model returned shape {outputs.shape}. How many images, how many digits should there be?"
)
assert candidate.count_params() == 101_770, (
    f"The model has {candidate.count_params():,} parameters. Taking the activation away changes no count; "
    "which layer went with it?"
)
assert "Dropout" in layer_names(candidate), (
    f"The layers are {layer_names(candidate)}. Only the hidden activation should go; what else is missing?"
)
assert np.allclose(outputs.sum(axis=-1), 1, atol=1e-4), (
    "The ten outputs for an image no longer add up to 1. Which of the two activations was to go?"
)
middle = hidden_values(candidate, (first + second) / 2)
average = (hidden_values(candidate, first) + hidden_values(candidate, second)) / 2
assert np.allclose(middle, average, atol=1e-4), (
    "For the average of two images, the hidden layer does not return the average of its two results. A layer "
    "without a bend does. Where is a bend left?"
)
assert candidate.compiled and type(candidate.optimizer).__name__ == "Adam", (
    "The model is not compiled with Adam. Only the hidden activation should differ from before."
)
half = np.full((1, 10), 1 / 18, dtype=np.float32)
half[0, 3] = 1 / 2
cost = mean_loss(candidate, np.array([3]), half)
assert abs(cost - np.log(2)) < 1e-3, (
    f"If the right digit, 3, gets probability 1/2, cross-entropy is 0.693. Your loss gave {cost:.3f}. Only the "
    "hidden activation should differ from before."
)
print("without_activation: no bend is left in the hidden layer. Not tested here: the accuracy that remains.")

# %% [markdown]
# **Prediction 3.** *Write before you run the next cell.* Which test accuracy is left without ReLU: about 10 %, 50 %,
# 90 % or 97 %? Which of the two networks learns faster at first?
#
# - My prediction, and how sure I am (in percent):
# - What I saw, and what surprised me:

# %% nbgrader={"grade_id": "train-without-activation", "locked": true} tags=["experiment"]
model_without = train("without ReLU", build_model_without_activation)

names = ["with ReLU", "without ReLU"]
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), gridspec_kw={"wspace": 0.75})
draw_curves(left, names, "val_accuracy")
left.set_title("Accuracy on test images")
draw_curves(right, names, "val_loss")
right.set_title("Loss on test images")
last = {name: histories[name]["val_accuracy"][-1] for name in names}
losses = {name: histories[name]["val_loss"] for name in names}
show_figure(
    figure,
    f"Two panels over {epochs} epochs. Test accuracy ends at {last['with ReLU']:.3f} with ReLU (solid line) and at "
    f"{last['without ReLU']:.3f} without it (dashed line), a gap of {last['with ReLU'] - last['without ReLU']:.3f}. "
    f"Test loss ends at {losses['with ReLU'][-1]:.3f} with ReLU and at {losses['without ReLU'][-1]:.3f} without it; "
    f"its lowest value without ReLU is {min(losses['without ReLU']):.3f}, in epoch {1 + int(np.argmin(losses['without ReLU']))}.",
)

# %% [markdown]
# ### What the grader measures
#
# The article reports about .97 with the activation and about .91 without, and the full MNIST confirms it. On the
# digits beside this notebook both numbers are lower, about .94 and .90. The grader trains your declaration on its own
# images and compares it with *its own* home-page model, trained in the same way:
#
# | data of the grader | epochs | accuracy without the activation | below the model with it by |
# |---|---|---|---|
# | 5,000 embedded digits (the default) | 30 | between .870 and .928 | at least .015 |
# | the full MNIST | 5 | between .880 and .950 | at least .030 |
#
# Nine digits in ten: so the network does not collapse without its activation. What exactly did it lose? Look inside.

# %% [markdown]
# ### Two layers become one
#
# The network without the activation computes $h = xW_1 + b_1$ and then $z = hW_2 + b_2$. Put the first line into the
# second before you read on.

# %% [markdown]
# **Prediction 4.** *Write before you run the next cell.* This network trained 101,770 numbers. How many numbers would
# be enough to write down the function that it computes?
#
# - My prediction, and how sure I am (in percent):
# - What I saw, and what surprised me:

# %% nbgrader={"grade_id": "collapse", "locked": true} tags=["experiment"]
weights_1, biases_1, weights_2, biases_2 = model_without.get_weights()
one_weights = weights_1 @ weights_2
one_biases = biases_1 @ weights_2 + biases_2

rows = preprocess(x_test).reshape(len(x_test), -1)
two_layers = model_without.predict(preprocess(x_test), verbose=0)
one_layer = np.asarray(keras.activations.softmax(tf.constant(rows @ one_weights + one_biases)))

print(f"shapes:                   {weights_1.shape} times {weights_2.shape} gives {one_weights.shape}")
print(f"numbers needed:           {one_weights.size + one_biases.size:,} instead of {model_without.count_params():,}")
print(f"largest difference in p:  {np.abs(two_layers - one_layer).max():.1e}")
different = np.sum(tf.argmax(two_layers, axis=1).numpy() != tf.argmax(one_layer, axis=1).numpy())
print(f"images read differently:  {different} of {len(rows):,}")

# %% [markdown]
# $$ z = (xW_1 + b_1)\,W_2 + b_2 = x\,\underbrace{W_1 W_2}_{784 \times 10} + \underbrace{b_1 W_2 + b_2}_{10} $$
#
# A product of matrices is a matrix. Without a bend between them, two layers are one layer, written in a roundabout
# way: $7{,}840 + 10 = 7{,}850$ numbers say it all. A hundred such layers would still be one. The activation is what
# makes depth count.
#
# One layer can be drawn. Each digit has 784 weights, one per pixel: a *template* that is laid over the image. Where
# the template is orange, ink speaks for the digit; where it is purple, ink speaks against it. (Each weight is drawn
# relative to the mean of the ten digits, which softmax cannot see, and times the spread of its pixel, so that pixels
# which are always black stay blank.)

# %% nbgrader={"grade_id": "templates", "locked": true} tags=["experiment"]
spread = preprocess(x_train).reshape(len(x_train), -1).std(axis=0)
templates = (one_weights - one_weights.mean(axis=1, keepdims=True)) * spread[:, None]
limit = np.quantile(np.abs(templates), 0.995)
figure, grid = plt.subplots(2, 5, figsize=(8.5, 3.9), layout="constrained")
for digit, axes in enumerate(grid.flat):
    drawn = axes.imshow(templates[:, digit].reshape(28, 28), cmap="PuOr_r", vmin=-limit, vmax=limit)
    axes.set_title(digit, loc="center")
    axes.set_axis_off()
figure.colorbar(drawn, ax=grid, label="weight × spread of the pixel", shrink=0.85)
centre = templates.reshape(28, 28, 10)[12:16, 12:16].mean(axis=(0, 1))
show_figure(
    figure,
    "Ten templates of 28 by 28 pixels, one for each digit: orange where ink speaks for the digit, purple where it "
    "speaks against it. "
    f"In the centre of the image, ink speaks most against {centre.argmin()} and most for {centre.argmax()}.",
)

# %% [markdown]
# If yours look speckled, that comes from the few training images: nothing makes neighbouring pixels agree.
#
# One template for each digit: that is all this network can have, and for nine digits in ten it is enough. For the
# rest it is not. A seven with a bar and one without, an open four and a closed one, would each need a template of
# their own. With ReLU the network can have them: each hidden unit is silent for some images and speaks for others, so
# that different images are read with different weights.

# %% [markdown]
# ## Experiment 2: without the softmax
#
# Put the ReLU back and take away the *other* activation. Now the model returns the ten logits $z$ themselves.
#
# Here lies a trap. Output and loss are a **pair**. The loss that you compiled so far takes its inputs as
# probabilities and charges $-\ln p$. Fed with logits, which may be negative or larger than 1, it computes nonsense,
# and the training fails. It would be wrong to conclude that the network needs the softmax *as a bend*; only the pair
# was broken. The fair experiment tells the loss that it receives logits. Keras' loss *classes* have an argument for
# that: `from_logits=True`. The loss then computes
#
# $$ -\ln \operatorname{softmax}(z)_y = \ln\left(e^{z_0} + \dots + e^{z_9}\right) - z_y $$
#
# for the right digit $y$: the softmax has moved from the model into the loss.
#
# ### Question `without_softmax` ({points:without_softmax})
#
# Write `build_model_without_softmax()`: the home-page model with ReLU in its hidden layer and without an activation
# in its last layer. Compile it with Adam and the metric `accuracy` as before, and with sparse categorical
# cross-entropy *for logits*. The grader compares its accuracy with that of its own home-page model: hardly anything
# may be lost.


# %% nbgrader={"grade_id": "without_softmax", "solution": true}
def build_model_without_softmax():
    """Return the untrained, compiled home-page model whose outputs are logits, with a loss that is told so."""
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-without_softmax", "grade": true, "locked": true}
candidate = build_model_without_softmax()
assert isinstance(candidate, keras.Model), (
    f"The function returned a {type(candidate).__name__}, not a Keras model. What does its last line return?"
)
noise = random_images(64)
outputs = np.asarray(candidate(noise))
assert outputs.shape == (64, 10), (
    f"For 64 images the model returned shape {outputs.shape}. How many images, how many digits should there be?"
)
assert candidate.count_params() == 101_770, (
    f"The model has {candidate.count_params():,} parameters. Taking the softmax away changes no count; which "
    "layer went with it?"
)
assert "Dropout" in layer_names(candidate), (
    f"The layers are {layer_names(candidate)}. Only the softmax should go; what else is missing?"
)
hidden = hidden_values(candidate, noise)
assert hidden.min() >= 0 and np.mean(hidden == 0) > 0.1, (
    "The hidden values do not look like those of ReLU: none should be negative, and many should be exactly 0. "
    "Which of the two activations was to go?"
)
assert not np.allclose(outputs.sum(axis=-1), 1, atol=1e-3), (
    "The outputs for an image still add up to 1, so they are probabilities. Where is the softmax?"
)
assert outputs.min() < 0 < outputs.max(), (
    "Logits take both signs, but the outputs for 64 noise images all lie on one side of 0. Which activation "
    "is left in the last layer?"
)
assert candidate.compiled and type(candidate.optimizer).__name__ == "Adam", (
    "The model is not compiled with Adam. Only the softmax and the loss should differ from before."
)
z = np.array([[0.5, -1.0, 2.0, 0.0, 0.3, -0.2, 1.0, -2.0, 0.1, 0.4]], dtype=np.float32)
costs = [mean_loss(candidate, np.array([2]), z + shift) for shift in (0, 3)]
assert abs(costs[0] - costs[1]) < 1e-3, (
    f"Adding 3 to all ten logits changes no probability, but it changed your loss from {costs[0]:.3f} to "
    f"{costs[1]:.3f}. What does the loss take its inputs for?"
)
measured = candidate.evaluate(noise, np.arange(64) % 10, verbose=0, return_dict=True)
assert "accuracy" in measured, (
    f"The model measures {sorted(measured)}. The figures below need the metric named accuracy."
)
print(
    "without_softmax: outputs are logits, and the loss takes them as logits. Not tested here: the accuracy that remains."
)

# %% [markdown]
# **Prediction 5.** *Write before you run the next cell.* It trains twice without softmax: once with your loss, and
# once with the loss for probabilities, the broken pair. Which accuracy will each reach? Where will the *loss* of the
# broken pair stay?
#
# - My prediction, and how sure I am (in percent):
# - What I saw, and what surprised me:


# %% nbgrader={"grade_id": "train-without-softmax", "locked": true} tags=["experiment"]
def build_broken_pair():
    """Logits at the output, but a loss that takes them for probabilities."""
    network = build_model_without_softmax()
    network.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return network


model_logits = train("logits", build_model_without_softmax)
train("broken pair", build_broken_pair)

names = ["with ReLU", "logits", "broken pair"]
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), gridspec_kw={"wspace": 0.75})
draw_curves(left, names, "val_accuracy")
left.set_title("Accuracy on test images")
draw_curves(right, names, "val_loss")
right.axhline(np.log(10), color="#555555", linewidth=1, linestyle=(0, (1, 3)))
right.text(epochs, 0.95 * np.log(10), "ln 10, ten equal guesses", ha="right", va="top", color="#555555")
right.set_title("Loss on test images")
last = {name: (histories[name]["val_accuracy"][-1], histories[name]["val_loss"][-1]) for name in names}
show_figure(
    figure,
    "Two panels over the epochs. At the end, test accuracy and test loss are "
    + "; ".join(f"{accuracy:.3f} and {loss:.3f} for {name}" for name, (accuracy, loss) in last.items())
    + f". Ten equal guesses would cost {np.log(10):.3f}.",
)

# %% [markdown]
# With the pair intact, nothing is lost: softmax in the loss does the same work as softmax in the model. With the pair
# broken, the network learns badly or not at all. Keras cuts what it takes for probabilities off at the ends of their
# range, and where a curve is cut off its slope is zero: no slope, no learning. This says something about losses. It
# says nothing about nonlinearity.

# %% [markdown]
# ## From outputs to digits
#
# The model without softmax returns logits. To read them you need two small functions.
#
# ### Question `predictions` ({points:predictions})
#
# Write both in NumPy alone.
#
# - `to_probabilities(logits)` is the softmax over the *last* axis. It takes shape $(n, 10)$ and returns shape
#   $(n, 10)$, and it takes a single row of shape $(10,)$ too. It must be **stable**: logits of several thousand, of
#   either sign, may cause neither NaN nor a warning, and they cost no digits, so don't round `float64` logits to
#   `float32`. Softmax has a property that helps: it does not change when the same number is added to all ten logits.
# - `predict_digits(outputs)` takes logits or probabilities of shape $(n, 10)$ and returns the digits that they name:
#   an integer array of shape $(n,)$ with the place of the largest output in each row.
#
# Neither function changes the array that it is given. A single image, shape $(1, 10)$, and `float32` work too.


# %% nbgrader={"grade_id": "predictions", "solution": true}
def to_probabilities(logits):
    """Softmax of logits over the last axis, without overflow; (n, 10) -> (n, 10), and (10,) -> (10,)."""
    ### BEGIN SOLUTION
    logits = np.asarray(logits, dtype=np.float64)
    exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)
    ### END SOLUTION


def predict_digits(outputs):
    """The digit that each row of logits or probabilities names; (n, 10) -> integers of shape (n,)."""
    ### BEGIN SOLUTION
    return np.argmax(outputs, axis=-1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-predictions", "grade": true, "locked": true}
fed = np.random.default_rng(0).normal(scale=4, size=(6, 10))
kept = fed.copy()
returned = to_probabilities(fed)
assert isinstance(returned, np.ndarray) or tf.is_tensor(returned), (
    f"to_probabilities returned a {type(returned).__name__}, but an array is wanted. What does its last line return?"
)
returned = np.asarray(returned)
assert np.array_equal(fed, kept), (
    "to_probabilities changed the array that we passed in. Print it before and after your call. Which "
    "operation wrote into it?"
)
assert returned.shape == (6, 10), (
    f"We passed shape (6, 10); you returned shape {returned.shape}. Which step lost an axis?"
)
assert returned.min() >= 0, "A probability is negative. Which step should make every number positive?"
assert np.allclose(returned.sum(axis=-1), 1), "Rows do not sum to 1. One row is one image. Which axis holds the digits?"
assert np.array_equal(np.argsort(fed), np.argsort(returned)), (
    "In some row a larger logit got a smaller probability. Softmax keeps the order. Which step turns it round?"
)
assert np.allclose(np.log(returned[:, 1:] / returned[:, :1]), fed[:, 1:] - fed[:, :1]), (
    "The ratio of two probabilities should be e to the power of the difference of their logits. Compare your "
    "formula with softmax above."
)
try:
    row = np.asarray(to_probabilities(fed[0]))
except IndexError:
    row = np.empty(0)
assert row.shape == (10,) and np.allclose(row, returned[0]), (
    f"A single row of shape (10,) gave shape {row.shape}, or other values than within the batch. Which axis is "
    "the last one there?"
)
extreme = np.array([[3000.0, 0, 0, 0, 0, 0, 0, 0, 0, -3000.0], [-3000.0, *[-3001.0] * 9]])
with np.errstate(over="raise", invalid="raise", divide="raise"):
    try:
        returned = np.asarray(to_probabilities(extreme))
    except FloatingPointError:
        returned = np.full((2, 10), np.nan)
assert np.allclose(returned.sum(axis=-1), 1), (
    "Logits of 3000 or -3000 caused an overflow or NaN on the way. Which number could you take from all ten logits "
    "of a row first?"
)
far = np.asarray(to_probabilities(fed[::-1] + 2500))
assert np.allclose(far, to_probabilities(fed[::-1]), rtol=1e-5, atol=1e-7), (
    "Adding 2500 to all ten logits changes no probability, but it changed yours. Print the dtype after each step: which "
    "line rounds the logits?"
)
digits = predict_digits(np.eye(10)[[3, 1, 4, 1, 5]] - 2)
assert isinstance(digits, np.ndarray) or tf.is_tensor(digits), (
    f"predict_digits returned a {type(digits).__name__}, but an array is wanted. What does its last line return?"
)
digits = np.asarray(digits)
assert digits.shape == (5,), (
    f"For five images predict_digits returned shape {digits.shape}. How many answers does an image get?"
)
assert np.issubdtype(digits.dtype, np.integer), f"predict_digits returned {digits.dtype}; a digit is a whole number."
assert digits.tolist() == [3, 1, 4, 1, 5], (
    f"Five images whose largest output stands at places 3, 1, 4, 1, 5 were read as {digits.tolist()}. Is the "
    "largest the one nearest to 1, or the first positive one?"
)
print(
    "predictions: rows, order, large logits and digits look right. Not tested here: other shapes and sizes of logits."
)

# %% [markdown]
# ### The first ten predictions
#
# As the article does, print what each network says about the first ten test images, and which digit that names.

# %% [markdown]
# **Prediction 6.** *Write before you run the next cell.* Do the logits name other digits than the probabilities made
# of them? Could you tell from a single row of logits *how sure* the network is?
#
# - My prediction, and how sure I am (in percent):
# - What I saw, and what surprised me:

# %% nbgrader={"grade_id": "first-ten", "locked": true} tags=["experiment"]
first_images = preprocess(x_test[:10])
probabilities = np.asarray(model_with(first_images))
logits = np.asarray(model_logits(first_images))

with np.printoptions(precision=2, suppress=True, linewidth=120, floatmode="fixed"):
    print("With softmax: probabilities")
    print(probabilities)
    print("argmax:", predict_digits(probabilities))
    print("\nWithout softmax: logits")
    print(logits)
    print("argmax:", predict_digits(logits))
    print("\nlabels:", y_test[:10])

# %% nbgrader={"grade_id": "first-ten-figure", "locked": true} tags=["experiment"]
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4.6), layout="constrained")
for axes, values, title in (
    (left, probabilities, "With softmax: probabilities"),
    (right, logits, "Without softmax: logits"),
):
    drawn = axes.imshow(values, cmap="cividis")
    for row, digit in enumerate(predict_digits(values)):
        axes.add_patch(
            plt.Rectangle((digit - 0.46, row - 0.46), 0.92, 0.92, fill=False, edgecolor="#D55E00", linewidth=2.5)
        )
    axes.set(title=title, xticks=range(10), yticks=range(10), xlabel="output for the digit")
    axes.set_yticklabels([f"a {label}" for label in y_test[:10]])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    figure.colorbar(drawn, ax=axes, shrink=0.8)
left.set_ylabel("test image, by its label")
same = int(np.sum(predict_digits(probabilities) == predict_digits(logits)))
show_figure(
    figure,
    "Two heat maps of ten test images (rows) by ten outputs (columns), the largest output of each row framed in orange. "
    f"With softmax, outputs lie between {probabilities.min():.2f} and {probabilities.max():.2f} and each row adds up to 1; "
    f"without, they lie between {logits.min():.1f} and {logits.max():.1f}. "
    f"The two networks name the same digit for {same} of 10 images.",
)

# %% [markdown]
# Logits are no probabilities. They are negative and positive, have no fixed range, and add up to nothing in
# particular. And yet their largest entry names a digit, and it is the digit that the softmax of them would name: the
# exponential grows with $z$, and a row is divided by one common number, so the order stays. **For the decision alone,
# softmax is not needed. For the statement "I am 98 % sure" it is.**

# %% [markdown]
# ### Softmax twice
#
# If softmax makes probabilities, might two of them make better ones? It is a common mistake: a softmax layer at the
# end, and a loss that applies another one. Keras notices a softmax at the output under `from_logits=True`, warns, and
# uses the logits beneath it. NumPy does no such thing, so look at it there.

# %% [markdown]
# **Prediction 7.** *Write before you run the next cell.* The network is 99.9 % sure. How sure is it after a second
# softmax?
#
# - My prediction, and how sure I am (in percent):
# - What I saw, and what surprised me:

# %% nbgrader={"grade_id": "softmax-twice", "locked": true} tags=["experiment"]
test_logits = model_logits.predict(preprocess(x_test), verbose=0)
once = to_probabilities(test_logits)
twice = to_probabilities(once)
places = np.arange(len(y_test))

print("                           once     twice")
print(f"largest probability      {once.max():6.3f}    {twice.max():6.3f}")
costs = [-np.log(p[places, y_test]).mean() for p in (once, twice)]
print(f"mean cross-entropy       {costs[0]:6.3f}    {costs[1]:6.3f}")
shares = [np.mean(predict_digits(p) == y_test) for p in (once, twice)]
print(f"test accuracy            {shares[0]:6.3f}    {shares[1]:6.3f}")

# %% [markdown]
# The second softmax receives numbers between 0 and 1. The most that it can give to a digit is
# $e^1 / (e^1 + 9 e^0) \approx 0.232$, so the loss can never fall below $-\ln 0.232 \approx 1.461$, however well the
# network learns. The accuracy does not betray the mistake. A loss that stops at 1.46 does.

# %% [markdown]
# ## What the two experiments show
#
# Four trainings lie behind what you saw, each with one seed. If you like, train each network with five seeds (`train`
# sets the seed in its first line; copy it into a cell of your own and tag that cell `experiment`). Is the gap larger
# than the difference from seed to seed? Which digits lose most without ReLU?
#
# ### Question `explain` ({points:explain})
#
# Write 100 to 200 words, for a reader who knows what a Dense layer is. This question is graded by hand. A full answer
#
# 1. says what the network loses without its hidden activation, and why it still reads nine digits in ten,
# 2. says what the network loses without its softmax, and what it keeps,
# 3. supports both with numbers of your own from this notebook,
# 4. names one thing that these experiments do *not* show.

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true}
# **My explanation**
#
# ### BEGIN SOLUTION
# Without ReLU the two Dense layers are one affine map, because a product of matrices is a matrix: 7,850 numbers give
# the same predictions as the 101,770 that were trained. Such a map has one template for each digit. That is enough
# for most digits, since they are roughly alike in shape, but not for those that people write in several ways: on the
# full MNIST the accuracy fell from about .97 to about .91 (on the small file from about .94 to .90).
#
# Without softmax the outputs are logits: unbounded, of both signs, not adding up to 1. Softmax keeps the order within
# a row, so the argmax, and with it the accuracy, stays the same, as long as the loss is told that it receives logits.
# What is lost is the reading as probabilities. With the loss for probabilities the training failed at a loss near
# $\ln 10$, but that was a mismatch of output and loss.
#
# The experiments do not show that ReLU is the best activation: only one was compared with none, on one data set, with
# one seed.
# ### END SOLUTION

# %% [markdown]
# ## Where to go from here
#
# **Do not leave it out.** Nearly every Dense layer is followed by an activation; where one has none, as the last
# layer of your third network, there is a reason that you can name. Inside, ReLU is the usual first choice: its
# gradient does not fade where it is active, and it costs little. At the end, the task decides: softmax for one class
# out of many, sigmoid for yes or no, none for a number of any size.
#
# **There are many more.** Keras alone offers more than twenty activations, and your `build_model` takes any of them
# by name: try `"gelu"`, `"tanh"`, `"sigmoid"`. No rule says which will suit your data, so measure, with several
# seeds. On MNIST the differences between the usual ones are small beside the difference between one and none.
#
# **And if the network learned the bend itself?** Kolmogorov-Arnold Networks (KAN, 2024) replace the fixed activation
# by trainable curves, B-splines whose control points are learned like weights: the nonlinear function itself is
# learned. They drew much attention. The article behind this notebook finds that interest has cooled, and that it
# matters more to build good features with other layers, such as convolutions, embeddings or recurrent ones. That is
# one author's view, and nothing in this notebook decides the question. You now know how one would start: the same
# data, the same budget, several seeds, and a prediction written down first.
