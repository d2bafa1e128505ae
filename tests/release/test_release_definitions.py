"""Definitions are read from code without running it."""

from __future__ import annotations

import pytest

from autograder.release.definitions import Definition, NotPythonError, definitions

FUNCTION = Definition(is_function=True, has_docstring=True, is_stub=False)
VARIABLE = Definition(is_function=False, has_docstring=False, is_stub=False)


def test_definitions_finds_functions_classes_and_variables():
    found = definitions('def f(x):\n    "Doc."\n    return x\nclass C:\n    "Doc."\na = b, c = 1, 2\nd: int = 3')
    assert found == {"f": FUNCTION, "C": FUNCTION, "a": VARIABLE, "b": VARIABLE, "c": VARIABLE, "d": VARIABLE}


@pytest.mark.parametrize("source", ["d: int", "x.y = 1", "x[i] = 1", "def f():\n    'Doc.'\n    inner = 1\ndel f"])
def test_definitions_ignores_what_binds_no_name_at_the_top_level(source):
    assert definitions(source).keys() <= {"f"}


@pytest.mark.parametrize("body", ["raise NotImplementedError", "raise NotImplementedError()"])
def test_definitions_recognises_a_stub(body):
    assert definitions(f'def f(x):\n    "Doc."\n    {body}')["f"].is_stub


def test_definitions_takes_no_other_exception_for_a_stub():
    assert not definitions('def f(x):\n    "Doc."\n    raise ValueError("NotImplementedError")')["f"].is_stub


def test_definitions_reads_cells_with_magics():
    assert definitions("%matplotlib inline\n!pip list\nx = 1").keys() == {"x"}


@pytest.mark.parametrize("source", ["x = (", "def f(x):", "x = '\\d'", "x = '\x00'"])
def test_definitions_refuses_what_is_not_clean_python(source):
    with pytest.raises(NotPythonError):
        definitions(source)
