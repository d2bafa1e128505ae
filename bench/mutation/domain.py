"""The graded domain, by example: calls for which the notebooks say what each question's functions return.

Left out is what the assignments leave open: infinity, NaN, texts and complex numbers, arrays without elements,
parameters below zero, equal largest outputs, and how ties or rounding are broken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autograder.wire.values import FunctionRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from autograder.course.schema import Question


@dataclass(frozen=True)
class Call:
    """One call, or with `variable` one look at a variable. `model` says that the function returns a Keras model.

    Where `dtype` is true, the kind and size of the result's numbers are part of what is asked for.
    """

    name: str
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)
    variable: bool = False
    model: bool = False
    dtype: bool = False


def calls_for(question: Question) -> tuple[Call, ...]:
    """Give the sample for a question; questions without an entry of their own hold elementwise functions."""
    calls = SAMPLES.get(question.id, _elementwise)
    return tuple(calls(question.functions, np.random.default_rng(2)))


_NEAR: Final = np.array([1e-300, 1e-20, 1e-12, 1e-9, 5e-7, 1e-6, 1e-3, 0.03])
_FAR: Final = np.concatenate([np.linspace(6, 45, 79), [60.0, 100, 250, 700, 710, 750, 1e4]])
_WIDE: Final = np.array([[0.0, -1000, 3], [500, -500, 499], [1e4, 0, -1e4], [-1e4, -1e4 + 1, -1e4 + 2]])


def _elementwise(names: Sequence[str], rng: np.random.Generator) -> Iterator[Call]:
    moderate = np.concatenate([np.linspace(-6, 6, 97), rng.uniform(-6, 6, 60), [0.0]])
    parameter = {"leaky_relu": "negative_slope", "elu": "alpha"}.get(names[0], "")
    for name in names:
        for x in (moderate, np.concatenate([-_NEAR, _NEAR]), np.concatenate([-_FAR, _FAR])):
            yield Call(name, (x,))
        for value in (0.3, 2.5) if parameter else ():
            yield Call(name, (moderate, value))
            yield Call(name, (np.concatenate([-_FAR, moderate, _FAR]),), {parameter: value})
        forms = rng.uniform(-5, 5, (2, 1, 3))
        whole = np.array([-3, -1, 0, 1, 2])
        for form in (forms, forms[0], forms.astype(np.float32), np.array(0.75), whole, whole.tolist()):
            yield Call(name, (form,))
        for number in (0.5, -1.25, 2, -2, 0):
            yield Call(name, (number,))


def _neuron(names: Sequence[str], rng: np.random.Generator) -> Iterator[Call]:
    tanh, square = FunctionRef("numpy.tanh"), FunctionRef("numpy.square")
    for length in (1, 2, 5, 50):
        x, w = rng.uniform(-1, 1, (2, length))
        for activation in (tanh, square):
            yield Call(names[0], (x, w, 0.75, activation))
    yield Call(names[0], ([0.5, 1.5], [2.0, -1.0], -0.25, square))
    yield Call(names[0], (np.array([1, 2, 3]), np.array([2, -1, 1]), 1, square))


def _softmax(names: Sequence[str], rng: np.random.Generator) -> Iterator[Call]:
    for x in _rows(rng):
        yield Call(names[0], (x,))
    cube = rng.uniform(-4, 4, (2, 3, 4))
    for axis in (-3, -2, -1, 0, 1, 2):
        yield Call(names[0], (cube, axis))
        yield Call(names[0], (cube,), {"axis": axis})


def _jacobian(names: Sequence[str], rng: np.random.Generator) -> Iterator[Call]:
    for x in _rows(rng):
        yield Call(names[0], (x,))


def _rows(rng: np.random.Generator) -> Iterator[Any]:
    for shape in ((3, 5), (5,), (1,), (2, 3, 4), (3, 1)):
        yield rng.uniform(-5, 5, shape)
    yield np.array([[1.0, 1.0, 0.0], [2.0, 2.0, 2.0]])
    yield rng.uniform(-5, 5, (4, 6)) + np.array([[-1e4], [-800], [800], [9e3]])
    yield from (_WIDE, rng.uniform(-60, 60, (5, 6)))
    whole = rng.integers(-4, 5, (3, 4))
    yield from (whole, whole.tolist(), [0.5, -1.5, 2.0], rng.uniform(-4, 4, (3, 4)).astype(np.float32))


def _table(names: Sequence[str], _: np.random.Generator) -> Iterator[Call]:
    yield Call(names[0], variable=True)


def _preprocess(names: Sequence[str], rng: np.random.Generator) -> Iterator[Call]:
    for count in (1, 3):
        yield Call(names[0], (rng.integers(0, 256, (count, 28, 28), dtype=np.uint8),), dtype=True)
    yield Call(names[0], (np.full((2, 28, 28), 7, dtype=np.uint8),), dtype=True)


def _predictions(names: Sequence[str], rng: np.random.Generator) -> Iterator[Call]:
    to_probabilities, predict_digits = names
    for scale in (1, 5, 300):
        rows = rng.uniform(-scale, scale, (6, 10))
        for each in (rows, rows.astype(np.float32)):
            yield Call(to_probabilities, (each,))
            yield Call(predict_digits, (each,), dtype=True)
    yield Call(predict_digits, (rng.dirichlet(np.ones(10), 5).astype(np.float32),), dtype=True)
    yield Call(to_probabilities, (rng.uniform(-5, 5, 10),))
    yield Call(to_probabilities, (np.array([[1000.0] + 9 * [-1000.0], [-1000.0] + 9 * [-1001.0]]),))


def _model(names: Sequence[str], _: np.random.Generator) -> Iterator[Call]:
    yield Call(names[0], model=True)


def _model_with_choice(names: Sequence[str], _: np.random.Generator) -> Iterator[Call]:
    yield Call(names[0], model=True)
    for activation in ("relu", "tanh", "gelu"):
        yield Call(names[0], (activation,), model=True)
        yield Call(names[0], keywords={"activation": activation}, model=True)


SAMPLES: Final[Mapping[str, Callable[[Sequence[str], np.random.Generator], Iterator[Call]]]] = {
    "neuron": _neuron,
    "softmax": _softmax,
    "log_softmax": _softmax,
    "softmax_jacobian": _jacobian,
    "table": _table,
    "preprocess": _preprocess,
    "predictions": _predictions,
    "model": _model_with_choice,
    "separate_layers": _model,
    "without_activation": _model,
    "without_softmax": _model,
}
