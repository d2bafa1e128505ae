"""A course of two assignments and notebooks for it."""

import json

import pytest

from autograder.course.schema import Course

THRESHOLDS = dict.fromkeys(
    ("accuracy_min", "accuracy_max", "without_activation_min", "without_activation_max", "gap_min"), 0.5
)


def _assignment(slug, **functions):
    questions = [{"id": id_, "title": id_, "points": 1, "functions": names} for id_, names in functions.items()]
    questions.append({"id": "explain", "title": "Why", "points": 1, "manual": True})
    return {"slug": slug, "title": slug, "points": len(questions), "questions": questions}


@pytest.fixture
def course():
    """Make a course whose notebooks may have 50 kB and whose archives 120 kB."""
    return Course.model_validate(
        {
            "schema_version": 1,
            "course": "c",
            "title": "C",
            "limits": {"notebook_bytes": 50_000, "archive_bytes": 120_000},
            "data": {"profiles": {"mnist-5k": {"epochs": 1, "batch_size": 1, "thresholds": THRESHOLDS}}},
            "assignments": [
                _assignment("activations", sigmoid=["sigmoid"], relu=["relu"]),
                _assignment("mnist", model=["build_model"], accuracy=["build_model"]),
            ],
        }
    )


@pytest.fixture
def content():
    """Turn sources of code cells into a notebook file."""

    def make(*sources, grade_ids=()):
        cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]
        cells += [
            {"cell_type": "code", "source": "pass", "metadata": {"nbgrader": {"grade_id": id_}}} for id_ in grade_ids
        ]
        return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()

    return make


@pytest.fixture
def activations(content):
    """Make an answer to the first assignment."""
    return content("import numpy as np\n\ndef sigmoid(x):\n    return x")


@pytest.fixture
def mnist(content):
    """Make an answer to the second assignment."""
    return content("def build_model(activation='relu'):\n    sigmoid(3)")


@pytest.fixture
def put(tmp_path):
    """Write files below a folder, by relative path, and return the folder."""

    def write(files, root="in"):
        folder = tmp_path / root
        folder.mkdir(exist_ok=True)
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder

    return write
