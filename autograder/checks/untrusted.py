"""Reading plain values from the untrusted side: exact types, bounded sizes, finite numbers, harmless names."""

from __future__ import annotations

import re
from typing import Any, Final

import numpy as np

from autograder.checks.allowed import MAX_NUMBER
from autograder.checks.failure import CheckFailed

SAYABLE: Final = re.compile(r"[^A-Za-z0-9_.<>]")
LONGEST_NAME: Final = 60
LONGEST_TEXT: Final = 200

Tree = Any
"""Plain data after `check_plain`; before it, whatever came over the wire."""


class DeclarationRejected(CheckFailed):
    """A declared model that is not rebuilt; `message` and `hint` are for the student."""


def unreadable() -> DeclarationRejected:
    """Make the rejection of a declaration that no honest worker sends."""
    return DeclarationRejected(
        "The layers of the model could not be read.",
        "Can you build the same model from Keras' own layers, in a Sequential model?",
    )


def check_plain(tree: Tree) -> None:
    """Reject a tree that holds anything but exact dicts, lists, texts, numbers, bools and None.

    So no comparison in the reader meets an array or an object with operators of its own.
    """
    kind = type(tree)
    if kind is dict:
        for key, value in tree.items():
            if type(key) is not str or len(key) > LONGEST_TEXT:
                raise unreadable()
            check_plain(value)
    elif kind is list:
        for value in tree:
            check_plain(value)
    elif not (tree is None or kind in (bool, int, float) or (kind is str and len(tree) <= LONGEST_TEXT)):
        raise unreadable()


def field(node: Tree, key: str) -> Tree:
    """Fetch a value that must be there."""
    if type(node) is not dict or key not in node:
        raise unreadable()
    return node[key]


def settings_of(node: Tree) -> dict[str, Tree]:
    """Fetch the settings of a described object."""
    settings = field(node, "settings")
    if type(settings) is not dict:
        raise unreadable()
    return settings


def public_name(node: Tree) -> tuple[str, str, str]:
    """Fetch kind, namespace and last name of a described function or object: `object, keras.layers, Dense`."""
    kind, name = field(node, "kind"), field(node, "name")
    if type(kind) is not str or type(name) is not str:
        raise unreadable()
    space, _, last = name.rpartition(".")
    return kind, space, last


def plain_number(value: Tree) -> float | None:
    """Read a finite number of moderate size; None for anything else.

    Keras keeps some numbers as float32, so that 0.001 comes as 0.0010000000474974513: all are brought back to the
    shortest number that float32 can't tell from them.
    """
    if type(value) not in (int, float) or not abs(value) <= MAX_NUMBER:
        return None
    return float(str(np.float32(value)))


def sayable(name: str) -> str:
    """Make a name from the untrusted side fit for a message."""
    return SAYABLE.sub("?", name[:LONGEST_NAME])
