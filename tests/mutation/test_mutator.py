"""A mutant is the program with one small change: of a kind that people make, and in one place."""

import ast

import pytest

from mutation.mutator import mutants_of

FUNCTION = '''
def f(x, slope=0.2, axis=-1):
    """Doubles, or so."""
    x = np.asarray(x, dtype=np.float64)
    if x.ndim > 1 and axis == 0:
        total = -np.sum(x, axis=axis, keepdims=True)
    else:
        total = x.max(axis=-1) - slope
    total += 1
    layers = [Dense(10, activation="relu"), Dropout(0.5)]
    table = {"range": (0.0, 2.5), "monotonic": True}
    return np.where(x > 0, np.exp(x), slope * x) if total else x
'''


def bodies(expression):
    """The mutants of a single expression, as text."""
    return {mutant.source.removeprefix("y = ") for mutant in mutants_of("q", f"y = {expression}")} - {"pass"}


@pytest.mark.parametrize(
    ("expression", "mutants"),
    [
        ("a + b", {"a - b", "a * b", "a", "b"}),
        ("a - b", {"a + b", "a * b", "a", "b", "b - a"}),
        ("a ** b", {"a * b", "a", "b", "b ** a"}),
        ("a < b", {"a <= b", "a > b", "a >= b", "a == b", "a != b"}),
        ("a and b", {"a or b"}),
        ("-a", {"a"}),
        ("True", {"False"}),
        ("3", {"4", "2", "-3"}),
        ("1", {"2", "0", "-1"}),
        ("0", {"1", "-1", "1e-06", "-1e-06"}),
        ("2.0", {"3.0", "1.0", "-2.0", "2.002", "2.000002"}),
        ("'adam'", {"'sgd'", "'rmsprop'", "'adamax'"}),
        ("'C1'", {"'C-1'", "'C0'", "'Cinf'"}),
        ("'sigmoid'", {"'sigmoid_'"}),
        ("np.exp(a)", {"np.expm1(a)", "np.exp2(a)", "a"}),
        ("erf(a)", {"erfc(a)", "a"}),
        ("a.min()", {"a.max()", "a"}),
        ("g(a, b)", {"a", "g(b, a)"}),
        ("g(a, axis=b)", {"a", "g(a)"}),
        ("np.where(c, a, b)", {"c", "a", "b", "np.where(c, b, a)", "np.where(a, c, b)"}),
        ("a if c else b", {"b if c else a"}),
        ("np.float64", {"np.float32", "np.int64"}),
        ("(a, b)", {"(b, a)"}),
        ("[a, b]", {"[b, a]", "[a]", "[b]"}),
        ("{k: a, m: b}", {"{k: b, m: a}", "{k: a}", "{m: b}"}),
    ],
)
def test_an_expression_has_the_mutants_of_its_kind_and_no_others(expression, mutants):
    assert bodies(expression) == mutants


def test_a_default_is_a_constant_like_any_other():
    sources = {mutant.source for mutant in mutants_of("q", "def f(x, a=0.5):\n    return a")}
    assert "def f(x, a=1.5):\n    return a" in sources


def test_statements_are_deleted_and_branches_swapped():
    kinds = {mutant.kind: mutant.source for mutant in mutants_of("q", "if c:\n    a += b\nelse:\n    g()")}
    assert kinds["statement deleted"] == "if c:\n    a += b\nelse:\n    pass"
    assert kinds["branches swapped"] == "if c:\n    g()\nelse:\n    a += b"


def test_a_docstring_is_left_alone():
    assert all("Doubles, or so." in mutant.source for mutant in mutants_of("q", FUNCTION))


def test_each_mutant_is_another_program():
    sources = [mutant.source for mutant in mutants_of("q", FUNCTION)]
    assert len(set(sources)) == len(sources) > 100
    assert ast.unparse(ast.parse(FUNCTION)) not in sources


def node_at(tree, path):
    for field, index in path:
        tree = getattr(tree, field) if index is None else getattr(tree, field)[index]
    return tree


def with_node(tree, path, node):
    *way, (field, index) = path
    parent = node_at(tree, way)
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node
    return tree


@pytest.mark.parametrize("mutant", mutants_of("q", FUNCTION), ids=lambda mutant: mutant.name)
def test_a_mutant_compiles_and_differs_in_one_node(mutant):
    compile(mutant.source, "mutant", "exec")
    old = node_at(ast.parse(FUNCTION), mutant.path)
    repaired = with_node(ast.parse(mutant.source), mutant.path, old)
    assert ast.dump(repaired) == ast.dump(ast.parse(FUNCTION))


def test_a_mutant_says_where_and_what_was_changed():
    (mutant,) = (m for m in mutants_of("q", "def f(x):\n    return x * 2") if m.kind == "operator" and "/" in m.source)
    assert (mutant.question, mutant.line, mutant.diff) == ("q", 2, "- return x * 2\n+ return x / 2")
