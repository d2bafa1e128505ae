"""A cell that fails keeps what it defines, and says where it failed without repeating what was said."""

import pytest

from autograder.worker.cells import Notebook


@pytest.fixture
def notebook():
    return Notebook()


def run(notebook, source, number=1, **how):
    return notebook.run(number, source, definitions_only=how.get("definitions_only", False))


def test_cells_share_a_namespace(notebook):
    run(notebook, "a = 1")
    assert run(notebook, "b = a + 1", 2) == {"skipped": [], "error": None}
    assert notebook.namespace["b"] == 2


def test_an_exception_is_named_with_its_line_and_without_its_message(notebook):
    report = run(notebook, "x = 1\nraise ValueError('the hidden input was 3.14')", 7)
    assert report["error"] == {"type": "ValueError", "cell": 7, "line": 2, "barrier": None}


def test_an_exception_of_the_students_own_is_named_by_its_builtin_base(notebook):
    report = run(notebook, "class Leak314(KeyError): pass\nraise Leak314('3.14')")
    assert report["error"]["type"] == "KeyError"


def test_an_exception_in_a_library_is_placed_at_the_students_line(notebook):
    report = run(notebook, "import json\n\njson.loads('{')", 4)
    assert (report["error"]["cell"], report["error"]["line"]) == (4, 3)


@pytest.mark.parametrize("statement", ["1 / 0", "raise SystemExit(0)", "raise KeyboardInterrupt", "exit"])
def test_definitions_after_a_failure_are_kept(notebook, statement):
    run(notebook, f"{statement}\ndef f(): return 1\ng = lambda: 2\nimport math\nprint('not run' + 1)")
    assert (notebook.namespace["f"](), notebook.namespace["g"]()) == (1, 2)
    assert "math" in notebook.namespace


def test_only_definitions_are_made_where_a_cell_hung(notebook):
    source = "import time\nwhile True: pass\ndef f(): return 1\nh = model.fit()\ng = np.vectorize(f)"
    run(notebook, "import numpy as np")
    report = run(notebook, source, 2, definitions_only=True)
    assert report["error"] is None
    assert "h" not in notebook.namespace
    assert notebook.namespace["f"]() == 1
    assert callable(notebook.namespace["g"])


def test_a_syntax_error_is_reported_with_its_line(notebook):
    assert run(notebook, "x = 1\ndef f(:\n    pass", 3)["error"] == {"type": "SyntaxError", "cell": 3, "line": 2}


@pytest.mark.parametrize("source", ["x = '\0'", "(" * 5000, "-" * 100_000 + "1"])
def test_what_no_parser_takes_is_an_error_of_the_cell(notebook, source):
    assert run(notebook, source)["error"] is not None


def test_future_features_hold_for_the_statements_after_them(notebook):
    source = "from __future__ import annotations\ndef f(x: undefined_name): return x"
    assert run(notebook, source)["error"] is None


def test_top_level_await_runs(notebook):
    source = "import asyncio\nawait asyncio.sleep(0)\nx = 1"
    assert run(notebook, source)["error"] is None
    assert notebook.namespace["x"] == 1


def test_a_second_run_starts_where_the_first_one_stopped(notebook):
    run(notebook, "count = 1\ntotal = missing + 1")
    run(notebook, "count = 2\nmissing = 5", 2)
    assert notebook.run_again(1) is None
    assert (notebook.namespace["count"], notebook.namespace["total"]) == (2, 6)


def test_notebook_helpers_do_nothing(notebook):
    assert run(notebook, "display(1)\nget_ipython().run_line_magic('time', '')")["error"] is None


def test_a_functions_source_can_be_inspected(notebook):
    run(notebook, "def f():\n    return 1\nimport inspect\ntext = inspect.getsource(f)")
    assert notebook.namespace["text"] == "def f():\n    return 1\n"


def test_the_main_guard_runs_as_in_a_notebook(notebook):
    run(notebook, "if __name__ == '__main__':\n    ran = True")
    assert notebook.namespace["ran"]
