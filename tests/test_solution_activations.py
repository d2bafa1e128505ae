"""The source notebook of `activations`: its solutions against mpmath, its checks, and its form."""

from __future__ import annotations

import contextlib
import re
from itertools import pairwise
from pathlib import Path

import jupytext
import matplotlib as mpl
import mpmath
import numpy as np
import pytest
from nbclient import NotebookClient
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "solutions" / "activations" / "activations.py"
REGION = re.compile(r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL | re.MULTILINE)
STUB = r"\1raise NotImplementedError"

COURSE = YAML(typ="safe").load(ROOT / "course.yml")
QUESTIONS = next(a for a in COURSE["assignments"] if a["slug"] == "activations")["questions"]
AUTOMATIC = [question["id"] for question in QUESTIONS if "functions" in question]

SELU_SCALE, SELU_ALPHA = mpmath.mpf("1.0507009873554805"), mpmath.mpf("1.6732632423543773")

MODERATE = np.concatenate([np.linspace(-6, 6, 49), np.random.default_rng(1).uniform(-6, 6, 40)])
TAIL = np.array([6.5, 9.3, 17.2, 19.5, 36.9, 38.5, 40.0, 88.8, 120.3, 300.7, 650.0, 700.0, 710.0, 750.0, 1e4])
TINY = 10.0 ** -np.array([8, 10, 12, 16, 17, 20, 60, 150, 200, 299])
POINTS = np.concatenate([MODERATE, TAIL, -TAIL, TINY, -TINY])


def s(x):
    return 1 / (1 + mpmath.exp(-x))


def t(x):
    return mpmath.tanh(mpmath.log1p(mpmath.exp(x)))


def phi(x):
    return mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi)


def big_phi(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def elu(x, alpha):
    return x if x >= 0 else alpha * mpmath.expm1(x)


def elu_slope(x, alpha):
    return mpmath.mpf(1) if x >= 0 else alpha * mpmath.exp(x)


REFERENCES = {
    "sigmoid": s,
    "sigmoid_derivative": lambda x: s(x) * s(-x),
    "tanh": mpmath.tanh,
    "tanh_derivative": lambda x: mpmath.sech(x) ** 2,
    "relu": lambda x: max(x, mpmath.mpf(0)),
    "relu_derivative": lambda x: mpmath.mpf(x > 0),
    "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "softplus_derivative": s,
    "softsign": lambda x: x / (1 + abs(x)),
    "softsign_derivative": lambda x: 1 / (1 + abs(x)) ** 2,
    "silu": lambda x: x * s(x),
    "silu_derivative": lambda x: s(x) * (1 + x * s(-x)),
    "mish": lambda x: x * t(x),
    "mish_derivative": lambda x: t(x) + x * s(x) * mpmath.sech(mpmath.log1p(mpmath.exp(x))) ** 2,
    "gaussian": lambda x: mpmath.exp(-x * x),
    "gaussian_derivative": lambda x: -2 * x * mpmath.exp(-x * x),
    "selu": lambda x: SELU_SCALE * elu(x, SELU_ALPHA),
    "selu_derivative": lambda x: SELU_SCALE * elu_slope(x, SELU_ALPHA),
    "leaky_relu": lambda x: x if x >= 0 else mpmath.mpf(0.2) * x,
    "leaky_relu_derivative": lambda x: mpmath.mpf(1) if x > 0 else mpmath.mpf(0.2),
    "elu": lambda x: elu(x, 1),
    "elu_derivative": lambda x: elu_slope(x, 1),
    "gelu": lambda x: x * big_phi(x),
    "gelu_derivative": lambda x: big_phi(x) + x * phi(x),
}
WITH_ROOTS = {"silu_derivative", "gelu_derivative", "mish_derivative"}


@pytest.fixture(scope="module")
def cells():
    return jupytext.read(SOURCE).cells


def marks(cell):
    return cell.metadata.get("nbgrader", {})


def solution_cells(cells):
    return {marks(c)["grade_id"]: c.source for c in cells if marks(c).get("solution") and c.cell_type == "code"}


def check_cells(cells):
    return {marks(c)["grade_id"]: c.source for c in cells if marks(c).get("grade") and c.cell_type == "code"}


def given_cells(cells, *, experiments):
    return [
        c.source
        for c in cells
        if c.cell_type == "code" and marks(c).get("locked") and not marks(c).get("grade")
        if experiments or "experiment" not in c.metadata.get("tags", [])
    ]


def run(sources):
    namespace = {"__name__": "__main__"}
    for source in sources:
        exec(compile(source, "<cell>", "exec"), namespace)  # noqa: S102 - the notebook under test
    return namespace


@pytest.fixture(scope="module")
def solutions(cells):
    return run([*given_cells(cells, experiments=False), *solution_cells(cells).values()])


@pytest.fixture(scope="module")
def tools(cells):
    """Everything that a check cell may use besides the answer of its question."""
    figures = next(c.source for c in cells if marks(c).get("grade_id") == "figures")
    with mpl.rc_context():
        mpl.use("agg")
        yield run([*given_cells(cells, experiments=False), figures])


def run_check(cells, tools, question, *, answer):
    namespace = dict(tools)
    with contextlib.suppress(NotImplementedError):  # the stub of `table` raises at once, as for a student
        exec(compile(answer, "<answer>", "exec"), namespace)  # noqa: S102 - the notebook under test
    exec(compile(check_cells(cells)[f"check-{question}"], "<check>", "exec"), namespace)  # noqa: S102 - as above


def assert_close(got, want, atol):
    got = np.asarray(got, dtype=float)
    with mpmath.workdps(40):
        for value, reference in zip(got.ravel(), np.ravel(np.asarray(want, dtype=object)), strict=True):
            error = abs(mpmath.mpf(float(value)) - reference)
            assert error <= mpmath.mpf("1e-11") * abs(reference) + mpmath.mpf(atol), (value, reference)


@pytest.mark.parametrize("name", REFERENCES)
def test_solution_is_accurate_everywhere_and_silent(solutions, name):
    points = POINTS.copy()
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        got = solutions[name](points)
    with mpmath.workdps(40):
        want = [REFERENCES[name](mpmath.mpf(float(x))) for x in POINTS]
    assert got.shape == POINTS.shape
    assert np.array_equal(points, POINTS)
    assert_close(got, want, 1e-14 if name in WITH_ROOTS else 1e-300)


@pytest.mark.parametrize("name", REFERENCES)
def test_solution_takes_scalars_lists_integers_and_float32(solutions, name):
    function = solutions[name]
    expected = function(np.array([-2.0, 0.0, 3.0]))
    assert np.array_equal(function([-2, 0, 3]), expected)
    assert np.array_equal(function(np.array([[-2], [0], [3]])), expected[:, np.newaxis])
    assert np.ndim(function(3)) == 0
    assert function(3) == expected[2]
    assert np.array_equal(function(np.array([-2, 0, 3], dtype=np.float32)), expected)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("relu_derivative", {}, 0.0),
        ("leaky_relu_derivative", {"negative_slope": 0.7}, 0.7),
        ("elu_derivative", {"alpha": 3.0}, 1.0),
        ("selu_derivative", {}, 1.0507009873554805),
    ],
)
def test_solution_keeps_the_conventions_at_the_corner(solutions, name, arguments, expected):
    assert solutions[name](0.0, **arguments) == expected


@pytest.mark.parametrize("alpha", [0.3, 2.5])
def test_elu_and_leaky_relu_use_their_parameter(solutions, alpha):
    with mpmath.workdps(40):
        exact = [mpmath.mpf(float(x)) for x in POINTS]
        assert_close(solutions["elu"](POINTS, alpha=alpha), [elu(x, mpmath.mpf(alpha)) for x in exact], 1e-300)
        slopes = [elu_slope(x, mpmath.mpf(alpha)) for x in exact]
        assert_close(solutions["elu_derivative"](POINTS, alpha=alpha), slopes, 1e-300)
        leaky = [x if x >= 0 else mpmath.mpf(alpha) * x for x in exact]
        assert_close(solutions["leaky_relu"](POINTS, negative_slope=alpha), leaky, 1e-300)


def logits():
    rng = np.random.default_rng(2)
    rows = [rng.normal(size=5) * scale for scale in (1e-9, 1, 10, 100, 1000)]
    return [*rows, np.array([1e4, -1e4, 0, 0, 1e4]), np.array([40.0, 0, 0, 0, 0]), np.full(5, -1e4)]


def exact_softmax(row):
    exponentials = [mpmath.exp(mpmath.mpf(float(z)) - mpmath.mpf(float(row.max()))) for z in row]
    return [e / mpmath.fsum(exponentials) for e in exponentials]


@pytest.mark.parametrize("row", logits(), ids=str)
def test_softmax_family_is_accurate_and_silent(solutions, row):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        p, logs, jacobian = (solutions[name](row) for name in ("softmax", "log_softmax", "softmax_jacobian"))
    with mpmath.workdps(40):
        exact = exact_softmax(row)
        top = int(np.argmax(row))
        rest = mpmath.fsum(q for i, q in enumerate(exact) if i != top) / exact[top]
        exact_logs = [mpmath.mpf(float(z)) - mpmath.mpf(float(row[top])) - mpmath.log1p(rest) for z in row]
        others = [mpmath.fsum(q for j, q in enumerate(exact) if j != i) for i in range(len(row))]
        exact_jacobian = [exact[i] * others[i] if i == j else -exact[i] * exact[j] for i in range(5) for j in range(5)]
    assert_close(p, exact, 1e-300)
    assert_close(logs, exact_logs, 1e-300)
    assert_close(jacobian, exact_jacobian, 1e-300)


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_softmax_works_along_any_axis_of_any_shape(solutions, name):
    cube = np.random.default_rng(3).normal(size=(2, 3, 4)) * 50
    for axis in (0, 1, 2, -1, -3):
        moved = solutions[name](np.moveaxis(cube, axis, -1))
        assert np.allclose(np.moveaxis(moved, -1, axis), solutions[name](cube, axis=axis), rtol=1e-13)


def test_softmax_jacobian_keeps_leading_axes(solutions):
    cube = np.random.default_rng(4).normal(size=(2, 3, 4))
    jacobian = solutions["softmax_jacobian"](cube)
    assert jacobian.shape == (2, 3, 4, 4)
    assert np.array_equal(jacobian[1, 2], solutions["softmax_jacobian"](cube[1, 2]))


def test_neuron_bends_the_weighted_sum(solutions):
    assert np.isclose(solutions["neuron"]([1, 2], [0.5, -1.5], 0.25, np.tanh), np.tanh(-2.25))


def test_table_bounds_are_the_tightest_to_three_decimals(solutions):
    x = np.concatenate([np.linspace(-1e4, 1e4, 200_001), np.linspace(-5, 5, 200_001)])
    for name, row in solutions["ACTIVATIONS"].items():
        values = solutions[name](x)
        lower, upper = row["range"]
        assert values.min() == pytest.approx(lower, abs=6e-4) if np.isfinite(lower) else values.min() < -1e3, name
        assert values.max() == pytest.approx(upper, abs=6e-4) if np.isfinite(upper) else values.max() > 1e3, name
        assert row["monotonic"] == bool(np.all(np.diff(solutions[name](np.sort(x))) >= -1e-15)), name


def test_table_orders_of_continuity_fit_the_jumps_at_zero(solutions):
    h = 1e-5
    for name, row in solutions["ACTIVATIONS"].items():
        f = solutions[name]
        slope = solutions[f"{name}_derivative"]
        jumps = [
            abs(f(1e-12) - f(-1e-12)),
            abs(slope(1e-12) - slope(-1e-12)),
            abs((slope(2 * h) - slope(h)) / h - (slope(-h) - slope(-2 * h)) / h),
        ]
        first = next((order for order, jump in zip(["C-1", "C0", "C1"], jumps, strict=True) if jump > 1e-2), "Cinf")
        assert row["continuity"] == first, name


def test_questions_are_those_of_the_course(cells):
    assert set(solution_cells(cells)) == set(AUTOMATIC)
    assert set(check_cells(cells)) == {f"check-{question}" for question in AUTOMATIC}
    for question in QUESTIONS:
        for name in question.get("functions", []):
            assert re.search(rf"^(def )?{name}\b", solution_cells(cells)[question["id"]], re.MULTILINE), name
    assert [marks(c)["grade_id"] for c in cells if marks(c).get("grade") and c.cell_type == "markdown"] == ["explain"]


def test_headings_start_with_one_title_and_skip_no_level(cells):
    prose = [REGION.sub("", c.source) for c in cells if c.cell_type == "markdown"]
    fenceless = re.sub(r"```.*?```", "", "\n".join(prose), flags=re.DOTALL)
    levels = [len(heading) for heading in re.findall(r"^(#+) ", fenceless, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("question", AUTOMATIC)
def test_check_of_a_stub_says_that_nothing_is_written_yet(cells, tools, question):
    stub = REGION.sub(STUB, solution_cells(cells)[question])
    with pytest.raises(NotImplementedError):
        run_check(cells, tools, question, answer=stub)


CLASSIC_MISTAKES = [
    ("sigmoid", "np.where(x >= 0, 1.0, e) / (1.0 + e)", "1 / (1 + np.exp(-x))", "overflow"),
    ("sigmoid", "return e / (1.0 + e) ** 2", "x = np.asarray(x); return x * (1 - x)", "does your code take x itself"),
    ("sigmoid", "return e / (1.0 + e) ** 2", "y = 1 / (1 + np.exp(-np.asarray(x))); return y * (1 - y)", "Stable tier"),
    ("tanh", "return 4.0 * e / (1.0 + e) ** 2", "return 1 - np.tanh(np.asarray(x)) ** 2", "the slope at 300"),
    ("relu", "> 0, 1.0, 0.0", ">= 0, 1.0, 0.0", "agreed on slope 0"),
    (
        "relu",
        "return np.maximum(np.asarray(x, dtype=np.float64), 0.0)",
        "x = np.asarray(x); x[x < 0] = 0; return x",
        "has changed",
    ),
    ("softplus", "np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))", "np.logaddexp2(0, x)", "natural logarithm"),
    ("softplus", "np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))", "np.log(1 + np.exp(x))", "overflow"),
    ("leaky_relu", "negative_slope * x)", "0.2 * x)", "Is the argument used"),
    ("elu", "alpha * np.expm1(np.minimum(x, 0.0))", "alpha * np.exp(np.minimum(x, 0.0)) - 1", "whole bracket"),
    ("elu", "np.expm1(np.minimum(x, 0.0))", "(np.exp(np.minimum(x, 0.0)) - 1)", "tiny negative"),
    ("selu", "1.6732632423543773", "1.67", "mean should be 0 to within 0.0001"),
    ("selu", "1.0507009873554805", "1.05", "variance should be 1 to within 0.0001"),
    ("silu", "s_of_x * (1.0 + x * s_of_minus_x)", "s_of_x + x * s_of_minus_x", "the slope at this x by hand"),
    ("silu", "x = np.asarray(x, dtype=np.float64)", "pass", "fails for a list of floats"),
    ("silu", "x = np.asarray(x, dtype=np.float64)", "rows, columns = np.shape(x); x = np.asarray(x)", "number of axes"),
    ("sigmoid", "return e / (1.0 + e) ** 2", "return (e / (1.0 + e) ** 2).tolist()", "returned a list"),
    ("gelu", "erfc(-x / np.sqrt(2.0))", "(1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))", "exact function"),
    ("softmax", "axis=axis", "axis=0", "which axis holds the classes"),
    ("softmax", "return e / np.sum(e, axis=axis, keepdims=True)", "return e.tolist()", "returned a list"),
    ("softmax", "x - np.max(x, axis=axis, keepdims=True)", "x - np.max(x)", "far apart"),
    ("softmax", "x - np.max(x, axis=axis, keepdims=True)", "x", "Which exponent is large and positive?"),
    ("log_softmax", "return gap -", "return gap +", "at most 0"),
    ("log_softmax", "return gap -", "return np.log(np.exp(gap)) -", "Which denominator or logarithm receives 0"),
    ("softmax_jacobian", "= -np.sum(jacobian, axis=-1)", "= p * p", "each row of the Jacobian should sum to 0"),
    ("table", '"monotonic": True', '"monotonic": "yes"', "without quotation marks"),
]


@pytest.mark.parametrize("mistake", CLASSIC_MISTAKES, ids=lambda mistake: f"{mistake[0]}: {mistake[-1]}")
def test_check_names_a_classic_mistake(cells, tools, mistake):
    question, right, wrong, phrase = mistake
    answer = solution_cells(cells)[question]
    assert right in answer
    answer = answer.replace(right, wrong)
    with np.errstate(all="ignore"), pytest.raises(AssertionError, match=re.escape(phrase)):
        run_check(cells, tools, question, answer=answer)


def test_check_warns_of_nothing_before_its_message(cells, tools):
    answer = solution_cells(cells)["elu"].replace("alpha * np.expm1(", "-1 + alpha * np.exp(")
    with pytest.raises(AssertionError, match="whole bracket"):  # a warning would be raised in its place
        run_check(cells, tools, "elu", answer=answer)


@pytest.mark.parametrize(("question", "reminded"), [("sigmoid", True), ("softmax", False)])
def test_check_speaks_of_branches_only_where_one_number_is_bent_at_a_time(cells, tools, question, reminded):
    answer = solution_cells(cells)[question]
    answer = answer.replace("np.where(x >= 0, 1.0, e) / (1.0 + e)", "1 / (1 + np.exp(-x))")
    answer = answer.replace("x - np.max(x, axis=axis, keepdims=True)", "x")
    with np.errstate(all="ignore"), pytest.raises(AssertionError, match="overflow") as caught:
        run_check(cells, tools, question, answer=answer)
    assert ("np.where" in str(caught.value)) is reminded


def test_flat_curves_are_drawn_on_a_wide_scale(tools, monkeypatch):
    limits = []

    def keep_limits(figure, _):
        limits.extend(axis.get_ylim() for axis in figure.axes)
        tools["plt"].close(figure)

    monkeypatch.setitem(tools, "show_figure", keep_limits)
    tools["plot_pair"]("binary_step", tools["binary_step"], tools["binary_step_derivative"], corner=0.0)
    assert len(limits) == 2
    assert all(high - low >= 0.5 for low, high in limits)


def contrast_with_white(colour):
    """Contrast ratio by the definition of WCAG 2, between 1 and 21."""
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 1.05 / (np.dot([0.2126, 0.7152, 0.0722], linear) + 0.05)


def test_text_in_figures_is_dark_enough_to_read(tools):
    colours = [tools[name] for name in ("BLUE", "ORANGE", "GREEN", "PURPLE", "GREY")]
    assert all(contrast_with_white(tools["INK"].get(colour, colour)) >= 4.5 for colour in colours)


def test_checks_pass_for_each_solution_without_the_others(cells, tools):
    for question, answer in solution_cells(cells).items():
        run_check(cells, tools, question, answer=answer)


def test_notebook_runs_from_top_to_bottom_and_describes_its_figures():
    notebook = jupytext.read(SOURCE)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    figures = [output.data["text/html"] for output in outputs if output.output_type == "display_data"]
    assert len(figures) > 15
    assert all(re.search(r'alt="[^"]{40,}"', figure) for figure in figures)
