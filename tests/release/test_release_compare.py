"""A stale release is described by the first cell that differs."""

from __future__ import annotations

import json

import pytest

from autograder.release.compare import difference

CELLS = [{"id": "a", "source": "1"}, {"id": "b", "source": "2"}]


def notebook(cells, **metadata):
    return json.dumps({"cells": cells, "metadata": metadata}).encode()


def test_difference_is_none_for_equal_bytes():
    assert difference(b"same", b"same") is None


@pytest.mark.parametrize(
    ("committed", "clause"),
    [
        (None, "is missing"),
        (notebook([CELLS[0], {"id": "b", "source": "3"}]), "differs first in cell 2 ('b')"),
        (notebook(CELLS[:1]), "ends before cell 2 ('b')"),
        (notebook([*CELLS, CELLS[0]]), "has 1 more cells at its end"),
        (notebook(CELLS, name="x"), "differs in the notebook's metadata"),
        (notebook(CELLS) + b"\n", "has the same content, but is formatted otherwise"),
        (b"{", "is no longer a notebook"),
        (b"[]", "is no longer a notebook"),
        (b'{"cells": [1]}', "is no longer a notebook"),
        (b"\xff", "is no longer a notebook"),
        (b"[" * 100_000, "is no longer a notebook"),
    ],
)
def test_difference_names_the_first(committed, clause):
    assert difference(committed, notebook(CELLS)) == clause


def test_difference_of_other_files_is_plain():
    assert difference(b"PK1", b"PK2") == "differs"
