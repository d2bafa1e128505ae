"""Tries what can be seen of variables with values made at once and deferred, and prints it as JSON.

In a process of its own, and each case in a fork of it, as a process can start TensorFlow once only.
"""

import itertools
import json
import os
import sys
import threading
import traceback
import warnings

os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", "KERAS_BACKEND": "tensorflow"}

import keras
import numpy as np
import tensorflow as tf

from autograder.worker import deferred, waiting
from autograder.worker.declare import declaration
from autograder.worker.running import tensorflow_is_running

layers = keras.layers
SEED = 11
IMAGES = np.random.default_rng(SEED).uniform(size=(24, 6, 6)).astype("float32")
LABELS = np.arange(24) % 3
THREADS = 8


def dense(**options):
    return keras.Sequential([layers.Input((6, 6)), layers.Flatten(), layers.Dense(3, **options)])


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


BUILDERS = (dense, old_style, functional, many_layers, not_built)


def compilings():
    softly = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    decay = keras.optimizers.schedules.ExponentialDecay(0.1, 5, 0.5)
    yield {"optimizer": "adam", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
    yield {"optimizer": keras.optimizers.SGD(0.3, momentum=0.5), "loss": softly}
    yield {"optimizer": keras.optimizers.Nadam(decay), "loss": softly}


def compiled(build, compiling):
    model = build()
    model.compile(**compiling)
    return model


def models():
    """Everything that a notebook or a declaration can see of models: descriptions, names, weights, outputs."""
    built = [compiled(build, {"optimizer": "adam", "loss": "mse"}) for build in BUILDERS]
    declared = [declaration(model) for model in built]
    for model in built:
        yield np.asarray(model(IMAGES, training=True))
        yield [(weight.path, weight.value.name, weight.numpy(), repr(weight)) for weight in model.variables]
    yield declared, [declaration(model) for model in built]


def training():
    built = [compiled(old_style, compiling) for compiling in compilings()]
    for model in built:
        history = model.fit(IMAGES, LABELS, batch_size=12, verbose=0).history
        yield [declaration(model), history, *model.get_weights(), repr(model.optimizer.variables[-1])]


def assigned():
    model = dense()
    model.summary(print_fn=lambda *_, **__: None)
    model.layers[1].bias.assign(np.ones(3, "float32"))
    optimizer = keras.optimizers.Adam(0.1)
    optimizer.learning_rate = 0.7
    variable = keras.Variable(3, dtype="int32")
    variable.assign_add(2)
    return [*model.get_weights(), optimizer.learning_rate.numpy(), optimizer.get_config(), variable.numpy()]


def learning_rates():
    rate = keras.optimizers.Adam(0.001).learning_rate
    return round(rate.numpy(), 4), {rate.numpy(): 1}, keras.optimizers.Adam(1e-5).get_config()


def numbers():
    usual = itertools.product((0.1, 1e300, -0.0, float("nan")), ("float32", "float64"))
    counts = itertools.product((3, -5, 2**40), ("int", "int32", "int64"))
    odd = [(-300.7, "uint8"), (0.1, "float16"), (0.1, None), (300, "uint8"), (3.7, "int32"), (3, "float32")]
    odd += [
        (True, "bool"),
        (np.float32(2.5), "float64"),
        (np.ones(2), "float32"),
        (2**70, "int"),
    ]  # Keras refuses the last
    made = []
    try:
        for number, dtype in [*usual, *counts, *odd]:
            made.append(keras.Variable(number, dtype=dtype))
    except ValueError as error:
        yield str(error)
    for variable in made:
        yield variable.shape, variable.numpy(), variable.value.numpy(), repr(variable)


def number_in_a_scope():
    variable = keras.Variable(0.1, dtype="float32")
    with keras.StatelessScope([(variable, tf.constant(9.0))]):
        yield variable.numpy()
    with keras.src.backend.AutocastScope("float16"):
        yield variable.numpy()
    yield variable.numpy()


def variable_in_a_stateless_scope():
    with keras.StatelessScope():
        keras.Variable(0.1, dtype="float32")


def shared_seeds():
    seeds = keras.random.SeedGenerator(3)
    first, second = (dense(kernel_initializer=keras.initializers.GlorotUniform(seed=seeds)) for _ in range(2))
    return second.get_weights(), first.get_weights()


def own_initializer():
    np.random.seed(SEED)  # noqa: NPY002 - as students do
    tf.random.set_seed(SEED)
    factors = [1.0]

    def draw(shape, dtype=None):
        return tf.cast(factors[0] * np.random.normal(size=shape) + tf.random.normal(shape), dtype)  # noqa: NPY002

    model = dense(kernel_initializer=draw)
    factors[0] = 5.0
    return np.random.uniform(), tf.random.normal(()).numpy(), model.get_weights()  # noqa: NPY002


def changed_initializer():
    initializer = keras.initializers.HeNormal(seed=SEED)
    model = dense(kernel_initializer=initializer)
    initializer.scale = 100.0
    return model.get_weights()


def initializer_of_a_class():
    class Twice(keras.initializers.HeNormal):
        def __call__(self, shape, dtype=None):
            return 2 * factors[0] * super().__call__(shape, dtype)

    factors = [1.0]
    model = dense(kernel_initializer=Twice(seed=SEED))
    factors[0] = 5.0
    return model.get_weights()


def no_initializer():
    dense(kernel_initializer=lambda: tf.zeros(()))


def unsuitable_initializer():
    dense(bias_initializer="orthogonal")


def huge_seed():
    keras.random.SeedGenerator(2**70)


def in_a_strategy():
    model = dense()
    with tf.distribute.MirroredStrategy(["CPU:0"]).scope():
        yield tf.distribute.has_strategy(), [type(weight.value).__name__ for weight in model.weights]
        yield [type(weight.value).__name__ for weight in dense().weights]


def in_a_function_and_a_tape():
    model = dense()
    model.layers[1].trainable = False  # for Keras; a tape of TensorFlow's goes by what it was when it was made
    with tf.GradientTape() as tape:
        output = tf.function(lambda: tf.reduce_sum(model(IMAGES)))()
    return output.numpy(), [gradient.numpy() for gradient in tape.gradient(output, [w.value for w in model.weights])]


def from_threads():
    variable = dense().layers[1].kernel
    together, found = threading.Barrier(THREADS), []

    def use():
        together.wait()
        found.append(variable.value)

    threads = [threading.Thread(target=use) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(found), len({id(value) for value in found})


CASES = (
    *(
        models,
        training,
        assigned,
        learning_rates,
        numbers,
        number_in_a_scope,
        variable_in_a_stateless_scope,
        shared_seeds,
    ),
    *(own_initializer, changed_initializer, initializer_of_a_class, no_initializer, unsuitable_initializer, huge_seed),
    *(in_a_strategy, in_a_function_and_a_tape, from_threads),
)


def written(seen):
    """Write down what a case brings, with all bits and types."""
    if isinstance(seen, np.ndarray):
        return f"{seen.dtype} {seen.shape} {seen.tobytes().hex()}"
    if isinstance(seen, dict):
        return {str(key): written(value) for key, value in seen.items()}
    if isinstance(seen, list | tuple) or hasattr(seen, "__next__"):
        return [written(item) for item in seen]
    return f"{type(seen).__name__} {seen!r}"


def at_once(case):
    keras.utils.set_random_seed(SEED)
    try:
        return written(case())
    except Exception as error:  # noqa: BLE001 - what Keras refuses is to be refused likewise
        return f"{type(error).__name__}: {error}"


def later(case):
    deferred.defer_variables()
    return at_once(case)


def waits(strange):
    """Say whether variables wait with a Keras that is changed in one respect, and whether a model can be used."""
    strange()
    deferred._is_unseen.cache_clear()
    deferred.defer_variables()
    return [any(name in vars(keras.Variable) for name in waiting.METHODS), list(dense()(IMAGES).shape)]


def usual():
    pass


def starts_tensorflow():
    plain = keras.Sequential.compile
    keras.Sequential.compile = lambda *given, **named: (tf.constant(1), plain(*given, **named))[1]


def lacks_a_part():
    del keras.src.random.seed_generator


def shows_numbers_otherwise():
    plain = keras.Variable.__base__.numpy
    keras.Variable.__base__.numpy = lambda variable: np.asarray(plain(variable))


def keeps_values_elsewhere():
    plain = keras.Variable.__base__
    plain._initialize = lambda variable, value: setattr(variable, "_kept", tf.Variable(value, dtype=variable._dtype))
    plain.value = property(lambda variable: variable._kept)


STRANGE = (usual, starts_tensorflow, lacks_a_part, shows_numbers_otherwise, keeps_values_elsewhere)


def building():
    """Build and declare with variables that wait; says whether TensorFlow was started by that."""
    deferred.defer_variables()
    for build in BUILDERS:
        for compiling in compilings():
            declaration(compiled(build, compiling))
    return tensorflow_is_running()


def in_a_fork(function, *arguments):
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            with os.fdopen(writing, "w") as file:
                json.dump(function(*arguments), file)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - a child must not go on as its parent
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as file:
        text = file.read()
    os.wait()
    return json.loads(text)


def main():
    warnings.simplefilter("ignore")
    deferred.prepare_before_fork()
    left = [name for name in waiting.METHODS if name in vars(keras.Variable)]
    report = {"left_by_rehearsal": left, "first_name": in_a_fork(lambda: layers.Dense(1).name)}
    report["runs_after_building"] = in_a_fork(building)
    for way in (later, at_once):
        report[way.__name__] = {case.__name__: in_a_fork(way, case) for case in CASES}
    report["waits"] = {strange.__name__: in_a_fork(waits, strange) for strange in STRANGE}
    json.dump(report, sys.stdout)


main()
