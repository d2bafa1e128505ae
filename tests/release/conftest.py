"""A toy assignment: its source text, a place to write variations of it, and its policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.course.schema import Assignment

TOY = Path(__file__).with_name("toy_source.txt")


@pytest.fixture
def toy_policy() -> dict[str, Any]:
    return {
        "slug": "toy",
        "title": "A toy",
        "points": 10,
        "questions": [
            {"id": "half", "title": "Half", "points": 2.5, "functions": ["half", "half_derivative"]},
            {"id": "names", "title": "Names", "points": 4.5, "functions": ["NAMES"]},
            {"id": "why", "title": "Why", "points": 3, "manual": True},
        ],
    }


@pytest.fixture
def toy(toy_policy) -> Assignment:
    return Assignment.model_validate(toy_policy)


@pytest.fixture
def toy_text() -> str:
    return TOY.read_text(encoding="utf-8")


@pytest.fixture
def varied(tmp_path, toy_text):
    """Write the toy source with some of its text replaced, each exactly once, and return the file."""

    def write(*replacements: tuple[str, str]) -> Path:
        text = toy_text
        for old, new in replacements:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the toy source"
            text = text.replace(old, new)
        path = tmp_path / "toy.py"
        path.write_text(text, encoding="utf-8")
        return path

    return write
