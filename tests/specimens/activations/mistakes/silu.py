# %% [markdown]
# Plausible wrong answers to the question `silu`.

# %% mistake="textbook" title="The formulas of the textbook, as they stand" fails={"silu.quiet": "failed", "silu.derivative_quiet": "failed"}
def silu(x):
    x = np.asarray(x, dtype=float)
    return x / (1 + np.exp(-x))


def silu_derivative(x):
    x = np.asarray(x, dtype=float)
    s = 1 / (1 + np.exp(-x))
    return s + x * s * (1 - s)


# %% mistake="other_textbook" title="exp(x) over 1 + exp(x) becomes NaN on the right" fails={"silu.tails": "failed", "silu.derivative_tails": "failed", "silu.quiet": "failed", "silu.derivative_quiet": "failed"}
def silu(x):
    x = np.asarray(x, dtype=float)
    return x * np.exp(x) / (1 + np.exp(x))


def silu_derivative(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(x)
    return e * (1 + e + x) / (1 + e) ** 2


# %% mistake="by_tanh" title="The sigmoid by tanh loses the left tail" fails={"silu.tails": "failed", "silu.derivative_tails": "failed"}
def silu(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * x * (1 + np.tanh(0.5 * x))


def silu_derivative(x):
    x = np.asarray(x, dtype=float)
    s = 0.5 * (1 + np.tanh(0.5 * x))
    return s + x * s * (1 - s)


# %% mistake="x_missing_in_product_rule" title="The second term of the product rule lacks x" fails={"silu.derivative_values": "failed"}
from scipy.special import expit


def silu(x):
    x = np.asarray(x, dtype=float)
    return x * expit(x)


def silu_derivative(x):
    x = np.asarray(x, dtype=float)
    return expit(x) + expit(x) * expit(-x)


# %% mistake="in_place" title="x *= s changes the caller's array" fails={"silu.input_unchanged": "failed", "silu.derivative_inputs": "failed"}
from scipy.special import expit


def silu(x):
    x = np.asarray(x, dtype=float)
    x *= expit(x)
    return x


def silu_derivative(x):
    x = np.asarray(x, dtype=float)
    s = expit(x)
    x *= expit(-x)
    x += 1
    return s * x


# %% mistake="lists_fail" title="Lists and single numbers are not turned into arrays" fails={"silu.derivative_inputs": "errored"}
from scipy.special import expit


def silu(x):
    return x * expit(x)


def silu_derivative(x):
    return expit(x) * (1 + x * expit(-x))


# %% mistake="flat" title="A loop over all elements forgets their shape" fails={"silu.shapes": "failed", "silu.lists_and_numbers": "failed", "silu.derivative_inputs": "failed"}
from math import exp


def silu(x):
    values = []
    for v in np.ravel(x):
        e = exp(-abs(v))
        values.append(v / (1 + e) if v >= 0 else v * e / (1 + e))
    return np.array(values)


def silu_derivative(x):
    values = []
    for v in np.ravel(x):
        e = exp(-abs(v))
        s, t = (1 / (1 + e), e / (1 + e)) if v >= 0 else (e / (1 + e), 1 / (1 + e))
        values.append(s * (1 + v * t))
    return np.array(values)


# %% mistake="e_by_hand" title="e is typed with eleven digits" fails={"silu.precision": "failed", "silu.derivative_precision": "failed", "silu.tails": "failed", "silu.derivative_tails": "failed"}
def silu(x):
    x = np.asarray(x, dtype=float)
    e = 2.7182818285 ** -np.abs(x)
    return x * np.where(x >= 0, 1.0, e) / (1 + e)


def silu_derivative(x):
    x = np.asarray(x, dtype=float)
    e = 2.7182818285 ** -np.abs(x)
    s = np.where(x >= 0, 1.0, e) / (1 + e)
    return s * (1 + x * np.where(x >= 0, e, 1.0) / (1 + e))


# %% active="ipynb" mistake="colon_missing" title="The cell is no Python: a colon is missing" fails={"silu.values": "errored"}
# def silu(x)
#     x = np.asarray(x, dtype=float)
#     e = np.exp(-np.abs(x))
#     return x * np.where(x >= 0, 1.0, e) / (1.0 + e)
#
#
# def silu_derivative(x):
#     x = np.asarray(x, dtype=float)
#     e = np.exp(-np.abs(x))
#     s = np.where(x >= 0, 1.0, e) / (1.0 + e)
#     return s * (1.0 + x * np.where(x >= 0, e, 1.0) / (1.0 + e))


# %% mistake="helper_undefined" title="A helper is called that the notebook does not have" fails={"silu.values": "errored"}
def silu(x):
    return x * stable_sigmoid(x)


def silu_derivative(x):
    s = stable_sigmoid(x)
    return s + x * s * stable_sigmoid(-x)
