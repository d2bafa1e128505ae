"""What may stand in for what: operators, functions, words and dtypes that are easily mistaken for one another."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPERATORS: Final[Mapping[type[ast.operator], Sequence[type[ast.operator]]]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.Pow),
    ast.Div: (ast.Mult, ast.Sub, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Div,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
ORDERED: Final = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
"""Operators whose operands may not be exchanged."""

COMPARISONS: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)

CALLS: Final[Mapping[str, Sequence[str]]] = {
    "exp": ("expm1", "exp2"),
    "expm1": ("exp",),
    "log": ("log1p", "log2", "log10"),
    "log1p": ("log", "expm1"),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "max": ("min", "mean"),
    "min": ("max",),
    "sum": ("mean", "max", "prod"),
    "mean": ("sum", "median"),
    "prod": ("sum",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "sin": ("cos",),
    "cos": ("sin",),
    "tanh": ("sinh", "arctan", "sin"),
    "sinh": ("tanh", "cosh"),
    "cosh": ("sinh",),
    "arctan": ("tanh",),
    "abs": ("negative", "sign", "square"),
    "sqrt": ("square", "cbrt"),
    "square": ("sqrt",),
    "erf": ("erfc",),
    "erfc": ("erf", "erfcx"),
    "dot": ("multiply", "outer"),
    "asarray": ("ravel", "atleast_1d"),
    "Flatten": ("GlobalAveragePooling1D",),
    "Dropout": ("GaussianDropout", "LeakyReLU"),
    "ReLU": ("LeakyReLU", "ELU", "Softmax"),
    "Softmax": ("ReLU",),
    "SparseCategoricalCrossentropy": ("CategoricalCrossentropy", "MeanSquaredError"),
}
"""Functions by their last name; a replacement comes from the same module."""

ATTRIBUTES: Final[Mapping[str, Sequence[str]]] = {
    "float64": ("float32", "int64"),
    "float32": ("float64", "float16", "uint8"),
    "pi": ("e",),
}

STRINGS: Final[Mapping[str, Sequence[str]]] = {
    "relu": ("linear", "sigmoid", "tanh", "gelu", "softmax"),
    "softmax": ("linear", "sigmoid", "relu", "log_softmax"),
    "adam": ("sgd", "rmsprop", "adamax"),
    "sparse_categorical_crossentropy": ("categorical_crossentropy", "binary_crossentropy", "mse"),
    "accuracy": ("mse", "mae", "top_k_categorical_accuracy"),
    "C-1": ("C0", "C1", "Cinf"),
    "C0": ("C-1", "C1", "Cinf"),
    "C1": ("C-1", "C0", "Cinf"),
    "Cinf": ("C-1", "C0", "C1"),
}

MODULES: Final = frozenset({"np", "numpy", "scipy", "keras", "tf", "tensorflow"})
"""Names that stand for modules: a call of something in one has no object that it belongs to."""
