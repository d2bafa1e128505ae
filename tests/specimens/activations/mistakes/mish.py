# %% [markdown]
# Plausible wrong answers to the question `mish`.

# %% mistake="textbook" title="The formula as it stands, and the slope by the product rule" fails={"mish.tails": "failed", "mish.derivative_tails": "failed", "mish.quiet": "failed", "mish.derivative_quiet": "failed"}
def mish(x):
    x = np.asarray(x, dtype=float)
    return x * np.tanh(np.log(1 + np.exp(x)))


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    t = np.tanh(np.log(1 + np.exp(x)))
    return t + x * (1 - t**2) / (1 + np.exp(-x))


# %% mistake="rational_slope" title="The slope of the encyclopedia, a quotient of powers of exp(x)" fails={"mish.derivative_tails": "failed", "mish.derivative_quiet": "failed"}
def mish(x):
    x = np.asarray(x, dtype=float)
    return x * np.tanh(np.logaddexp(0, x))


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    omega = 4 * (x + 1) + 4 * np.exp(2 * x) + np.exp(3 * x) + np.exp(x) * (4 * x + 6)
    delta = 2 * np.exp(x) + np.exp(2 * x) + 2
    return np.exp(x) * omega / delta**2


# %% mistake="log1p_alone" title="log1p saves the left tail, exp still overflows on the right" fails={"mish.derivative_tails": "failed", "mish.quiet": "failed", "mish.derivative_quiet": "failed"}
def mish(x):
    x = np.asarray(x, dtype=float)
    return x * np.tanh(np.log1p(np.exp(x)))


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    t = np.tanh(np.log1p(np.exp(x)))
    s = 0.5 * (1 + np.tanh(0.5 * x))
    return t + x * s * (1 - t**2)


# %% mistake="chain_rule_cut_short" title="The slope of softplus is missing" fails={"mish.derivative_values": "failed"}
def mish(x):
    x = np.asarray(x, dtype=float)
    return x * np.tanh(np.logaddexp(0, x))


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    t = np.tanh(np.logaddexp(0, x))
    return t + x * (1 - t**2)


# %% mistake="order_of_functions" title="softplus of tanh in place of tanh of softplus" fails={"mish.values": "failed"}
def mish(x):
    x = np.asarray(x, dtype=float)
    return x * np.logaddexp(0, np.tanh(x))


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    t = np.tanh(x)
    return np.logaddexp(0, t) + x * (1 - t**2) / (1 + np.exp(-t))


# %% mistake="in_place" title="x *= t changes the caller's array" fails={"mish.input_unchanged": "failed", "mish.derivative_inputs": "failed"}
def mish(x):
    x = np.asarray(x, dtype=float)
    x *= np.tanh(np.logaddexp(0, x))
    return x


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    t = np.tanh(np.logaddexp(0, x))
    x *= np.exp(-np.logaddexp(0, -x))
    return t + x * (1 - t**2)


# %% mistake="lists_fail" title="A list can't be multiplied by an array's method" fails={"mish.lists_and_numbers": "errored", "mish.derivative_inputs": "errored"}
def mish(x):
    return x.copy() * np.tanh(np.logaddexp(0, x))


def mish_derivative(x):
    t = np.tanh(np.logaddexp(0, x))
    return t + x.copy() * np.exp(-np.logaddexp(0, -x)) * (1 - t**2)


# %% mistake="matrix_product" title="@ multiplies matrices" fails={"mish.shapes": "errored", "mish.lists_and_numbers": "errored", "mish.derivative_inputs": "errored"}
def mish(x):
    x = np.asarray(x, dtype=float)
    return x @ np.diag(np.tanh(np.logaddexp(0, x)))


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    t = np.tanh(np.logaddexp(0, x))
    return t + x @ np.diag((1 - t**2) * np.exp(-np.logaddexp(0, -x)))


# %% mistake="e_by_hand" title="e is typed with eleven digits" fails={"mish.precision": "failed", "mish.derivative_precision": "failed", "mish.tails": "failed", "mish.derivative_tails": "failed"}
def mish(x):
    x = np.asarray(x, dtype=float)
    e = 2.7182818285 ** -np.abs(x)
    right = (1 + 2 * e) / (1 + 2 * e + 2 * e * e)
    left = e * (e + 2) / (e * e + 2 * e + 2)
    return x * np.where(x >= 0, right, left)


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    e = 2.7182818285 ** -np.abs(x)
    right, left = 1 + 2 * e + 2 * e * e, e * e + 2 * e + 2
    t = np.where(x >= 0, (1 + 2 * e) / right, e * (e + 2) / left)
    return t + x * 4 * e * (1 + e) * np.where(x >= 0, e / right**2, 1 / left**2)
