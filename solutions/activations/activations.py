# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Activation functions and their derivatives
#
# A neural network is built from the plainest thing in mathematics, the weighted sum, and one extra ingredient: a
# *bend*. In this notebook you make the bends. You write twelve activation functions with their derivatives, then
# softmax with its relatives, and you finish with a map of the whole family: how far each function reaches, how smooth
# it is, and whether it ever turns back.
#
# When you are done you will be able to
#
# - say why a stack of weighted sums without a bend is no deeper than one of them,
# - turn a formula from a book into code that is right for *every* number, not only for pleasant ones,
# - check a derivative without trusting anybody's algebra, including your own.

# %% [markdown]
# ## How this notebook works
#
# Each question has a short text, one cell for you, and one check.
#
# 1. **Guess first.** Where you read *Your guess*, write a line on paper before you go on. A result that you
#    predicted, rightly or wrongly, is a result that you remember.
# 2. **Write.** Replace `raise NotImplementedError` by your code. Keep the names and the arguments. You may add cells
#    and helper functions, and import from NumPy, SciPy or TensorFlow.
# 3. **Check.** Run the cell below yours. It looks at properties that you can verify yourself (shape, symmetry,
#    agreement with the numerical slope), draws your function above its derivative, and says what it did *not* test.
#
# When you hand in, further checks run that you don't see here. They use other inputs, but they ask for nothing that
# is not announced on this page.
#
# ### What earns the points
#
# The points stand beside each question. They come from two tiers.
#
# | tier | inputs | what is expected |
# |---|---|---|
# | **textbook** | numbers up to 6 in size (logits up to about 20) | the right values, to twelve digits (five for `float32` input): this earns most of a question |
# | **stable** | up to $10^4$ in size, and down to tiny ones such as $10^{-300}$ | still the right values, nearly to the last digit, and no *overflow*, *invalid value* or *division by zero* warning on the way: this earns the rest |
#
# A result that fades silently to zero, such as `np.exp(-10000.0)`, is welcome: that is called underflow and it is
# harmless here. The inputs $\pm\infty$ and NaN are not graded.
#
# ### What every function promises
#
# - It works on **each element** of an array of **any shape** and returns the same shape. (Softmax and its relatives
#   have their own rule.)
# - The result is a NumPy array (or a TensorFlow tensor), not a list; for a single number, a number or an array without
#   axes.
# - It also takes plain numbers, lists, and integers. Integers get the same values as the equal floats.
# - It **never changes its input**.
# - `float32` input may come back as `float32` or as `float64`; all other input is computed in `float64`.
# - A derivative takes the **input** of the function, not its output: `sigmoid_derivative(x)` is the slope of the
#   sigmoid at `x`.
# - Where a graph has a corner at 0 there is no slope, so we agree on one:
#
# | function | we set its derivative at 0 to |
# |---|---|
# | `relu` | 0 |
# | `leaky_relu` | its negative slope |
# | `elu` | 1, whatever `alpha` is |
# | `selu` | its scale |
#
# ### Cells that are not run when you are graded
#
# Cells tagged `experiment` only show something: figures, mostly. Your answers must not depend on them. If you draw
# figures of your own, tag the cell likewise, or import Matplotlib in it.

# %% [markdown]
# ## Set-up
#
# Run the next two cells and go on. They hold NumPy and a few small tools that the checks use; reading them is optional
# for now, and worth it later.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np

FAR = np.array([0.0, 1e-300, 1e-20, 1e-8, 1.0, 20.0, 100.0, 700.0, 750.0, 1e4])
FAR = np.concatenate([-FAR[::-1], FAR])  # where formulas from books get into trouble


def numerical_derivative(f, x, h=1e-5):
    """The slope of f at each x, measured from two points that lie h to the left and to the
    right."""
    x = np.asarray(x, dtype=float)
    return (f(x + h) - f(x - h)) / (2 * h)


def passed(what, tested, untested=""):
    """Say in words what a check has looked at, and what it has not."""
    print(f"PASSED      {what}: {tested}.")
    if untested:
        print(f"not tested  {untested}.")


def check_kind(name, values):
    """Assert that a result is there, and that it is no plain list."""
    assert values is not None, f"{name} returned None. Does every path of it end in `return`?"
    assert not isinstance(values, (list, tuple)), (
        f"{name} returned a {type(values).__name__}; an array is wanted. Which line could turn "
        "it into one?"
    )


def call_with(name, f, label, argument):
    """Call f in another form than an array of floats; assert that it does not fail on it."""
    try:
        return f(argument)
    except NotImplementedError:
        raise
    except Exception as problem:
        question = "Which line could turn its input into an array of floats first?"
        if np.ndim(argument) == 3:
            question = "Which line relies on the number of axes?"
        raise AssertionError(
            f"{name} works for an array of shape (2, 3) but fails for {label}: {problem}. "
            f"{question}"
        ) from None


def check_form(name, f):
    """Assert that f is elementwise, takes arrays, lists, integers and scalars, and leaves
    its input alone."""
    grid = np.array([[-2.0, -1.0, 0.0], [0.5, 1.0, 3.0]])
    copy = grid.copy()
    values = f(copy)
    check_kind(name, values)
    assert np.array_equal(copy, grid), (
        f"The array that we passed to {name} has changed. Print it before and after your "
        "call: which operation wrote into it?"
    )
    assert np.shape(values) == grid.shape, (
        f"We passed {name} an array of shape {grid.shape} and got shape {np.shape(values)}. "
        "Each element has one result."
    )
    values = np.asarray(values, dtype=float)
    assert np.all(np.isfinite(values)), (
        f"{name} gives infinity or NaN somewhere between -2 and 3."
    )
    for label, changed in [
        ("an array of shape (3, 1, 2)", grid.reshape(3, 1, 2)),
        ("a list of floats", grid.ravel().tolist()),
    ]:
        result = call_with(name, f, label, changed)
        check_kind(name, result)
        assert np.allclose(np.ravel(result), values.ravel()), (
            f"{name} gives other values for {label} than for the same numbers in an array of "
            "shape (2, 3)."
        )
    for label, integers in [
        ("a list of integers", [-2, -1, 0]),
        ("an integer array", np.array([-2, -1, 0])),
    ]:
        result = call_with(name, f, label, integers)
        check_kind(name, result)
        assert np.allclose(result, values[0]), (
            f"{name} gives other values for {label} than for the equal floats. Which line "
            "fixes the type of the output?"
        )
    for number, wanted in [(-2, values[0, 0]), (0, values[0, 2]), (0.5, values[1, 0])]:
        result = call_with(name, f, f"the single number {number}", number)
        check_kind(name, result)
        assert np.ndim(result) == 0, (
            f"{name} of the single number {number} came back with shape {np.shape(result)}."
        )
        assert np.allclose(result, wanted), (
            f"{name}({number}) differs from what {name} gives for {number} in an array."
        )
    assert np.allclose(f(grid.astype(np.float32)), values, rtol=1e-4, atol=1e-5), (
        f"{name} gives other values for float32 than for float64."
    )


def check_slope(name, f, derivative, x):
    """Assert that a derivative agrees with the numerical slope of the function it belongs
    to."""
    slope = numerical_derivative(f, x)
    claimed = np.asarray(derivative(x), dtype=float)
    error = np.abs(claimed - slope)
    worst = np.argmax(np.where(np.isnan(error), np.inf, error))
    assert np.all(error <= 1e-6 * (1 + np.abs(slope))), (
        f"At x = {x[worst]:.3g} the graph of your {name} has slope {slope[worst]:.6g}, but "
        f"your derivative says {claimed[worst]:.6g}. Work out the slope at this x by hand. (If "
        f"the number looks unrelated: does your code take x itself, or the value of {name} at "
        "x?)"
    )


def check_quiet(name, f, x=FAR):
    """Assert that f is finite and raises no floating-point warning on inputs up to 1e4 in
    size."""
    try:
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            values = np.asarray(f(x.copy()), dtype=float)
    except FloatingPointError as problem:
        question = "Which part becomes inf - inf, inf / inf, 0 / 0 or 0 times inf?"
        if "overflow" in str(problem):
            question = "Which exponent is large and positive?"
        elif "divide by zero" in str(problem):
            question = "Which denominator or logarithm receives 0, and for which input?"
        if x is FAR:  # one number at a time, so that np.where may be part of it
            question += " And remember that np.where computes both branches for every element."
        raise AssertionError(
            f"Stable tier still open: on inputs up to 10,000 in size, {name} makes NumPy say "
            f"'{problem}'. {question}"
        ) from None
    assert np.all(np.isfinite(values)), (
        f"Stable tier still open: {name} is infinite or NaN for some input up to 10,000."
    )


# %% tags=["experiment"] nbgrader={"grade_id": "figures", "locked": true}
import base64
import html
import io

import matplotlib.pyplot as plt
from IPython.display import HTML, display

# These colours are told apart by colour-blind eyes too; styles and labels repeat what they say.
BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#555555"
INK = {ORANGE: "#B54E00", GREEN: "#00734F", PURPLE: "#A0447A"}  # darker: letters are thin
STYLES = [
    (BLUE, "-"),
    (ORANGE, "--"),
    (GREEN, "-."),
    (PURPLE, ":"),
    ("black", (0, (6, 1, 1, 1, 1, 1))),
]
plt.rcParams.update(
    {
        "font.size": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.color": "#dddddd",
        "grid.linewidth": 0.7,
        "axes.axisbelow": True,
        "lines.linewidth": 2.2,
        "figure.constrained_layout.use": True,
    }
)


def show_figure(figure, alt, width=680):
    """Show a figure with a description for readers who can't see it."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=150)
    plt.close(figure)
    data = base64.b64encode(buffer.getvalue()).decode()
    display(
        HTML(
            f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}" style="width: '
            f'{width}px; max-width: 100%">'
        )
    )


def label_line(axis, x, y, text, color):
    """Write a curve's name at its right end, so that no legend is needed."""
    axis.annotate(
        text,
        (x, y),
        xytext=(7, 0),
        textcoords="offset points",
        color=INK.get(color, color),
        va="center",
        annotation_clip=False,
    )


def plot_pair(name, f, derivative, corner=None, limit=6.0):
    """Draw f above its derivative on one x axis and print a few of the values."""
    x = np.linspace(-limit, limit, 601)
    if corner is not None:
        x = x[np.abs(x - corner) > 1e-9]
    figure, axes = plt.subplots(2, 1, sharex=True, figsize=(7, 5))
    rows = [(axes[0], f, f"{name}(x)", BLUE, "-"), (axes[1], derivative, "slope", ORANGE, "--")]
    for axis, function, label, color, style in rows:
        y = np.asarray(function(x), dtype=float)
        axis.axhline(0, color=GREY, linewidth=0.8)
        axis.axvline(0, color=GREY, linewidth=0.8)
        pieces = [slice(None)] if corner is None else [x < corner, x > corner]
        for piece in pieces:
            axis.plot(x[piece], y[piece], color=color, linestyle=style)
        if corner is not None:
            axis.plot([corner], [float(function(corner))], "o", color=color, markersize=6)
        axis.set_xlim(-limit, limit)
        if np.ptp(y) < 1e-12:  # a flat line deserves a scale on which it looks flat
            axis.set_ylim(y[0] - 0.5, y[0] + 0.5)
        label_line(axis, limit, y[-1], label, color)
    axes[1].set_xlabel("x")
    y, slope = np.asarray(f(x), dtype=float), np.asarray(derivative(x), dtype=float)
    low, high = np.argmin(slope), np.argmax(slope)
    slopes = (
        f"Its slope lies between {slope[low]:.3g}, at x = {x[low]:.2g}, "
        f"and {slope[high]:.3g}, at x = {x[high]:.2g}."
    )
    if np.ptp(slope) < 1e-12:
        slopes = f"Its slope is {slope[0]:.3g} everywhere."
    dot = "" if corner is None else f"Dots mark the values at x = {corner:g}."
    show_figure(
        figure,
        (
            f"{name} above its derivative, for x from {-limit:g} to {limit:g}. The function "
            f"has the value {y[0]:.3g} at the left "
            f"end, {float(f(0.0)):.3g} at 0 and {y[-1]:.3g} at the right end. "
            f"{slopes} {dot}".strip()
        ),
    )
    points = np.array([-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0])
    for label, numbers in [("x", points), ("value", f(points)), ("slope", derivative(points))]:
        print(
            f"{label:>6}"
            + "".join(
                f"{number:10.4f}"
                for number in np.round(np.asarray(numbers, dtype=float), 4) + 0.0
            )
        )


# %% [markdown]
# ## 1. Why a network needs a bend
#
# One layer of a network turns its inputs $x$ into $Wx + b$: weights, a sum, a bias. Put a second layer on top, with its
# own weights, and a third. Surely more layers can express more?
#
# **Your guess:** the next cell sends a thousand random points through two layers without activation (3 inputs, 5 in the
# middle, 2 outputs, which makes 32 weights and biases). How many numbers does a *single* layer need to do exactly the
# same to every point?

# %% tags=["experiment"] nbgrader={"grade_id": "collapse", "locked": true}
rng = np.random.default_rng(8)
W1, b1 = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
W2, b2 = rng.normal(size=(2, 5)), rng.normal(size=(2, 1))
points = rng.normal(size=(3, 1000))

two_layers = W2 @ (W1 @ points + b1) + b2
W, b = W2 @ W1, W2 @ b1 + b2
one_layer = W @ points + b

print("numbers in the two layers:", W1.size + b1.size + W2.size + b2.size)
print("numbers in the one layer: ", W.size + b.size)
print(
    f"largest difference over {points.shape[1]} points: "
    f"{np.max(np.abs(two_layers - one_layer)):.1e}"
)

# %% [markdown]
# Multiply out and you see why:
#
# $$W_2\,(W_1 x + b_1) + b_2 \;=\; \underbrace{W_2 W_1}_{W}\,x + \underbrace{W_2 b_1 + b_2}_{b}.$$
#
# Two layers collapse into one, and by the same step so do fifty. What stops the collapse is a function $f$ between the
# layers that is *not* of the form "weight times input plus bias". That function is the **activation function**, and a
# unit becomes
#
# $$a = f(w \cdot x + b).$$
#
# The number $z = w \cdot x + b$ is called the pre-activation, $a$ the activation.
#
# **Your guess:** below, ten layers of width 4 take one number in and give one number out. Sketch what the output looks
# like as a function of the input, without a bend and with one.


# %% tags=["experiment"] nbgrader={"grade_id": "bend-or-line", "locked": true}
def deep(x, bend):
    """Ten random layers of width 4 on one input, with a bend after each."""
    rng = np.random.default_rng(101)
    a = np.asarray(x)[np.newaxis, :]
    for _ in range(10):
        a = bend(
            rng.normal(size=(4, len(a))) * 2.0 / np.sqrt(len(a)) @ a + rng.normal(size=(4, 1))
        )
    return a.sum(axis=0)


line_x = np.linspace(-3, 3, 400)
figure, axes = plt.subplots(1, 2, figsize=(8, 3.2))
for axis, bend, title, color in [
    (axes[0], lambda z: z, "ten layers, no bend", BLUE),
    (axes[1], np.arctan, "ten layers, arctan after each", ORANGE),
]:
    axis.plot(line_x, deep(line_x, bend), color=color)
    axis.set_title(title, fontsize=11)
    axis.set_xlabel("input")
axes[0].set_ylabel("output")
straight, curved = deep(line_x, lambda z: z), deep(line_x, np.arctan)
turns = np.count_nonzero(np.diff(np.sign(np.diff(curved))))
show_figure(
    figure,
    (
        "Output against input of ten layers. Without a bend: a straight line from "
        f"{straight[0]:.3g} to {straight[-1]:.3g}. "
        f"With arctan after each layer: a curve that changes direction {turns} times."
    ),
    width=760,
)

# %% [markdown]
# ## 2. Two worked examples
#
# Before you write, read two complete answers. They are the two simplest functions of the family, and they show how the
# promises above are kept.
#
# | name | $f(x)$ | $f'(x)$ |
# |---|---|---|
# | identity | $x$ | $1$ |
# | binary step | $0$ if $x < 0$, $1$ if $x \ge 0$ | $0$ (none at $x = 0$; we set it to $0$) |
#
# Look for the answers to these questions in the code.
#
# - Which line makes lists, integers and single numbers work?
# - `identity` could say `return x`. What might then happen to the caller's array one line later?
# - Why `np.where`, and why no `if`?


# %% nbgrader={"grade_id": "worked-examples", "locked": true}
def identity(x):
    """The input itself, as floats: a copy, so that whoever changes the result does not
    change the input."""
    return np.array(x, dtype=float)


def identity_derivative(x):
    """Slope 1 everywhere, in the shape of the input."""
    return np.ones(np.shape(x))


def binary_step(x):
    """0 for negative inputs, 1 for all others."""
    # Lists, integers and single numbers become arrays of floats.
    x = np.asarray(x, dtype=float)
    # One choice for each element; an `if` could only choose once.
    return np.where(x >= 0, 1.0, 0.0)


def binary_step_derivative(x):
    """Slope 0 everywhere; at the jump, where there is no slope, 0 as well."""
    return np.zeros(np.shape(x))


# %% tags=["experiment"] nbgrader={"grade_id": "worked-examples-figures", "locked": true}
check_form("identity", identity)
check_form("binary_step", binary_step)
plot_pair("identity", identity, identity_derivative)
plot_pair("binary_step", binary_step, binary_step_derivative, corner=0.0)

# %% [markdown]
# The two are the extremes. The identity bends nothing: with it, the layers collapse as before. The step bends as hard
# as it can, but its slope is 0 everywhere, and a network that learns by following slopes learns nothing from it. Every
# function below is a compromise between the two.

# %% [markdown]
# ### Question `neuron`: a weighted sum, then a bend ({points:neuron})
#
# $$\text{neuron}(x, w, b, f) = f(w \cdot x + b), \qquad w \cdot x = \sum_i w_i x_i$$
#
# `x` and `w` are one-dimensional and equally long (lists will do as well), `b` is a number, and `activation` is any
# function of one argument: one of this notebook, `np.tanh`, or a `lambda`.
#
# *Trap:* the activation acts on the sum, once. It does not act on the summands.


# %% nbgrader={"grade_id": "neuron", "solution": true}
def neuron(x, w, b, activation):
    """Return activation(w . x + b).

    x and w are one-dimensional and of equal length, b is a number, and activation is a function
    of one argument.
    """
    ### BEGIN SOLUTION
    return activation(np.dot(w, x) + b)
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-neuron", "grade": true, "locked": true}
inputs, weights = np.array([1.0, -2.0, 0.5]), np.array([0.3, 0.1, -0.7])
seen = []
neuron(inputs, weights, 0.25, lambda z: seen.append(z) or z)
assert len(seen) == 1, (
    f"Your neuron called the activation {len(seen)} times for one unit. Which number does the "
    "bend act on?"
)
assert np.ndim(seen[0]) == 0, (
    f"The activation received shape {np.shape(seen[0])}. A weighted sum is one number."
)
assert np.isclose(
    neuron(inputs, weights, 5.0, identity) - neuron(inputs, weights, 2.0, identity), 3.0
), "With the identity as activation, raising b by 3 should raise the result by 3."
assert np.isclose(
    neuron(2 * inputs, weights, 0.0, identity), 2 * neuron(inputs, weights, 0.0, identity)
), "With the identity and b = 0, doubling x should double the result."
assert np.isclose(neuron([1, 0, 0], weights, 0.0, identity), weights[0]), (
    "With x = [1, 0, 0], the identity and b = 0, only the first weight should be left."
)
assert neuron(inputs, weights, 100.0, np.arctan) > 1.5, (
    "A large bias should push arctan close to its upper end."
)
assert np.array_equal(inputs, [1.0, -2.0, 0.5]), "Your neuron changed its input x."
passed(
    "neuron",
    "one activation of one weighted sum; lists; input unchanged",
    "other activations and lengths",
)

# %% [markdown]
# ## 3. A slope that you can measure
#
# You will write derivatives, and algebra goes wrong. Happily a slope can be *measured*: take two points of the graph,
# close to $x$ and on either side of it,
#
# $$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}.$$
#
# This is `numerical_derivative` in the set-up. The checks compare your derivative with the measured slope of your own
# function; nobody's solution is needed.
#
# **Your guess:** which $h$ is best: $10^{-1}$, $10^{-5}$ or $10^{-12}$? The next figure measures the slope of $\arctan$
# at $x = 1$, where it is exactly $\frac12$.

# %% tags=["experiment"] nbgrader={"grade_id": "choosing-h", "locked": true}
steps = np.logspace(-14, 0, 57)
errors = np.array([abs(numerical_derivative(np.arctan, 1.0, h) - 0.5) for h in steps])
best = steps[np.argmin(errors)]
figure, axis = plt.subplots(figsize=(7, 3.4))
axis.loglog(
    steps, np.maximum(errors, 1e-17), color=BLUE, marker="o", markersize=4, linewidth=1.2
)
axis.set_xlabel("h")
axis.set_ylabel("error of the slope")
axis.text(3e-13, 3e-11, "too small:\nrounding", color=GREY, ha="center")
axis.text(5e-2, 1e-9, "too large:\nthe graph bends", color=GREY, ha="center")
show_figure(
    figure,
    (
        "Error of the measured slope against h, both on logarithmic scales: a V. It falls "
        f"from {errors[-1]:.1g} at h = 1 to "
        f"about {np.median(errors[(steps > 3e-6) & (steps < 3e-5)]):.0g} near h = 1e-5 and "
        f"rises again to {errors[0]:.1g} at h = 1e-14."
    ),
)

# %% [markdown]
# A smaller step is *not* always safer. Below about $10^{-5}$ the two values agree in so many digits that their
# difference is mostly rounding error, and dividing by a tiny $h$ magnifies it. Remember the picture: subtracting two
# nearly equal numbers loses digits. It will come back.

# %% [markdown]
# ## 4. From the textbook to every number: a worked example
#
# Here is a function that nobody will ask you for, treated the way yours deserve. The *Gudermannian* is an S-shaped
# curve as good as any:
#
# $$g(x) = 2\arctan(e^{x}) - \frac{\pi}{2}, \qquad g'(x) = \cos g(x).$$
#
# The textbook version is two lines. **Your guess:** what will it do at $x = 800$, where $e^{x}$ does not fit into a
# floating-point number: a wrong value, NaN, or the right value with a warning? And what at $x = 10^{-17}$?


# %% tags=["experiment"] nbgrader={"grade_id": "gudermannian-textbook", "locked": true}
def gudermannian_textbook(x):
    return 2 * np.arctan(np.exp(x)) - np.pi / 2


def gudermannian_derivative_textbook(x):
    return np.cos(gudermannian_textbook(x))


for number in [1.0, 40.0, 800.0, 1e-17]:
    with np.errstate(over="ignore"):
        value, slope = gudermannian_textbook(number), gudermannian_derivative_textbook(number)
    print(f"x = {number:<7g} value {value:<22.16g} slope {slope:.6g}")
try:
    with np.errstate(over="raise"):
        gudermannian_textbook(800.0)
except FloatingPointError as problem:
    print("at x = 800 NumPy reports:", problem)

# %% [markdown]
# Three different things went wrong, and only one of them made a sound.
#
# 1. **Overflow.** At $x = 800$ the value is right: $e^{800}$ became $\infty$, and $\arctan(\infty)$ is $\pi/2$ indeed. We
#    were lucky. In another formula the same $\infty$ ends as $\infty/\infty$, which is NaN.
# 2. **Cancellation near 0.** For tiny $x$ the true value is $x$ itself, but we compute $\pi/2 - \pi/2$. Every digit of
#    $x$ was lost when it was added to something of size 1.
# 3. **A derivative made from the output.** At $x = 40$ the true slope is about $8.5 \cdot 10^{-18}$. The output is so
#    close to $\pi/2$ that the nearest floating-point number has nothing left to say about the distance, so its cosine
#    is rounding noise: about seven times too large, and the *same* noise at $x = 800$.
#
# The cures are general.
#
# - Never exponentiate a large positive number. $e = e^{-|x|}$ lies between 0 and 1 for every $x$; rewrite the formula in
#   terms of it and use the symmetry of the function for the other sign.
# - Near 0, use a form that does not start from 1. NumPy has `np.expm1(x)` for $e^x - 1$ and `np.log1p(x)` for
#   $\ln(1 + x)$, both accurate for tiny $x$.
# - Write the derivative as a function of the input.
#
# With $g(x) = 2 \arctan(\tanh \frac{x}{2})$ and $g'(x) = \frac{1}{\cosh x} = \frac{2e}{1 + e^2}$ all three are cured:


# %% tags=["experiment"] nbgrader={"grade_id": "gudermannian-stable", "locked": true}
def gudermannian(x):
    x = np.asarray(x, dtype=float)
    return 2 * np.arctan(np.tanh(x / 2))


def gudermannian_derivative(x):
    decay = np.exp(-np.abs(np.asarray(x, dtype=float)))
    return 2 * decay / (1 + decay**2)


check_form("gudermannian", gudermannian)
check_slope("gudermannian", gudermannian, gudermannian_derivative, np.linspace(-6, 6, 49))
check_quiet("gudermannian", gudermannian)
check_quiet("gudermannian_derivative", gudermannian_derivative)
print(
    f"value at 1e-17: {gudermannian(1e-17):.6g}    slope at 40: "
    f"{gudermannian_derivative(40.0):.6g}"
)

wide = np.linspace(0, 60, 301)
textbook, stable = gudermannian_derivative_textbook(wide), gudermannian_derivative(wide)
figure, axis = plt.subplots(figsize=(7, 3.4))
axis.semilogy(wide, textbook, color=ORANGE, linestyle="--")
axis.semilogy(wide, stable, color=BLUE)
label_line(axis, wide[-1], textbook[-1], "from the output", ORANGE)
label_line(axis, wide[-1], stable[-1], "from the input", BLUE)
axis.set_xlabel("x")
axis.set_ylabel("slope (log scale)")
show_figure(
    figure,
    (
        "Slope of the Gudermannian on a logarithmic scale. Computed from the input it falls "
        f"as a straight line to {stable[-1]:.1e} "
        "at x = 60; computed from the output it stops falling near x = 37 and stays at "
        f"{textbook[-1]:.1e}."
    ),
)

# %% [markdown]
# ### Half done: finish this one
#
# No points here, only practice. *Squareplus*, $q(x) = \frac12\left(x + \sqrt{x^2 + 4}\right)$, rounds off a corner
# without any exponential. For large negative $x$ it adds two numbers of nearly equal size and opposite sign. You know
# that picture from section 3.
#
# Multiply $q(x)$ by $q(-x)$ on paper: everything cancels, and $q(x)\,q(-x) = 1$. Use this to replace the marked line.
# Then the last column should read 1 in every row.


# %% tags=["experiment"]
def squareplus(x):
    x = np.asarray(x, dtype=float)
    positive_side = (np.abs(x) + np.hypot(x, 2.0)) / 2  # a sum of two positive numbers: safe
    negative_side = (-np.abs(x) + np.hypot(x, 2.0)) / 2  # replace this line
    return np.where(x >= 0, positive_side, negative_side)


for number in [1.0, 1e4, 1e6, 1e8]:
    left, right = squareplus(-number), squareplus(number)
    print(f"x = {number:<10g} q(-x) = {left:<24.16g} q(x) q(-x) = {left * right:.12g}")

# %% [markdown]
# ## 5. S-shaped curves
#
# From here on you write. The first family squeezes the whole number line into a bounded strip. Historically these were
# *the* activation functions.
#
# ### Question `sigmoid` ({points:sigmoid})
#
# $$s(x) = \frac{1}{1 + e^{-x}}, \qquad s'(x) = s(x)\,\bigl(1 - s(x)\bigr)$$
#
# The logistic function, called *the* sigmoid in machine learning. It reads any number as a probability:
# $s(0) = \frac12$, and $s(-x) = 1 - s(x)$.
#
# **Your guess:** for which of $x = 1000$ and $x = -1000$ does the formula above overflow?
#
# *Traps.* The trap of section 4 waits in both formulas. The first overflows on one side, and the other common form,
# $e^x / (1 + e^x)$, on the other side. In the second, $1 - s(x)$ loses its digits where $s(x)$ is close to 1; the
# symmetry in the line above offers another way to write that factor.


# %% nbgrader={"grade_id": "sigmoid", "solution": true}
def sigmoid(x):
    """Return 1 / (1 + exp(-x)) for each element of x."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e)
    ### END SOLUTION


def sigmoid_derivative(x):
    """Return the slope of sigmoid at each element of x (x is the input of sigmoid)."""
    ### BEGIN SOLUTION
    e = np.exp(-np.abs(np.asarray(x, dtype=np.float64)))
    return e / (1.0 + e) ** 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-sigmoid", "grade": true, "locked": true}
check_form("sigmoid", sigmoid)
check_form("sigmoid_derivative", sigmoid_derivative)
x = np.linspace(-6, 6, 49)
y = np.asarray(sigmoid(x))
assert np.isclose(sigmoid(0.0), 0.5), (
    "sigmoid(0) should be one half: which number is e to the power 0?"
)
assert np.all((y > 0) & (y < 1)), (
    "A probability lies between 0 and 1; some of your values do not."
)
assert np.all(np.diff(y) > 0), (
    "The sigmoid rises everywhere; somewhere between -6 and 6 yours does not."
)
assert np.allclose(y + sigmoid(-x), 1.0), (
    "sigmoid(x) + sigmoid(-x) should be 1 for every x. Which sign of x breaks it?"
)
assert np.allclose(np.log(y / (1 - y)), x), (
    "The odds s / (1 - s) should be e to the power x. Is the exponent right?"
)
check_slope("sigmoid", sigmoid, sigmoid_derivative, x)
passed("sigmoid, textbook tier", "form, bounds, symmetry, odds, slope", "the last digits")
plot_pair("sigmoid", sigmoid, sigmoid_derivative)
check_quiet("sigmoid", sigmoid)
check_quiet("sigmoid_derivative", sigmoid_derivative)
tails = np.array([20.0, 50.0, 300.0, 700.0])
assert np.all(np.asarray(sigmoid(-tails)) > 0), (
    "Stable tier still open: far to the left sigmoid is tiny, but not yet 0."
)
assert np.all(np.asarray(sigmoid_derivative(tails)) > 0), (
    "Stable tier still open: far to the right the slope is tiny, but yours is exactly 0. What "
    "became of 1 - s(x)?"
)
assert np.allclose(sigmoid_derivative(tails), sigmoid_derivative(-tails), rtol=1e-9, atol=0), (
    "Stable tier still open: the slope should be the same at x and -x, also at 20 and at 700."
)
passed(
    "sigmoid, stable tier",
    "no warnings up to 10,000, tails that do not die early",
    "the digits in the tails",
)

# %% [markdown]
# ### The two knobs of a unit
#
# Now give the logistic function a weight and a bias and draw $s(wx + b)$, with your own `sigmoid`.
#
# **Your guess:** which of $w$ and $b$ makes the step steeper, and which one moves it? Where exactly does the curve cross
# $\frac12$? What does a negative $w$ do?

# %% tags=["experiment"] nbgrader={"grade_id": "weight-and-bias", "locked": true}
line_x = np.linspace(-6, 6, 601)
figure, axes = plt.subplots(1, 2, sharey=True, figsize=(8.6, 3.4))
weights = [(0.3, (3.6, 0.66)), (1.0, (2.1, 0.83)), (4.0, (-1.6, 0.98)), (-1.0, (-5.8, 0.86))]
biases = [(-3.0, (3.3, 0.45)), (0.0, (0.3, 0.45)), (3.0, (-2.7, 0.45))]
for (w, place), (color, style) in zip(weights, STYLES):
    axes[0].plot(line_x, sigmoid(w * line_x), color=color, linestyle=style)
    axes[0].text(*place, f"w = {w:g}", color=INK.get(color, color))
for (b, place), (color, style) in zip(biases, STYLES):
    axes[1].plot(line_x, sigmoid(line_x + b), color=color, linestyle=style)
    axes[1].text(*place, f"b = {b:g}", color=INK.get(color, color))
axes[0].set_title("the weight, with b = 0", fontsize=11)
axes[1].set_title("the bias, with w = 1", fontsize=11)
for axis in axes:
    axis.set_xlabel("x")
axes[0].set_ylabel("s(w x + b)")
at_one = ", ".join(f"{float(sigmoid(w)):.2f} for w = {w:g}" for w, _ in weights)
at_zero = ", ".join(f"{float(sigmoid(b)):.2f} for b = {b:g}" for b, _ in biases)
show_figure(
    figure,
    (
        "Left: s(wx) for four weights; all curves cross one half at 0, and at x = 1 they "
        f"have reached {at_one}. "
        "Right: s(x + b) for three biases: one curve, moved; at x = 0 it has the value "
        f"{at_zero}."
    ),
    width=800,
)

# %% [markdown]
# The weight sets the steepness (and, by its sign, the direction); the curve crosses $\frac12$ where $wx + b = 0$, that
# is at $x = -b/w$. Training a network is turning these two knobs, in every unit, a little at a time, by following the
# slope. That is why a derivative comes with each function.

# %% [markdown]
# ### Question `tanh` ({points:tanh})
#
# $$\tanh x = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}, \qquad \tanh' x = 1 - \tanh^2 x$$
#
# The sigmoid stretched and moved so that it is centred on 0: $\tanh x = 2\,s(2x) - 1$.
#
# *Traps.* The quotient becomes $\infty / \infty$ for large $|x|$, and $2\,s(2x) - 1$ loses the digits of a tiny $x$.
# NumPy has an accurate tanh, and you may use it. The derivative is another matter: what is $1 - \tanh^2 x$ in floating
# point when $\tanh x$ has rounded to 1? Look for a form in terms of $e^{-2|x|}$.


# %% nbgrader={"grade_id": "tanh", "solution": true}
def tanh(x):
    """Return the hyperbolic tangent of each element of x."""
    ### BEGIN SOLUTION
    return np.tanh(np.asarray(x, dtype=np.float64))
    ### END SOLUTION


def tanh_derivative(x):
    """Return the slope of tanh at each element of x (x is the input of tanh)."""
    ### BEGIN SOLUTION
    e = np.exp(-2.0 * np.abs(np.asarray(x, dtype=np.float64)))
    return 4.0 * e / (1.0 + e) ** 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-tanh", "grade": true, "locked": true}
check_form("tanh", tanh)
check_form("tanh_derivative", tanh_derivative)
x = np.linspace(-5, 5, 41)
y = np.asarray(tanh(x))
assert np.all(np.abs(y) < 1), (
    "Between -5 and 5 every value of tanh is smaller than 1 in size; one of yours is not."
)
assert np.all(np.diff(y) > 0), (
    "tanh rises everywhere; somewhere between -5 and 5 yours does not."
)
assert np.allclose(tanh(-x), -y), (
    "tanh is odd: tanh(-x) should be -tanh(x). Which sign of x breaks it?"
)
assert np.allclose((1 + y) / (1 - y), np.exp(2 * x)), (
    "(1 + t) / (1 - t) should be e to the power 2x. Is a factor 2 missing?"
)
check_slope("tanh", tanh, tanh_derivative, x)
passed("tanh, textbook tier", "form, symmetry, growth, slope", "the last digits")
plot_pair("tanh", tanh, tanh_derivative)
check_quiet("tanh", tanh)
check_quiet("tanh_derivative", tanh_derivative)
tiny = np.array([1e-17, -1e-30, 1e-200])
assert np.all(np.sign(tanh(tiny)) == np.sign(tiny)), (
    "Stable tier still open: near 0 tanh has the sign of x, even for x = 1e-200."
)
tails = np.array([18.0, 25.0, 100.0, 300.0])
assert np.all(np.asarray(tanh_derivative(tails)) > 0), (
    "Stable tier still open: the slope at 300 is tiny, but it is not 0."
)
assert np.allclose(tanh_derivative(tails), tanh_derivative(-tails), rtol=1e-9, atol=0), (
    "Stable tier still open: the slope should be the same at x and -x."
)
passed(
    "tanh, stable tier",
    "no warnings up to 10,000, tiny inputs, tails",
    "the digits in the tails",
)

# %% [markdown]
# ### Question `softsign` ({points:softsign})
#
# $$\operatorname{softsign}(x) = \frac{x}{1 + |x|}$$
#
# An S without exponentials: cheap, and in no hurry to reach its limits. Derive $f'(x)$ yourself, for $x > 0$ and for
# $x < 0$ separately; then look for *one* expression that covers both.
#
# **Your guess:** at $x = 10$, which has the larger slope, softsign or tanh? By how much?


# %% nbgrader={"grade_id": "softsign", "solution": true}
def softsign(x):
    """Return x / (1 + |x|) for each element of x."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    return x / (1.0 + np.abs(x))
    ### END SOLUTION


def softsign_derivative(x):
    """Return the slope of softsign at each element of x (x is the input of softsign)."""
    ### BEGIN SOLUTION
    return 1.0 / (1.0 + np.abs(np.asarray(x, dtype=np.float64))) ** 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-softsign", "grade": true, "locked": true}
check_form("softsign", softsign)
check_form("softsign_derivative", softsign_derivative)
x = np.linspace(-6, 6, 49)
y = np.asarray(softsign(x))
assert np.allclose(softsign(-x), -y), "softsign is odd: softsign(-x) should be -softsign(x)."
assert np.all(np.diff(y) > 0), (
    "softsign rises everywhere; somewhere between -6 and 6 yours does not."
)
assert np.allclose(y / (1 - np.abs(y)), x), (
    "y / (1 - |y|) should lead back from softsign to x. Is the bar around x in place?"
)
away = x[np.abs(x) > 0.01]
check_slope("softsign", softsign, softsign_derivative, away)
assert np.allclose(softsign_derivative(-x), softsign_derivative(x)), (
    "The slope should be the same at x and at -x."
)
passed("softsign, textbook tier", "form, symmetry, growth, inverse, slope", "the last digits")
plot_pair("softsign", softsign, softsign_derivative)
check_quiet("softsign", softsign)
check_quiet("softsign_derivative", softsign_derivative)
assert np.all(np.asarray(softsign_derivative(FAR)) > 0), (
    "Stable tier still open: the slope of softsign is never 0."
)
passed(
    "softsign, stable tier",
    "no warnings up to 10,000, slope alive in the tails",
    "the digits in the tails",
)

# %% [markdown]
# ## 6. The corner, and how to soften it
#
# In an S-shaped unit the slope fades on both sides. A signal that is passed back through many such units is multiplied
# by many small numbers. The sigmoid's slope is never more than what you saw at 0: take that number to the tenth power,
# and you know how much of a gradient can survive ten layers of sigmoids (before the weights have their say).
#
# The answer that made deep networks practical is almost embarrassingly simple.
#
# ### Question `relu` ({points:relu})
#
# $$\operatorname{relu}(x) = \max(x, 0)$$
#
# The *rectified linear unit*. There is no slope at the corner; as announced, we set $\operatorname{relu}'(0) = 0$.
#
# *Traps.* The function `max` of Python compares whole objects; NumPy's `np.max` finds the largest element. You want
# the larger of two numbers, element by element. And a function that writes into its argument, as in `x[x < 0] = 0`,
# destroys the caller's data.


# %% nbgrader={"grade_id": "relu", "solution": true}
def relu(x):
    """Return max(x, 0) for each element of x."""
    ### BEGIN SOLUTION
    return np.maximum(np.asarray(x, dtype=np.float64), 0.0)
    ### END SOLUTION


def relu_derivative(x):
    """Return the slope of relu at each element of x; 0 at the corner."""
    ### BEGIN SOLUTION
    return np.where(np.asarray(x, dtype=np.float64) > 0, 1.0, 0.0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-relu", "grade": true, "locked": true}
check_form("relu", relu)
check_form("relu_derivative", relu_derivative)
x = np.linspace(-6, 6, 49)
y = np.asarray(relu(x))
assert np.all(y >= 0), "relu is never negative; one of your values is."
assert np.allclose(y - relu(-x), x), (
    "relu(x) - relu(-x) should be x. Which side of 0 breaks it?"
)
check_slope("relu", relu, relu_derivative, x[np.abs(x) > 0.01])
assert relu_derivative(0.0) == 0, "At the corner we agreed on slope 0."
assert np.all(relu_derivative(np.array([1e-300, 1e-8])) == relu_derivative(1.0)), (
    "Right of 0 the slope is the same everywhere."
)
passed(
    "relu, textbook tier",
    "form, sign, both sides, slope, the agreed slope at 0",
    "larger inputs",
)
plot_pair("relu", relu, relu_derivative, corner=0.0)
check_quiet("relu", relu)
check_quiet("relu_derivative", relu_derivative)
passed("relu, stable tier", "no warnings up to 10,000", "the values there")

# %% [markdown]
# ### A hat from three corners
#
# **Your guess:** how can sums of relus, each of which rises for ever, make a bump that is 0 far away on both sides?

# %% tags=["experiment"] nbgrader={"grade_id": "hat", "locked": true}
line_x = np.linspace(-2, 4, 601)
parts = [("relu(x)", 1.0, 0.0), ("-2 relu(x - 1)", -2.0, 1.0), ("relu(x - 2)", 1.0, 2.0)]
figure, axis = plt.subplots(figsize=(7, 3.4))
for (label, factor, shift), (color, style) in zip(parts, STYLES[1:]):
    values = factor * np.asarray(relu(line_x - shift))
    axis.plot(line_x, values, color=color, linestyle=style, linewidth=1.5)
    label_line(axis, line_x[-1], values[-1], label, color)
hat = sum(factor * np.asarray(relu(line_x - shift)) for _, factor, shift in parts)
axis.plot(line_x, hat, color=BLUE, linewidth=3)
label_line(axis, line_x[-1], hat[-1], "their sum", BLUE)
axis.set_xlabel("x")
show_figure(
    figure,
    (
        f"Three relus with corners at 0, 1 and 2, and their sum: {hat[0]:.2g} at the left "
        f"end, {hat.max():.2g} at x = "
        f"{line_x[np.argmax(hat)]:.2g}, and {abs(hat[-1]):.2g} at the right end: a triangular "
        "hat."
    ),
)

# %% [markdown]
# With enough hats, side by side and of different heights, you can imitate any continuous curve on an interval. This is
# what "the activation makes the network general" means.

# %% [markdown]
# ### Question `leaky_relu` ({points:leaky_relu})
#
# A relu unit whose inputs are all negative has slope 0 for every example: it can no longer learn. The remedy lets a
# little through.
#
# $$\operatorname{leaky\_relu}(x) = \begin{cases} x & x \ge 0 \\ \alpha x & x < 0 \end{cases}$$
#
# $\alpha$ is the argument `negative_slope`, with 0.2 as its default (other libraries and papers use 0.01 or 0.3: always
# look). At the corner we set the derivative to $\alpha$.
#
# *Trap.* For integers, check that your result is not rounded: an integer array can't hold $-0.6$.


# %% nbgrader={"grade_id": "leaky_relu", "solution": true}
def leaky_relu(x, negative_slope=0.2):
    """Return x where x >= 0 and negative_slope * x elsewhere."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    return np.where(x >= 0, x, negative_slope * x)
    ### END SOLUTION


def leaky_relu_derivative(x, negative_slope=0.2):
    """Return the slope of leaky_relu at each element of x; negative_slope at the corner."""
    ### BEGIN SOLUTION
    return np.where(np.asarray(x, dtype=np.float64) > 0, 1.0, negative_slope)
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-leaky_relu", "grade": true, "locked": true}
check_form("leaky_relu", leaky_relu)
check_form("leaky_relu_derivative", leaky_relu_derivative)
x = np.linspace(-6, 6, 49)
right, away = x[x > 0], x[np.abs(x) > 0.01]
assert np.array_equal(leaky_relu(right), right), "Positive inputs should pass unchanged."
for slope in [0.05, 0.7]:
    assert np.allclose(leaky_relu(-right, negative_slope=slope), -slope * right), (
        f"With negative_slope={slope} the left branch should be a line of that slope. Is the "
        "argument used, or a fixed number?"
    )
    assert np.isclose(leaky_relu_derivative(0.0, negative_slope=slope), slope), (
        f"With negative_slope={slope}: at the corner we agreed on the negative slope."
    )
    check_slope(
        f"leaky_relu with negative_slope={slope}",
        lambda x: leaky_relu(x, negative_slope=slope),
        lambda x: leaky_relu_derivative(x, negative_slope=slope),
        away,
    )
assert np.allclose(leaky_relu(-right), leaky_relu(-right, negative_slope=0.2)), (
    "The default of negative_slope should be 0.2."
)
passed(
    "leaky_relu, textbook tier",
    "form, both sides, default, slope, the agreed slope at 0",
    "larger inputs",
)
plot_pair("leaky_relu", leaky_relu, leaky_relu_derivative, corner=0.0)
check_quiet("leaky_relu", leaky_relu)
check_quiet("leaky_relu_derivative", leaky_relu_derivative)
passed("leaky_relu, stable tier", "no warnings up to 10,000", "the values there")

# %% [markdown]
# ### Question `softplus` ({points:softplus})
#
# $$\operatorname{softplus}(x) = \ln(1 + e^{x})$$
#
# A relu with a rounded corner. Derive its slope: you will meet an old friend.
#
# **Your guess:** what is `np.log(1 + np.exp(-40.0))` in floating point, and what should it be, roughly?
#
# *Traps.* On the right, $e^x$ overflows although $\ln(1 + e^{x}) \approx x$ is perfectly ordinary. On the left, adding 1
# swallows $e^x$ whole. As before: make the exponent never positive, and mind `np.log1p`. (How much does softplus differ
# from relu at $x$? And at $-x$?)


# %% nbgrader={"grade_id": "softplus", "solution": true}
def softplus(x):
    """Return ln(1 + exp(x)) for each element of x."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))
    ### END SOLUTION


def softplus_derivative(x):
    """Return the slope of softplus at each element of x (x is the input of softplus)."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e)
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-softplus", "grade": true, "locked": true}
check_form("softplus", softplus)
check_form("softplus_derivative", softplus_derivative)
x = np.linspace(-6, 6, 49)
y = np.asarray(softplus(x))
assert np.all(y > np.maximum(x, 0)), "softplus lies above the corner max(x, 0) everywhere."
assert np.allclose(y - softplus(-x), x), (
    "softplus(x) - softplus(-x) should be x. Which side of 0 breaks it?"
)
assert np.allclose(np.log(np.expm1(y)), x), (
    "ln(e^y - 1) should lead back from softplus to x. Is it the natural logarithm?"
)
check_slope("softplus", softplus, softplus_derivative, x)
passed("softplus, textbook tier", "form, symmetry, inverse, slope", "the last digits")
plot_pair("softplus", softplus, softplus_derivative)
check_quiet("softplus", softplus)
check_quiet("softplus_derivative", softplus_derivative)
tails = np.array([-20.0, -50.0, -300.0, -700.0])
assert np.all(np.asarray(softplus(tails)) > 0), (
    "Stable tier still open: far to the left softplus is tiny, but not 0. Which sum lost it?"
)
assert np.allclose(np.log(softplus(tails)), tails), (
    "Stable tier still open: far to the left softplus should fall like e to the power x."
)
assert np.all(np.asarray(softplus_derivative(tails)) > 0), (
    "Stable tier still open: far to the left the slope is tiny, but not 0."
)
passed(
    "softplus, stable tier",
    "no warnings up to 10,000, the left tail",
    "the digits in the tails",
)

# %% [markdown]
# ### Question `elu` ({points:elu})
#
# $$\operatorname{elu}(x) = \begin{cases} x & x \ge 0 \\ \alpha\,(e^{x} - 1) & x < 0 \end{cases}$$
#
# The *exponential linear unit* leaves the corner to the right branch and lets the left one settle down gently. `alpha`
# has the default 1.0. We set $\operatorname{elu}'(0) = 1$, whatever `alpha` is. Derive the left slope; a book may write
# it as $\operatorname{elu}(x) + \alpha$. Where would that form lose its digits?
#
# *Traps.* `np.where(x > 0, x, ...)` computes *both* branches for *all* elements, also $e^{x}$ for $x = 10\,000$, and throws
# half of it away, but not the warning. What would you feed to the exponential so that it never sees a large number? And
# for tiny negative $x$, $e^x - 1$ is the cancellation of section 4.


# %% nbgrader={"grade_id": "elu", "solution": true}
def elu(x, alpha=1.0):
    """Return x where x >= 0 and alpha * (exp(x) - 1) elsewhere."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))
    ### END SOLUTION


def elu_derivative(x, alpha=1.0):
    """Return the slope of elu at each element of x; 1 at 0, whatever alpha is."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    return np.where(x >= 0, 1.0, alpha * np.exp(np.minimum(x, 0.0)))
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-elu", "grade": true, "locked": true}
check_form("elu", elu)
check_form("elu_derivative", elu_derivative)
x = np.linspace(-6, 6, 49)
right, left, away = x[x > 0], x[x < 0], x[np.abs(x) > 0.01]
for alpha in [0.4, 2.5]:
    assert np.array_equal(elu(right, alpha=alpha), right), (
        "Positive inputs should pass unchanged, whatever alpha is."
    )
    with np.errstate(invalid="ignore", divide="ignore"):  # the message below says it better
        undone = np.log1p(np.asarray(elu(left, alpha=alpha)) / alpha)
    assert np.allclose(undone, left), (
        f"With alpha={alpha}: ln(1 + y / alpha) should lead back from elu to x, for negative "
        "x. Does alpha multiply the whole bracket?"
    )
    assert np.isclose(elu_derivative(0.0, alpha=alpha), 1.0), (
        f"With alpha={alpha}: at 0 we agreed on slope 1, whatever alpha is."
    )
    check_slope(
        f"elu with alpha={alpha}",
        lambda x: elu(x, alpha=alpha),
        lambda x: elu_derivative(x, alpha=alpha),
        away,
    )
assert np.allclose(elu(left), elu(left, alpha=1.0)), "The default of alpha should be 1."
passed(
    "elu, textbook tier",
    "form, both sides, default, slope, the agreed slope at 0",
    "the last digits",
)
plot_pair("elu", elu, elu_derivative, corner=0.0)
check_quiet("elu", elu)
check_quiet("elu_derivative", elu_derivative)
tiny = np.array([-1e-17, -1e-30, -1e-200])
assert np.all(np.asarray(elu(tiny)) < 0), (
    "Stable tier still open: elu of a tiny negative number is negative, even at -1e-200."
)
assert np.all(np.asarray(elu_derivative(np.array([-40.0, -600.0]))) > 0), (
    "Stable tier still open: the left slope is tiny, but not 0."
)
passed(
    "elu, stable tier",
    "no warnings up to 10,000, tiny inputs, the left tail",
    "the digits in the tails",
)

# %% [markdown]
# ### Question `selu` ({points:selu})
#
# $$\operatorname{selu}(x) = \lambda \begin{cases} x & x \ge 0 \\ \alpha\,(e^{x} - 1) & x < 0 \end{cases}
# \qquad
# \begin{aligned} \lambda &= 1.0507009873554805 \\ \alpha &= 1.6732632423543773 \end{aligned}$$
#
# The *scaled* ELU. The two constants look arbitrary, but they solve two equations: with suitable random weights, values
# of mean 0 and variance 1 go in, and values of mean 0 and variance 1 come out, layer after layer. Keep all digits. At 0
# we set the derivative to the scale $\lambda$.
#
# **Your guess:** draw many numbers from the standard normal distribution and apply selu. What are mean and variance?


# %% nbgrader={"grade_id": "selu", "solution": true}
def selu(x):
    """Return scale * x where x >= 0 and scale * alpha * (exp(x) - 1) elsewhere, with the
    constants above."""
    ### BEGIN SOLUTION
    scale, alpha = 1.0507009873554805, 1.6732632423543773
    x = np.asarray(x, dtype=np.float64)
    return scale * np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))
    ### END SOLUTION


def selu_derivative(x):
    """Return the slope of selu at each element of x; the scale at 0."""
    ### BEGIN SOLUTION
    scale, alpha = 1.0507009873554805, 1.6732632423543773
    x = np.asarray(x, dtype=np.float64)
    return scale * np.where(x >= 0, 1.0, alpha * np.exp(np.minimum(x, 0.0)))
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-selu", "grade": true, "locked": true}
check_form("selu", selu)
check_form("selu_derivative", selu_derivative)
x = np.linspace(-6, 6, 49)
right, left = x[x > 0], x[x < 0]
assert np.ptp(np.asarray(selu(right)) / right) < 1e-12, (
    "Right of 0 selu should be a straight line through 0."
)
assert np.all(np.diff(selu(x)) > 0), (
    "selu rises everywhere; somewhere between -6 and 6 yours does not."
)
check_slope("selu", selu, selu_derivative, x[np.abs(x) > 0.01])
assert np.isclose(selu_derivative(0.0), selu_derivative(1.0)), (
    "At 0 we agreed on the scale, the slope of the right branch."
)
z = np.linspace(-9, 9, 3601)
density = np.exp(-(z**2) / 2)
density /= density.sum()  # the standard normal distribution, on a fine grid
mean = density @ np.asarray(selu(z))
variance = density @ np.asarray(selu(z)) ** 2 - mean**2
assert abs(mean) < 1e-4, (
    f"For standard normal input the mean should be 0 to within 0.0001; yours is {mean:.4f}. "
    "Does each constant have all its digits?"
)
assert abs(variance - 1) < 1e-4, (
    "For standard normal input the variance should be 1 to within 0.0001; yours is "
    f"{variance:.4f}. Does each constant have all its digits?"
)
passed(
    "selu, textbook tier",
    f"form, growth, slope, mean {abs(mean):.3f} and variance {variance:.3f} kept",
    "the last digits",
)
plot_pair("selu", selu, selu_derivative, corner=0.0)
check_quiet("selu", selu)
check_quiet("selu_derivative", selu_derivative)
assert np.all(np.asarray(selu(np.array([-1e-17, -1e-200]))) < 0), (
    "Stable tier still open: selu of a tiny negative number is negative."
)
passed("selu, stable tier", "no warnings up to 10,000, tiny inputs", "the digits in the tails")

# %% [markdown]
# ## 7. Gates: the input times a soft switch
#
# The newest family multiplies $x$ by a switch that is nearly 0 on the left and nearly 1 on the right. Relu is the
# extreme case: its switch is the binary step.
#
# **Your guess,** before you write the first one: $x \cdot s(x)$ is negative for negative $x$, and it goes to 0 on the far
# left. So it has to turn round somewhere. Where, roughly, and how deep does it get?
#
# ### Question `silu` ({points:silu})
#
# $$\operatorname{silu}(x) = x \, s(x), \qquad s(x) = \frac{1}{1 + e^{-x}}$$
#
# Also known as *swish*. Derive $f'$ with the product rule. As every question is graded by itself, it is wise to write
# the few lines of $s$ here once more than to call `sigmoid`: then a slip there costs nothing here.


# %% nbgrader={"grade_id": "silu", "solution": true}
def silu(x):
    """Return x / (1 + exp(-x)) for each element of x."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(-np.abs(x))
    return x * np.where(x >= 0, 1.0, e) / (1.0 + e)
    ### END SOLUTION


def silu_derivative(x):
    """Return the slope of silu at each element of x (x is the input of silu)."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(-np.abs(x))
    s_of_x = np.where(x >= 0, 1.0, e) / (1.0 + e)
    s_of_minus_x = np.where(x >= 0, e, 1.0) / (1.0 + e)
    return s_of_x * (1.0 + x * s_of_minus_x)
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-silu", "grade": true, "locked": true}
check_form("silu", silu)
check_form("silu_derivative", silu_derivative)
x = np.linspace(-6, 6, 49)
y = np.asarray(silu(x))
away = np.abs(x) > 0.01
switch = y[away] / x[away]
assert np.all((switch > 0) & (switch < 1)), (
    "silu(x) / x is the switch: it should lie between 0 and 1."
)
assert np.allclose(y - silu(-x), x), (
    "silu(x) - silu(-x) should be x. (Why? What is s(x) + s(-x)?)"
)
assert np.allclose(np.log(switch / (1 - switch)), x[away]), (
    "The switch silu(x) / x should be the logistic function of x."
)
check_slope("silu", silu, silu_derivative, x)
passed("silu, textbook tier", "form, switch, symmetry, slope", "the last digits")
plot_pair("silu", silu, silu_derivative)
check_quiet("silu", silu)
check_quiet("silu_derivative", silu_derivative)
tails = np.array([-40.0, -200.0, -700.0])
assert np.all(np.asarray(silu(tails)) < 0), (
    "Stable tier still open: far to the left silu is tiny and negative, not 0."
)
assert np.all(np.asarray(silu_derivative(tails)) < 0), (
    "Stable tier still open: far to the left the slope is tiny and negative, not 0."
)
passed(
    "silu, stable tier", "no warnings up to 10,000, the left tail", "the digits in the tails"
)

# %% [markdown]
# ### Question `gelu` ({points:gelu})
#
# $$\operatorname{gelu}(x) = x\,\Phi(x), \qquad
# \Phi(x) = \frac12\left(1 + \operatorname{erf}\frac{x}{\sqrt 2}\right), \qquad
# \Phi'(x) = \frac{1}{\sqrt{2\pi}}\,e^{-x^2/2}$$
#
# The switch is the distribution function $\Phi$ of the standard normal: the probability that a random number is smaller
# than $x$. The *Gaussian error linear unit* sits inside many language models. Write the **exact** function, with the
# error function from `scipy.special`, not the approximation by tanh that some libraries use for speed.
#
# *Trap.* For $x = -10$, $\operatorname{erf}$ has rounded to $-1$, and $1 + \operatorname{erf}$ is 0, while the true
# $\Phi(-10)$ is about $8 \cdot 10^{-24}$. Look among the relatives of `erf` in the documentation of `scipy.special` for
# one that was made for this case.


# %% nbgrader={"grade_id": "gelu", "solution": true}
def gelu(x):
    """Return x * Phi(x) for each element of x, with Phi the distribution function of the
    standard normal."""
    ### BEGIN SOLUTION
    from scipy.special import erfc

    x = np.asarray(x, dtype=np.float64)
    return 0.5 * x * erfc(-x / np.sqrt(2.0))
    ### END SOLUTION


def gelu_derivative(x):
    """Return the slope of gelu at each element of x (x is the input of gelu)."""
    ### BEGIN SOLUTION
    from scipy.special import erfc

    x = np.asarray(x, dtype=np.float64)
    return 0.5 * erfc(-x / np.sqrt(2.0)) + x * np.exp(-0.5 * x * x) / np.sqrt(2.0 * np.pi)
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-gelu", "grade": true, "locked": true}
check_form("gelu", gelu)
check_form("gelu_derivative", gelu_derivative)
x = np.linspace(-5, 5, 41)
y = np.asarray(gelu(x))
away = x[np.abs(x) > 0.01]
assert np.allclose(y - gelu(-x), x), (
    "gelu(x) - gelu(-x) should be x. (Why? What is Phi(x) + Phi(-x)?)"
)
bell = np.exp(-(away**2) / 2) / np.sqrt(2 * np.pi)
assert np.allclose(numerical_derivative(lambda x: gelu(x) / x, away), bell, atol=1e-6), (
    "The switch gelu(x) / x should have the normal density as its slope. Is this the exact "
    "function, and is x divided by sqrt(2)?"
)
check_slope("gelu", gelu, gelu_derivative, x)
passed("gelu, textbook tier", "form, symmetry, exact switch, slope", "the last digits")
plot_pair("gelu", gelu, gelu_derivative)
check_quiet("gelu", gelu)
check_quiet("gelu_derivative", gelu_derivative)
tails = np.array([-9.0, -20.0, -35.0])
assert np.all(np.asarray(gelu(tails)) < 0), (
    "Stable tier still open: far to the left gelu is tiny and negative, not 0."
)
passed(
    "gelu, stable tier", "no warnings up to 10,000, the left tail", "the digits in the tails"
)

# %% [markdown]
# ### Question `mish` ({points:mish})
#
# $$\operatorname{mish}(x) = x \, t(x), \qquad t(x) = \tanh\bigl(\operatorname{softplus}(x)\bigr) = \tanh\bigl(\ln(1 + e^{x})\bigr)$$
#
# The grand finale of the gates: a product of a composition. With the product rule, $f'(x) = t(x) + x\,t'(x)$, and $t'$
# follows from the chain rule and two derivatives that you know by now.
#
# *Traps.* Everything that you met: softplus on both sides, and $1 - t^2$ where $t$ is close to 1. One more idea, if you
# like elegance: $\tanh(\ln u) = \dfrac{u^2 - 1}{u^2 + 1}$. With $u = 1 + e^{x}$ both exponentials and logarithms nearly
# vanish; divide by the largest term so that no exponent is positive.


# %% nbgrader={"grade_id": "mish", "solution": true}
def mish(x):
    """Return x * tanh(ln(1 + exp(x))) for each element of x."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(-np.abs(x))
    right = (1.0 + 2.0 * e) / (1.0 + 2.0 * e + 2.0 * e * e)
    left = e * (e + 2.0) / (e * e + 2.0 * e + 2.0)
    return x * np.where(x >= 0, right, left)
    ### END SOLUTION


def mish_derivative(x):
    """Return the slope of mish at each element of x (x is the input of mish)."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(-np.abs(x))
    below_right = 1.0 + 2.0 * e + 2.0 * e * e
    below_left = e * e + 2.0 * e + 2.0
    t = np.where(x >= 0, (1.0 + 2.0 * e) / below_right, e * (e + 2.0) / below_left)
    t_slope = 4.0 * e * (1.0 + e) * np.where(x >= 0, e / below_right**2, 1.0 / below_left**2)
    return t + x * t_slope
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-mish", "grade": true, "locked": true}
check_form("mish", mish)
check_form("mish_derivative", mish_derivative)
x = np.linspace(-5, 5, 41)
y = np.asarray(mish(x))
away = np.abs(x) > 0.01
switch = y[away] / x[away]
assert np.all((switch > 0) & (switch < 1)), (
    "mish(x) / x is the switch: it should lie between 0 and 1."
)
assert np.allclose(np.log(np.expm1(np.arctanh(switch))), x[away], atol=1e-6), (
    "Undoing tanh and then softplus on mish(x) / x should lead back to x. Which of the two is "
    "applied first?"
)
check_slope("mish", mish, mish_derivative, x)
passed("mish, textbook tier", "form, switch, slope", "the last digits")
plot_pair("mish", mish, mish_derivative)
check_quiet("mish", mish)
check_quiet("mish_derivative", mish_derivative)
tails = np.array([-40.0, -200.0, -700.0])
assert np.all(np.asarray(mish(tails)) < 0), (
    "Stable tier still open: far to the left mish is tiny and negative, not 0."
)
assert np.all(np.asarray(mish_derivative(tails)) < 0), (
    "Stable tier still open: far to the left the slope is tiny and negative, not 0."
)
passed(
    "mish, stable tier", "no warnings up to 10,000, the left tail", "the digits in the tails"
)

# %% [markdown]
# ### Five ways to turn a corner
#
# **Your guess:** in one plot, which of relu, softplus, silu, gelu and mish lies highest at 0, and which dips lowest?

# %% tags=["experiment"] nbgrader={"grade_id": "corners", "locked": true}
line_x = np.linspace(-4, 2, 601)
figure, axis = plt.subplots(figsize=(7.4, 4.4))
summary = []
corners = [  # each with a point on its curve and the place of its name
    ("relu", relu, -3.4, (-3.4, 0.12)),
    ("softplus", softplus, -1.3, (-1.6, 0.45)),
    ("silu", silu, -3.0, (-3.2, -0.42)),
    ("gelu", gelu, -0.4, (0.5, -0.22)),
    ("mish", mish, -0.9, (0.1, -0.48)),
]
for (name, function, point, place), (color, style) in zip(corners, STYLES):
    values = np.asarray(function(line_x), dtype=float)
    axis.plot(line_x, values, color=color, linestyle=style)
    target = (point, float(function(point)))
    axis.annotate(
        name,
        target,
        place,
        color=INK.get(color, color),
        arrowprops={"arrowstyle": "-", "color": color},
    )
    lowest = f"{values.min():.2f} at its lowest"
    summary.append(f"{name} is {float(function(0.0)):.2f} at 0 and {lowest}")
axis.set_ylim(-0.65, 2.2)
axis.set_xlabel("x")
show_figure(
    figure, "Five activation functions from -4 to 2: " + "; ".join(summary) + ".", width=720
)

# %% [markdown]
# ## 8. A bump
#
# ### Question `gaussian` ({points:gaussian})
#
# $$\operatorname{gaussian}(x) = e^{-x^2}$$
#
# Not every activation rises. A unit with this one answers "how close is $w \cdot x + b$ to 0?", so it can mark a *strip* of
# the input where a sigmoid can only mark a side. Derive the slope.
#
# **Your guess:** where is the bump steepest?


# %% nbgrader={"grade_id": "gaussian", "solution": true}
def gaussian(x):
    """Return exp(-x**2) for each element of x."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    return np.exp(-x * x)
    ### END SOLUTION


def gaussian_derivative(x):
    """Return the slope of gaussian at each element of x (x is the input of gaussian)."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    return -2.0 * x * np.exp(-x * x)
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-gaussian", "grade": true, "locked": true}
check_form("gaussian", gaussian)
check_form("gaussian_derivative", gaussian_derivative)
x = np.linspace(-4, 4, 33)
y = np.asarray(gaussian(x))
assert np.allclose(gaussian(-x), y), (
    "The bump is symmetric: gaussian(-x) should be gaussian(x)."
)
assert np.all(y > 0), "A power of e is positive; one of your values is not."
assert np.allclose(np.sqrt(np.maximum(-np.log(y), 0)), np.abs(x)), (
    "The square root of -ln(y) should be |x|. Is a factor left over in the exponent?"
)
check_slope("gaussian", gaussian, gaussian_derivative, x)
passed("gaussian, textbook tier", "form, symmetry, inverse, slope", "the last digits")
plot_pair("gaussian", gaussian, gaussian_derivative, limit=4.0)
check_quiet("gaussian", gaussian)
check_quiet("gaussian_derivative", gaussian_derivative)
assert np.all(np.asarray(gaussian_derivative(np.array([1e-300, 25.0]))) < 0), (
    "Stable tier still open: right of the top the slope is negative."
)
passed(
    "gaussian, stable tier", "no warnings up to 10,000, tiny inputs", "the digits in the tails"
)

# %% [markdown]
# ## 9. Softmax: many numbers become probabilities
#
# So far each number was bent by itself. The last layer of a classifier needs something else: ten numbers, one for each
# digit, have to become ten *probabilities*. They depend on each other, since they share one whole.
#
# The raw numbers are called **logits**.
#
# ### Question `softmax` ({points:softmax})
#
# $$\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$
#
# The sum runs along `axis`, by default the last one: in an array of shape `(examples, classes)`, every *row* sums to 1.
# Input has at least one axis. Negative axes count from the end, as everywhere in NumPy.
#
# **Your guess:** what happens to the probabilities if you add 5 to *all* logits? And if you *double* all of them?
#
# *Traps.* $e^{1000}$ overflows, and $\infty/\infty$ is NaN. The answer to the first guess is the cure: which number could
# you add to all logits so that no exponent is positive? It has to be chosen for every row by itself. And mind the shapes
# when you divide: `keepdims=True` is your friend.


# %% nbgrader={"grade_id": "softmax", "solution": true}
def softmax(x, axis=-1):
    """Return exp(x) divided by the sum of exp(x) along axis; the result has the shape of x."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-softmax", "grade": true, "locked": true}
logits = np.array([[1.5, -0.5, 0.25, 2.0], [-3.0, 0.0, 0.5, -1.0], [4.0, 4.0, 4.0, 4.0]])
copy = logits.copy()
p = softmax(copy)
check_kind("softmax", p)
assert np.array_equal(copy, logits), (
    "The array that we passed to softmax has changed. Which operation wrote into it?"
)
assert np.shape(p) == logits.shape, (
    f"We passed shape {logits.shape} and got shape {np.shape(p)}."
)
p = np.asarray(p, dtype=float)
rows, columns = p.sum(axis=1), p.sum(axis=0)
assert np.allclose(rows, 1), (
    "Columns sum to 1, rows do not. One row is one example: which axis holds the classes?"
    if np.allclose(columns, 1)
    else "Every row of probabilities should sum to 1. Along which axis did you sum?"
)
assert np.all(p > 0), "Probabilities of ordinary logits are positive."
ratio = p[:, :, np.newaxis] / p[:, np.newaxis, :]
gaps = logits[:, :, np.newaxis] - logits[:, np.newaxis, :]
assert np.allclose(ratio, np.exp(gaps)), (
    "Two probabilities of a row should be in the ratio e^(z_i - z_j)."
)
assert np.allclose(softmax(logits + 5.0), p), (
    "Adding the same number to all logits should change nothing."
)
assert np.allclose(softmax(logits, axis=0), np.transpose(softmax(logits.T))), (
    "softmax(z, axis=0) should work along columns."
)
cube = np.stack([logits, logits - 1.0, 2.0 * logits])
assert np.allclose(softmax(cube, axis=1).sum(axis=1), 1), (
    "For three axes and axis=1, sums along the middle axis should be 1."
)
assert np.allclose(softmax([1, 2, 3]), softmax(np.array([1.0, 2.0, 3.0]))), (
    "A list of integers should do as well as an array of floats."
)
passed("softmax, textbook tier", "sums, ratios, shift, axis, shapes", "the last digits")

sharpness = [0.5, 1.0, 3.0]
figure, axes = plt.subplots(1, 3, sharey=True, figsize=(8, 2.8))
described = []
for axis, factor, color in zip(axes, sharpness, [BLUE, GREEN, ORANGE]):
    bars = softmax(factor * logits[0])
    axis.bar(range(4), bars, color=color, width=0.7)
    for i, height in enumerate(bars):
        axis.text(i, height, f"{height:.2f}", ha="center", va="bottom", fontsize=9)
    axis.set_title(f"{factor:g} times the logits", fontsize=11)
    axis.set_xticks(range(4), [f"{z:g}" for z in logits[0]])
    axis.set_xlabel("logit")
    described.append(f"{factor:g} times: {', '.join(f'{height:.2f}' for height in bars)}")
axes[0].set_ylabel("probability")
axes[0].set_ylim(0, 1)
show_figure(
    figure,
    f"Softmax of the logits {logits[0].tolist()}, multiplied by a factor. "
    + "; ".join(described)
    + ".",
    width=760,
)

check_quiet("softmax", softmax, np.array([1000.0, 999.0, 0.0]))
check_quiet("softmax", softmax, np.array([-1e4, -9999.0, -1e4]))
with np.errstate(all="ignore"):
    apart = softmax(np.array([[1000.0, 999.0], [-1000.0, -1001.0]]))
assert np.allclose(apart, softmax([[1.0, 0.0]])), (
    "Stable tier still open: rows that lie far apart should be treated each by itself. "
    "What is subtracted, and from which row?"
)
check_quiet("softmax", softmax, np.array([[1000.0, 999.0], [-1000.0, -1001.0], [1e4, -1e4]]))
passed(
    "softmax, stable tier",
    "no warnings for large logits, rows far apart",
    "the digits of small probabilities",
)

# %% [markdown]
# Adding a constant changes nothing; multiplying makes the softmax bolder. The largest logit always keeps the largest
# probability: softmax is a soft version of "the winner takes it all".

# %% [markdown]
# ### Question `log_softmax` ({points:log_softmax})
#
# $$\operatorname{log\_softmax}(z)_i = \ln \operatorname{softmax}(z)_i = z_i - \ln \sum_j e^{z_j}$$
#
# The loss of a classifier is minus the logarithm of the probability of the right class. So the logarithm is what
# training really needs.
#
# **Your guess:** for $z = (0, -1000)$, what is `np.log` of the second probability? What is the true value?
#
# *Trap.* Never take the logarithm of a softmax: the probability may have become 0 long before. Start from the form on the
# right, and let it survive $z_j = 1000$.
#
# *For those who want every digit* (no points depend on it): a class that is almost certain has a probability just below 1,
# so its logarithm is a tiny negative number. Which of the summands equals 1 once the largest logit has been subtracted, and
# which NumPy function adds the rest to 1 without losing it?


# %% nbgrader={"grade_id": "log_softmax", "solution": true}
def log_softmax(x, axis=-1):
    """Return the natural logarithm of softmax(x, axis); the result has the shape of x."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    top = np.expand_dims(np.argmax(x, axis=axis), axis)
    gap = x - np.take_along_axis(x, top, axis)
    others = np.exp(gap)
    np.put_along_axis(others, top, 0.0, axis)
    return gap - np.log1p(np.sum(others, axis=axis, keepdims=True))
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-log_softmax", "grade": true, "locked": true}
logits = np.array([[1.5, -0.5, 0.25, 2.0], [-3.0, 0.0, 0.5, -1.0], [4.0, 4.0, 4.0, 4.0]])
copy = logits.copy()
logs = log_softmax(copy)
check_kind("log_softmax", logs)
assert np.array_equal(copy, logits), (
    "The array that we passed to log_softmax has changed. Which operation wrote into it?"
)
assert np.shape(logs) == logits.shape, (
    f"We passed shape {logits.shape} and got shape {np.shape(logs)}."
)
logs = np.asarray(logs, dtype=float)
assert np.all(logs <= 0), "A probability is at most 1, so its logarithm is at most 0."
assert np.allclose(np.exp(logs).sum(axis=1), 1), (
    "e to the power of your values should sum to 1 in every row. Which axis holds the classes?"
)
assert np.allclose(np.diff(logs), np.diff(logits)), (
    "Within a row, differences of logarithms should equal differences of logits."
)
assert np.allclose(log_softmax(logits - 7.0), logs), (
    "Adding the same number to all logits should change nothing."
)
assert np.allclose(log_softmax(logits, axis=0), np.transpose(log_softmax(logits.T))), (
    "log_softmax(z, axis=0) should work along columns."
)
assert np.allclose(log_softmax([1, 2, 3]), log_softmax(np.array([1.0, 2.0, 3.0]))), (
    "A list of integers should do as well as an array of floats."
)
passed(
    "log_softmax, textbook tier", "sums, differences, shift, axis, shapes", "the last digits"
)
far_logits = np.array([[0.0, -1000.0, -2000.0], [1000.0, 999.0, -1000.0], [1e4, -1e4, 0.0]])
check_quiet("log_softmax", log_softmax, far_logits)
assert np.allclose(np.diff(log_softmax(far_logits)), np.diff(far_logits)), (
    "Stable tier still open: for logits that lie 1,000 apart, differences of logarithms "
    "should still equal differences of logits."
)
passed("log_softmax, stable tier", "no warnings, logits far apart", "the digits there")

# %% [markdown]
# ### Question `softmax_jacobian` ({points:softmax_jacobian})
#
# Raise one logit, and *all* probabilities move. So the derivative is not one number for each input but a matrix, the
# **Jacobian**
#
# $$J_{ij} = \frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} - p_j),
# \qquad p = \operatorname{softmax}(z), \qquad
# \delta_{ij} = \begin{cases} 1 & i = j \\ 0 & i \ne j. \end{cases}$$
#
# `softmax_jacobian(x)` takes **logits** of shape `(..., n)` and returns shape `(..., n, n)`: one matrix for every vector
# along the last axis.
#
# **Your guess:** what do the entries of a row add up to? (What does adding 1 to *every* logit do to $p_i$?) Which entries
# are negative?
#
# *Traps.* Forgetting the entries beside the diagonal. Forgetting the leading axes: `np.diag` and `np.outer` know one
# vector only; `p[..., :, np.newaxis]` and `p[..., np.newaxis, :]` know any number of them. Large logits overflow as before.
# And for a $p_i$ close to 1, the factor $1 - p_i$ loses digits: what else is it equal to? (No points depend on this last
# remark.)


# %% nbgrader={"grade_id": "softmax_jacobian", "solution": true}
def softmax_jacobian(x):
    """Return the Jacobian of softmax at the logits x: from shape (..., n) to (..., n, n).

    Entry [..., i, j] is the derivative of probability i by logit j.
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    p = e / np.sum(e, axis=-1, keepdims=True)
    jacobian = -p[..., :, np.newaxis] * p[..., np.newaxis, :]
    diagonal = np.arange(x.shape[-1])
    jacobian[..., diagonal, diagonal] = 0.0
    jacobian[..., diagonal, diagonal] = -np.sum(jacobian, axis=-1)
    return jacobian
    ### END SOLUTION


# %% nbgrader={"grade_id": "check-softmax_jacobian", "grade": true, "locked": true}
logits = np.array([[0.5, -1.0, 2.0, 0.0], [1.0, 1.5, -0.5, 0.25]])
copy = logits.copy()
J = softmax_jacobian(copy)
check_kind("softmax_jacobian", J)
assert np.array_equal(copy, logits), (
    "The array that we passed to softmax_jacobian has changed. Which operation wrote into it?"
)
assert np.shape(J) == (2, 4, 4), (
    "Logits of shape (2, 4) should give shape (2, 4, 4): one matrix for each row. We got "
    f"{np.shape(J)}."
)
J = np.asarray(J, dtype=float)
off = ~np.eye(4, dtype=bool)
assert np.all(J[:, off] < 0), (
    "Beside the diagonal every entry should be negative: raising one logit takes probability "
    "away from all other classes."
)
assert np.allclose(J.sum(axis=-1), 0), (
    "Add 1 to every logit and softmax is unchanged, so each row of the Jacobian should sum to "
    "0. Does yours?"
)
assert np.allclose(J, np.swapaxes(J, -1, -2)), (
    "The Jacobian of softmax is symmetric; yours is not."
)
for z, matrix in zip(logits, J):
    p = np.sqrt(-matrix[0, 1] * matrix[0, 2] / matrix[1, 2])  # J01 J02 / J12 = -p0^2
    rest = -matrix[0, 1:] / p
    assert np.isclose(p + rest.sum(), 1), (
        "The off-diagonal entries should be products of probabilities that sum to 1."
    )
    assert np.allclose(rest / p, np.exp(z[1:] - z[0])), (
        "The entries do not fit the logits: are they read as logits, or as probabilities?"
    )
assert np.allclose(softmax_jacobian(logits[0]), J[0]), (
    "One vector should give one matrix: the same as within a batch."
)
assert np.shape(softmax_jacobian(np.zeros((2, 3, 5)))) == (2, 3, 5, 5), (
    "Any number of leading axes should be kept."
)
assert np.allclose(softmax_jacobian([1, 2, 3]), softmax_jacobian(np.array([1.0, 2.0, 3.0]))), (
    "A list of integers should do as well."
)
passed(
    "softmax_jacobian, textbook tier",
    "shape, signs, row sums, symmetry, products of probabilities",
    "the last digits",
)

figure, axis = plt.subplots(figsize=(5.4, 3.9))
image = axis.imshow(J[0], cmap="cividis")
middle = (J[0].min() + J[0].max()) / 2
for i in range(4):
    for j in range(4):
        axis.text(
            j,
            i,
            f"{J[0, i, j]:+.3f}",
            ha="center",
            va="center",
            color="black" if J[0, i, j] > middle else "white",
            fontsize=10,
        )
    axis.text(3.65, i, f"sum {abs(J[0, i].sum()):.0e}", va="center", color=GREY, fontsize=10)
axis.grid(False)
axis.set_xticks(range(4), [f"{z:g}" for z in logits[0]])
axis.set_yticks(range(4), [f"{z:g}" for z in logits[0]])
axis.set_xlabel("logit that is raised")
axis.set_ylabel("probability that moves")
show_figure(
    figure,
    (
        f"The Jacobian for the logits {logits[0].tolist()} as a heat map. Diagonal: "
        f"{', '.join(f'{v:.3f}' for v in np.diag(J[0]))}. "
        f"All other entries are negative, the lowest {J[0].min():.3f}. Each row sums to 0 up "
        "to rounding."
    ),
    width=540,
)

check_quiet(
    "softmax_jacobian", softmax_jacobian, np.array([[1000.0, 999.0, 0.0], [-1e4, 0.0, 1e4]])
)
assert np.allclose(softmax_jacobian([1000.0, 999.0]), softmax_jacobian([1.0, 0.0])), (
    "Stable tier still open: adding 999 to both logits should change nothing."
)
passed(
    "softmax_jacobian, stable tier",
    "no warnings for large logits",
    "the digits of small entries",
)

# %% [markdown]
# ## 10. A map of the family
#
# Here are all the elementwise functions with their derivatives in textbook form, so that you can compare your own
# derivations. Write $s$ for the sigmoid, $\Phi$ for the normal distribution function, $\varphi = \Phi'$ for its density,
# and $t = \tanh(\operatorname{softplus}(x))$. Come here after you have derived your own.
#
# | name | $f(x)$ | $f'(x)$ | range | continuity | monotonic |
# |---|---|---|---|---|---|
# | identity | $x$ | $1$ | $(-\infty, \infty)$ | `"Cinf"` | yes |
# | binary_step | $0$ if $x < 0$, else $1$ | $0$ | $0$ to $1$ | `"C-1"` | yes |
# | sigmoid | $\dfrac{1}{1 + e^{-x}}$ | $s\,(1 - s)$ | ? | ? | ? |
# | tanh | $\tanh x$ | $1 - \tanh^2 x$ | ? | ? | ? |
# | softsign | $\dfrac{x}{1 + \lvert x\rvert}$ | $\dfrac{1}{(1 + \lvert x\rvert)^2}$ | ? | ? | ? |
# | relu | $\max(x, 0)$ | $0$ if $x \le 0$, else $1$ | ? | ? | ? |
# | leaky_relu | $x$ if $x \ge 0$, else $0.2\,x$ | $1$ if $x > 0$, else $0.2$ | ? | ? | ? |
# | softplus | $\ln(1 + e^x)$ | $s$ | ? | ? | ? |
# | elu | $x$ if $x \ge 0$, else $e^x - 1$ | $1$ if $x \ge 0$, else $e^x$ | ? | ? | ? |
# | selu | $\lambda x$ if $x \ge 0$, else $\lambda\alpha(e^x - 1)$ | $\lambda$ if $x \ge 0$, else $\lambda\alpha e^x$ | ? | ? | ? |
# | silu | $x\,s$ | $s + x\,s\,(1 - s)$ | ? | ? | ? |
# | gelu | $x\,\Phi$ | $\Phi + x\,\varphi$ | ? | ? | ? |
# | mish | $x\,t$ | $t + x\,(1 - t^2)\,s$ | ? | ? | ? |
# | gaussian | $e^{-x^2}$ | $-2x\,e^{-x^2}$ | ? | ? | ? |
#
# The last three columns are yours.
#
# **Range.** The pair (lower, upper) of the tightest bounds: no value is below the lower, none above the upper, and values come as
# close to both as you like. Whether a bound is ever *reached* does not matter here. Write infinity as `inf`. Where a bound is
# no round number, three decimals are enough. The step takes the values 0 and 1 only, so its pair is $(0, 1)$.
#
# **Order of continuity.** How often can you differentiate before something jumps?
#
# | order | meaning |
# |---|---|
# | `"C-1"` | $f$ itself jumps |
# | `"C0"` | $f$ is continuous, $f'$ jumps |
# | `"C1"` | $f$ and $f'$ are continuous, $f''$ jumps |
# | `"Cinf"` | nothing ever jumps, however often you differentiate |
#
# **Monotonic.** `True` if $f$ never falls as $x$ grows. (Flat stretches are allowed: the step is monotonic.)
#
# **Your guess,** before you look at four functions that are *not* in your table: the hard tanh clips $x$ to $[-1, 1]$, and the
# squared relu is $\max(x, 0)^2$. Which row of the next figure is the first to jump, for each column?

# %% tags=["experiment"] nbgrader={"grade_id": "continuity", "locked": true}
sides = [
    np.linspace(-3, -1, 200),
    np.linspace(-1, 0, 100),
    np.linspace(0, 1, 100),
    np.linspace(1, 3, 200),
]
pieces = [np.concatenate([side[:1] + 1e-9, side[1:-1], side[-1:] - 1e-9]) for side in sides]
columns = [  # name, order, and f with its first two derivatives
    ("sign", "C-1", [np.sign, np.zeros_like, np.zeros_like]),
    (
        "hard tanh",
        "C0",
        [lambda x: np.clip(x, -1, 1), lambda x: 1.0 * (np.abs(x) < 1), np.zeros_like],
    ),
    (
        "squared relu",
        "C1",
        [
            lambda x: np.maximum(x, 0) ** 2,
            lambda x: 2 * np.maximum(x, 0),
            lambda x: 2.0 * (x > 0),
        ],
    ),
    (
        "arctan",
        "Cinf",
        [np.arctan, lambda x: 1 / (1 + x**2), lambda x: -2 * x / (1 + x**2) ** 2],
    ),
]
figure, axes = plt.subplots(3, 4, sharex=True, figsize=(9, 5))
found = []
for column, (name, order, functions) in enumerate(columns):
    jumps = []
    for row, function in enumerate(functions):
        axis, (color, style) = axes[row, column], STYLES[row]
        for piece in pieces:
            axis.plot(piece, function(piece), color=color, linestyle=style)
        low, high = axis.get_ylim()
        if high - low < 0.5:
            axis.set_ylim(-1, 1)
        axis.margins(y=0.15)
        jumps.append(
            any(
                abs(function(a[-1:]) - function(b[:1]))[0] > 0.5
                for a, b in zip(pieces, pieces[1:])
            )
        )
    axes[0, column].set_title(f"{name}: {order}", fontsize=11)
    axes[2, column].set_xlabel("x")
    first = (
        ["f", "the slope", "the slope of the slope"][jumps.index(True)]
        if any(jumps)
        else "nothing"
    )
    found.append(f"{name} ({order}): {first} jumps")
for row, label in enumerate(["f", "f '", "f ''"]):
    axes[row, 0].set_ylabel(label, rotation=0, labelpad=14)
alt = (
    "Four functions above their first and second derivatives. What jumps first: "
    + "; ".join(found)
    + "."
)
show_figure(figure, alt, width=820)

# %% [markdown]
# ### Question `table` ({points:table})
#
# Fill `ACTIVATIONS` with all fourteen functions, each with default arguments. The two worked rows are given; add the
# twelve rows of your own in the same form:
#
# ```python
# ACTIVATIONS = {
#     **WORKED_ROWS,
#     "sigmoid": {"range": (lower, upper), "continuity": "...", "monotonic": ...},
#     ...
# }
# ```
#
# *Hints.* Look at your own plots, but don't stop there: a picture from $-6$ to $6$ does not show limits. For the lowest point
# of a valley, evaluate your function on a fine grid around it. For the order of continuity, compare the slopes (and the slopes
# of the slopes) on both sides of the seam where the formula changes. Some seams are smoother than they look, and one parameter can decide.

# %% nbgrader={"grade_id": "table", "solution": true}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

# ACTIVATIONS = {**WORKED_ROWS, and a row in the same form for each of: sigmoid, tanh, softsign,
#                relu, leaky_relu, softplus, elu, selu, silu, gelu, mish, gaussian}
### BEGIN SOLUTION
ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (-inf, inf), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.309, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}
### END SOLUTION

# %% nbgrader={"grade_id": "check-table", "grade": true, "locked": true}
if "ACTIVATIONS" not in globals():
    raise NotImplementedError("Define ACTIVATIONS in the cell above first.")
names = [
    *("identity", "binary_step", "sigmoid", "tanh", "softsign", "relu", "leaky_relu"),
    *("softplus", "elu", "selu", "silu", "gelu", "mish", "gaussian"),
]
assert isinstance(ACTIVATIONS, dict), (
    "ACTIVATIONS should be a dict that maps each name to its row."
)
missing, extra = (
    sorted(set(names) - set(ACTIVATIONS)),
    sorted(set(map(str, ACTIVATIONS)) - set(names)),
)
assert not missing, f"These functions have no row yet: {', '.join(missing)}."
assert not extra, f"These names do not belong to the table: {', '.join(extra)}."
checked, not_written = [], []
for name in names:
    row = ACTIVATIONS[name]
    assert isinstance(row, dict) and set(row) == {"range", "continuity", "monotonic"}, (
        f"The row of {name} should be a dict with exactly the keys range, continuity and "
        "monotonic."
    )
    bounds = row["range"]
    assert isinstance(bounds, (tuple, list)) and len(bounds) == 2, (
        f"The range of {name} should be a pair (lower, upper)."
    )
    assert all(
        isinstance(bound, (int, float)) and not isinstance(bound, bool) for bound in bounds
    ), (
        f"The bounds of {name} should be numbers; infinity is written inf, without quotation "
        "marks."
    )
    assert bounds[0] < bounds[1], f"The range of {name} should have its lower bound first."
    assert row["continuity"] in ("C-1", "C0", "C1", "Cinf"), (
        f'The continuity of {name} should be one of "C-1", "C0", "C1", "Cinf".'
    )
    assert isinstance(row["monotonic"], bool), (
        f"monotonic of {name} should be True or False, without quotation marks."
    )
    try:
        sample = np.asarray(globals()[name](np.linspace(-30, 30, 6001)), dtype=float)
    except (KeyError, NotImplementedError):
        not_written.append(name)
        continue
    assert np.all((sample >= bounds[0] - 1e-3) & (sample <= bounds[1] + 1e-3)), (
        f"Your own {name} takes values from {sample.min():.4g} to {sample.max():.4g} between "
        "x = -30 and 30; your range leaves some of them out."
    )
    checked.append(name)
passed(
    "table",
    f"form of all rows; {len(checked)} ranges hold every value that we sampled from your own "
    "functions",
    "whether bounds are tight, continuity, monotonic",
)
if not_written:
    print("no samples yet for:", ", ".join(not_written))

# %% [markdown]
# ## 11. In your own words
#
# The network that you meet in the next assignment ends its hidden layers with relu and its last layer with softmax.
#
# ### Question `explain` ({points:explain})
#
# In about a hundred words: why is relu a good choice *inside* such a network, and why softmax *at the end*? Support each half
# with one number or one figure from this notebook. Would the network still be a network without the relu? This question is read
# and graded by a person.

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true}
# ### BEGIN SOLUTION
# Inside: without a bend, two layers collapse into one (the product of the matrices did the same to a thousand points), so
# some activation is needed. Relu's slope is exactly 1 for every positive input, so a gradient that is passed back through
# ten active units is not shrunk by them, while ten sigmoids multiply it by at most 0.25 each, about 1e-6 in all. It also
# costs only one comparison.
#
# At the end: softmax turns any ten logits into positive numbers that sum to 1, so they can be read as the probabilities
# of the digits and compared with the right answer by the cross-entropy. It keeps the order of the logits. Relu would be
# wrong there: its outputs are unbounded, do not sum to 1, and are exactly 0 for all negative logits.
# ### END SOLUTION

# %% [markdown]
# ## What you have, and what comes next
#
# You wrote twelve bends, turned formulas into code that holds for every number, and checked
# derivatives by measuring. Close this page for a minute and answer on paper:
#
# 1. Why do two layers without activation equal one?
# 2. Which three things can go wrong on the way from a formula to code?
# 3. Why does each row of softmax's Jacobian sum to 0?
#
# Keras and TensorFlow bring many more activations, and new ones appear every year. There are too many to say from the armchair which one
# suits your data: one has to try, and to compare fairly. The next assignment, `mnist`, makes a start: a network that reads
# handwritten digits, with its activation and without.
