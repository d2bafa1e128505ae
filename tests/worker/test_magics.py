"""Shell lines and magics are left out of a cell; everything else of it stays where it was."""

import ast

import pytest

from autograder.worker.magics import parse


def kept(source):
    return ast.unparse(parse(source, "<cell 1>").tree)


@pytest.mark.parametrize(
    ("source", "expected", "skipped"),
    [
        ("x = 1", "x = 1", ()),
        ("%matplotlib inline\nx = 1", "pass\nx = 1", (1,)),
        ("!pip install numpy\nx = 1", "pass\nx = 1", (1,)),
        ("!pip install \\\n  numpy\nx = 1", "pass\npass\nx = 1", (1, 2)),
        ("if x:\n    !ls\n    y = 2", "if x:\n    pass\n    y = 2", (2,)),
        ("files = !ls\nx = 1", "pass\nx = 1", (1,)),
        ("t = %timeit -o f()\nx = 1", "pass\nx = 1", (1,)),
        ("np.tanh?\nx = 1", "pass\nx = 1", (1,)),
        ("?np.tanh\nx = 1", "pass\nx = 1", (1,)),
        ("%%time\nx = 1", "pass\nx = 1", (1,)),
        ("%%memit -r 1\nx = 1", "pass\nx = 1", (1,)),
        ("%time x = 1\ny = 2", "x = 1\ny = 2", ()),
        ("if x:\n    %time y = f(x)", "if x:\n    y = f(x)", ()),
        ("%load_ext x\n%autoreload 2\nx = 1\n!ls", "pass\npass\nx = 1\npass", (1, 2, 4)),
    ],
)
def test_lines_of_ipython_are_left_out(source, expected, skipped):
    cell = parse(source, "<cell 1>")
    assert (ast.unparse(cell.tree), cell.skipped) == (expected, skipped)


@pytest.mark.parametrize("source", ["%%bash\nrm -rf /", "%%writefile x.py\nx = 1", "%%html\n<b>", "\n%%js\n1"])
def test_a_cell_in_another_language_is_no_python(source):
    assert parse(source, "<cell 1>").tree is None


@pytest.mark.parametrize(
    "source",
    [
        's = """\n%d per cent\n!important\n"""',
        "x = (7\n% 2)",
        "x = [1,\n-2]",
        's = "what?"',
        "y = a \\\n% b",
    ],
)
def test_python_that_looks_like_a_magic_stays(source):
    assert parse(source, "<cell 1>").skipped == ()
    assert kept(source) == ast.unparse(ast.parse(source))


def test_line_numbers_stay_those_of_the_notebook():
    tree = parse("!ls\n\nx = 1", "<cell 1>").tree
    assert tree.body[-1].lineno == 3


def test_python_that_is_broken_stays_broken():
    with pytest.raises(SyntaxError):
        parse("def f(:\n    pass", "<cell 1>")


def test_a_cell_of_nothing_but_magics_ends():
    with pytest.raises(SyntaxError):
        parse("!ls\n" * 5000, "<cell 1>")
