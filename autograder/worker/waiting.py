"""Lets variables of Keras wait with their values until one is used, as most models are built to be looked at.

Only a value waits that is the same whenever it is made, and whose making brings no error: a plain number, or what one
of Keras' own initializers makes of an integer seed or of none. Everything else is made at once, as are all values once
TensorFlow runs. A value that waited is made in a thread of its own, out of all scopes in which it may be used first,
for the variable as it was when it was made. So all that differs is when time and memory are spent.
"""

from __future__ import annotations

import copy
import inspect
import math
import threading
import types
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from autograder.worker.running import tensorflow_is_running

NUMBERS: Final[dict[type, tuple[str, ...]]] = {float: ("float32", "float64"), int: ("int", "int32", "int64")}
FLOATS: Final = ("float16", "bfloat16", "float32", "float64")
CONSTANT: Final = ("Zeros", "Ones")
SEEDED: Final = ("GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform")
"""The initializers whose settings are all Keras' own, so that they suit every shape."""

MOST_BITS: Final = 63
"""A larger seed or number is refused by TensorFlow, which is to happen at once."""

MOST_ITEMS: Final = 1 << 24
"""A larger value may take more memory than there is, which is to happen at once."""

METHODS: Final = ("__init__", "_initialize_with_initializer", "_value", "numpy")

_making = threading.RLock()


class _Number:
    """An initializer that brings one number."""

    def __init__(self, number: float, convert: Any) -> None:  # noqa: ANN401 - a function of Keras
        self.number = number
        self._convert = convert

    def __call__(self, shape: tuple[int, ...], dtype: str) -> object:
        del shape  # as Keras asks an initializer; a number has none
        return self._convert(self.number, dtype=dtype)


@dataclass(frozen=True)
class _Waiting:
    """What a value is to be made of: copies of its initializer and of the variable, and TensorFlow's name scope."""

    initializer: Any
    variable: Any
    scope: str


def begin(keras: Any, tensorflow: Any) -> None:  # noqa: ANN401 - modules
    """Let the variables that are made from now on wait."""
    for name, method in zip(METHODS, _methods(keras, tensorflow), strict=True):
        setattr(keras.Variable, name, method)


def end(keras: Any) -> None:  # noqa: ANN401 - a module
    """Have Keras as it was; no variable that waits may be used any more."""
    for name in METHODS:
        delattr(keras.Variable, name)


class _Conditions:
    """What has to hold for a value to wait, with this Keras and TensorFlow."""

    def __init__(self, keras: Any, tensorflow: Any) -> None:  # noqa: ANN401 - modules
        self._usual = keras.Variable
        self._is_eager = tensorflow.executing_eagerly
        self.in_stateless_scope = keras.src.backend.in_stateless_scope
        self._seeds = vars(keras.src.random.seed_generator)
        self._constant = tuple(getattr(keras.initializers, name) for name in CONSTANT)
        self._seeded = tuple(getattr(keras.initializers, name) for name in SEEDED)

    def hold_for(self, variable: object) -> bool:
        usual = type(variable) is self._usual and self._is_eager() and not self.in_stateless_scope()
        return usual and not tensorflow_is_running()

    def are_met_by(self, initializer: Any, shape: tuple[int, ...], dtype: str) -> bool:  # noqa: ANN401
        """Say whether an initializer brings the same at any time, and no error."""
        if type(initializer) is types.FunctionType and initializer.__globals__ is self._seeds:
            return _is_moderate(inspect.getclosurevars(initializer).nonlocals.get("seed"))
        if dtype not in FLOATS or math.prod(shape) > MOST_ITEMS:
            return False
        kind = type(initializer)
        return kind in self._constant or (kind in self._seeded and _is_moderate(initializer.seed))


def _methods(keras: Any, tensorflow: Any) -> tuple[object, ...]:  # noqa: ANN401, C901 - modules; four methods in one
    plain, conditions = keras.Variable.__base__, _Conditions(keras, tensorflow)

    def make(self: Any, initializer: Any, shape: Any = None, dtype: Any = None, *rest: Any, **options: Any) -> None:  # noqa: ANN401
        if shape is None and _is_plain(initializer, dtype) and conditions.hold_for(self):
            initializer, shape = _Number(initializer, self._convert_to_tensor), ()
        plain.__init__(self, initializer, shape, dtype, *rest, **options)

    def initialize(self: Any, initializer: Any) -> None:  # noqa: ANN401
        waits = type(initializer) is _Number
        if not waits and conditions.hold_for(self):
            waits = conditions.are_met_by(initializer, self._shape, self._dtype)
        if waits:
            variable = object.__new__(keras.Variable)
            vars(variable).update(vars(self))
            self._waiting = _Waiting(copy.copy(initializer), variable, tensorflow.get_current_name_scope())
        else:
            plain._initialize_with_initializer(self, initializer)  # noqa: SLF001

    def fill(waiting: _Waiting) -> None:
        with tensorflow.name_scope(waiting.scope):
            plain._initialize_with_initializer(waiting.variable, waiting.initializer)  # noqa: SLF001

    def get_value(self: Any) -> Any:  # noqa: ANN401
        if self.__dict__.get("_waiting") is not None:
            with _making:
                waiting = self._waiting
                if waiting is not None:
                    with ThreadPoolExecutor(1) as thread:
                        thread.submit(fill, waiting).result()
                    self._value = waiting.variable._value  # noqa: SLF001
        return self._made

    def set_value(self: Any, value: Any) -> None:  # noqa: ANN401
        self._made, self._waiting = value, None

    def numpy(self: Any) -> Any:  # noqa: ANN401
        waiting = self.__dict__.get("_waiting")
        number = getattr(getattr(waiting, "initializer", None), "number", None)
        if type(number) is float and self.dtype == self._dtype and not conditions.in_stateless_scope():
            with np.errstate(over="ignore"):
                return np.array(number, self._dtype)[()]
        return plain.numpy(self)

    return make, initialize, property(get_value, set_value), numpy


def _is_plain(number: Any, dtype: object) -> bool:  # noqa: ANN401 - whatever a variable is made of
    if type(dtype) is not str or dtype not in NUMBERS.get(type(number), ()):
        return False
    return type(number) is float or _is_moderate(number)


def _is_moderate(number: object) -> bool:
    return type(number) is int and number.bit_length() <= MOST_BITS
