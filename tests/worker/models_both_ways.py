"""Builds models with values made at once and deferred, and prints what can be seen of each as JSON.

In a process of its own, as a process can start TensorFlow once only.
"""

import json
import os
import sys
import warnings

os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", "KERAS_BACKEND": "tensorflow"}

import keras
import numpy as np
import tensorflow as tf

from autograder.worker import deferred
from autograder.worker.declare import declaration

layers = keras.layers
OWN = tuple(deferred._methods(object))
SEED = 11
IMAGES = np.random.default_rng(SEED).uniform(size=(24, 6, 6)).astype("float32")
LABELS = np.arange(24) % 3


def plain():
    return keras.Sequential(
        [layers.Input((6, 6)), layers.Flatten(), layers.Dense(8, activation="relu"), layers.Dense(3)]
    )


def old_style():
    return keras.Sequential([layers.Flatten(input_shape=(6, 6)), layers.Dense(5), layers.Dropout(0.2), layers.Dense(3)])


def functional():
    inputs = layers.Input((6, 6))
    x = layers.Dense(8, activation=tf.nn.tanh)(layers.Flatten()(inputs))
    return keras.Model(inputs, keras.activations.softmax(layers.Dense(3)(layers.Dropout(0.5)(x))))


def many_layers():
    own = [layers.BatchNormalization(), layers.PReLU(), layers.Lambda(lambda x: 2 * x), layers.Rescaling(0.5)]
    return keras.Sequential(
        [layers.Input((6, 6)), layers.Flatten(), *own, layers.Dense(3, kernel_initializer="he_normal")]
    )


def not_built():
    return keras.Sequential([layers.Flatten(), layers.Dense(3)])


def looked_at():
    model = plain()
    model.summary(print_fn=lambda *_, **__: None)
    assert model.layers[1].kernel.numpy().shape == (36, 8)
    model.layers[1].bias.assign(np.ones(8, "float32"))
    model.layers[2].set_weights([np.full((8, 3), 0.5), np.zeros(3)])
    return model


def in_a_strategy():
    with tf.distribute.get_strategy().scope(), tf.device("CPU:0"):
        return plain()


BUILDERS = (plain, old_style, functional, many_layers, not_built)
CURIOUS_BUILDERS = (looked_at, in_a_strategy)
"""They have TensorFlow run something before the model is used."""


def losses_and_optimizers():
    softly = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    yield "names", lambda: {"optimizer": "adam", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
    yield "objects", lambda: {"optimizer": keras.optimizers.SGD(0.3, momentum=0.5), "loss": softly}
    decay = keras.optimizers.schedules.ExponentialDecay(0.1, 5, 0.5)
    yield "schedule", lambda: {"optimizer": keras.optimizers.Nadam(decay), "loss": softly}


def seen(build, compiling):
    """What a notebook or a declaration can see of a model: its description, weights, outputs and training."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = build()
    model.compile(**compiling())
    described = declaration(model)
    outputs = model.predict(IMAGES, verbose=0)
    weights = model.get_weights()
    history = model.fit(IMAGES, LABELS, epochs=2, batch_size=8, verbose=0).history
    arrays = [outputs, *weights, *model.get_weights(), *(np.asarray(values) for values in history.values())]
    return {
        "declared": described,
        "declared_after_training": declaration(model),
        "names": [layer.name for layer in model.layers] + [weight.path for weight in model.weights],
        "arrays": [array.tobytes().hex() for array in arrays],
        "shown": repr(model.optimizer.variables[-1]),
    }


def number_seen():
    optimizer = keras.optimizers.Adam(0.1)
    before = float(optimizer.learning_rate.numpy())
    optimizer.learning_rate = 0.7
    variable = keras.Variable(3, dtype="float32")
    variable.assign_add(0.5)
    untouched = keras.Variable(2.5, dtype="float32")
    return {
        "learning_rate": [before, float(optimizer.learning_rate.numpy()), optimizer.get_config()["learning_rate"]],
        "own": [float(variable.numpy()), float(untouched + 1.0), str(untouched.numpy().dtype), repr(untouched)],
        "plain": float(keras.Variable(np.ones(2)).numpy().sum()),
    }


def own_attributes():
    return [name for name in OWN if name in vars(keras.Variable)]


def main():
    warnings.simplefilter("ignore")
    deferred.prepare_before_fork()
    report = {"left_by_rehearsal": own_attributes(), "first_name": layers.Dense(1).name}
    deferred.defer_variables()
    models = []
    for build in BUILDERS:
        models.append(build())
        models[-1].compile(optimizer="adam", loss="mse")
        declaration(models[-1])
    report["runs_after_building"] = deferred._tensorflow_is_running()
    compilings = dict(losses_and_optimizers())
    cases = {build.__name__: (build, compilings["names"]) for build in (*BUILDERS, *CURIOUS_BUILDERS)}
    cases |= {name: (plain, how) for name, how in compilings.items()}
    report["deferred"] = {name: seen(*case) for name, case in cases.items()} | {"numbers": number_seen()}
    for name in own_attributes():
        delattr(keras.Variable, name)
    report["at_once"] = {name: seen(*case) for name, case in cases.items()} | {"numbers": number_seen()}
    json.dump(report, sys.stdout)


main()
