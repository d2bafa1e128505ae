"""A small release and the ways to make submissions from it."""

import json

import pytest

from autograder.course.schema import Assignment
from autograder.notebook.reading import read

STUB = 'def sigmoid(x):\n    """The logistic function."""\n    raise NotImplementedError'


def _cell(kind, source, grade_id=None, *, tags=(), **flags):
    nbgrader = {"grade_id": grade_id, **flags} if grade_id is not None else {}
    metadata = {"nbgrader": nbgrader} if nbgrader else {}
    if tags:
        metadata["tags"] = list(tags)
    cell = {"cell_type": kind, "metadata": metadata, "source": source}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": [{"output_type": "stream", "name": "stdout", "text": "1" * 50}]}
    return cell


def _document(cells):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def cell():
    """Make one JSON cell."""
    return _cell


@pytest.fixture
def to_bytes():
    """Turn JSON cells into a notebook file."""
    return lambda cells: json.dumps(_document(cells)).encode()


@pytest.fixture
def released_cells():
    """Make the JSON cells of the release, fresh for each test."""
    return [
        _cell("markdown", "# Activations"),
        _cell("code", "import numpy as np", "setup", locked=True),
        _cell("code", STUB, "sigmoid", solution=True),
        _cell("code", "assert sigmoid(0) == 0.5", "check-sigmoid", grade=True, locked=True),
        _cell("code", "plot(sigmoid)", "plots", locked=True, tags=["experiment"]),
        _cell("markdown", "## ReLU"),
        _cell("code", "def relu(x):\n    raise NotImplementedError", "relu", solution=True),
        _cell("code", "def slope(x):\n    return 1", "given-slope", locked=True),
        _cell("markdown", "**Why?**\n\nYOUR ANSWER HERE", "explain", grade=True, solution=True),
        _cell("markdown", "The end."),
    ]


@pytest.fixture
def assignment():
    """Two questions of code and one of text."""
    return Assignment.model_validate(
        {
            "slug": "activations",
            "title": "Activations",
            "points": 3,
            "questions": [
                {"id": "sigmoid", "title": "Sigmoid", "points": 1, "functions": ["sigmoid", "sigmoid_derivative"]},
                {"id": "relu", "title": "ReLU", "points": 1, "functions": ["relu"]},
                {"id": "explain", "title": "Why", "points": 1, "manual": True},
            ],
        }
    )


@pytest.fixture
def notebook(to_bytes):
    """Make a read notebook of JSON cells."""
    return lambda cells: read(to_bytes(cells))
