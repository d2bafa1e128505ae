"""Whatever is changed in a course file, it loads or is refused with lines and remedies, never anything else."""

from __future__ import annotations

import copy
import functools
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.course.document import read_document
from autograder.course.load import load_course
from autograder.errors import CourseError

COURSE = Path(__file__).parents[2] / "course.yml"
STRANGE = [
    None,
    True,
    -1,
    0,
    1.5,
    1e400,
    "",
    "x",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    [],
    [None],
    [[]],
    {},
    {"x": None},
]
UNTRANSLATED = ("Input should", "Value error", "See docs", "String should", "Field required", "Tuple should")


def error_of(path: Path) -> CourseError | None:
    try:
        load_course(path)
    except CourseError as error:
        return error
    return None


def holds_together(path: Path) -> bool:
    """Load a file; whether it is a course. Any error but a well-formed CourseError fails the test."""
    error = error_of(path)
    if error is None:
        return True
    assert error.problems
    length = len(path.read_bytes().splitlines()) + 1
    for problem in error.problems:
        assert problem.place.startswith("$")
        assert problem.line is None or 1 <= problem.line <= length
        assert problem.remedy.endswith(".")
        assert not problem.remedy.endswith("..")
        assert not problem.message.endswith(".")
        assert not any(phrase in str(problem) for phrase in UNTRANSLATED), str(problem)
    assert str(error).encode()
    return False


@functools.cache
def good() -> object:
    return read_document(COURSE.read_text("utf-8")).data


def nodes(value, place=()):
    yield place
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from nodes(inner, (*place, step))


def parent_of(tree, place):
    for step in place[:-1]:
        tree = tree[step]
    return tree


PLACES = [place for place in nodes(good()) if place]


def as_yaml(tree) -> str:
    """JSON is YAML but for two words."""
    return json.dumps(tree, indent=1).replace("Infinity", ".inf").replace("NaN", ".nan")


def test_the_unchanged_tree_loads(tmp_path):
    path = tmp_path / "course.yml"
    path.write_text(as_yaml(good()))
    assert holds_together(path)


def test_deleting_any_node_loads_or_is_explained(tmp_path):
    path = tmp_path / "course.yml"
    refused = 0
    for place in PLACES[::2]:
        tree = copy.deepcopy(good())
        del parent_of(tree, place)[place[-1]]
        path.write_text(as_yaml(tree))
        refused += not holds_together(path)
    assert refused > len(PLACES[::2]) / 2


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(STRANGE)), min_size=1, max_size=4))
def test_replacing_any_nodes_loads_or_is_explained(tmp_path, changes):
    tree = copy.deepcopy(good())
    for place, value in sorted(changes, key=lambda change: -len(change[0])):
        parent_of(tree, place)[place[-1]] = copy.deepcopy(value)
    path = tmp_path / "course.yml"
    path.write_text(as_yaml(tree))
    holds_together(path)


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.integers(0, len(COURSE.read_text("utf-8"))),
    length=st.integers(0, 60),
    text=st.text("ab1:-,[]{}&*!|>'\"%@`#?<~ \n\t\\.\x00\x85é", max_size=12) | st.text(max_size=4),
)
def test_replacing_any_text_loads_or_is_explained(tmp_path, start, length, text):
    whole = COURSE.read_text("utf-8")
    path = tmp_path / "course.yml"
    path.write_bytes((whole[:start] + text + whole[start + length :]).encode("utf-8", "surrogatepass"))
    holds_together(path)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=60) | st.text("ab1:-,[]{}&*!|>'\"%@`#?<~ \n\t\\.", max_size=40).map(str.encode))
def test_any_bytes_are_refused_with_an_explanation(tmp_path, content):
    path = tmp_path / "course.yml"
    path.write_bytes(content)
    assert not holds_together(path)


@pytest.mark.parametrize("value", STRANGE)
def test_a_whole_file_of_one_value_is_refused(tmp_path, value):
    path = tmp_path / "course.yml"
    path.write_text(as_yaml(value))
    assert not holds_together(path)
