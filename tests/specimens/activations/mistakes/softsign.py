# %% [markdown]
# Plausible wrong answers to the question `softsign`.

# %% mistake="bars_missing" title="The bars around x are missing" fails={"softsign.values": "failed"}
def softsign(x):
    x = np.asarray(x, dtype=float)
    return x / (1 + x)


def softsign_derivative(x):
    x = np.asarray(x, dtype=float)
    return 1 / (1 + x) ** 2


# %% mistake="bars_missing_in_derivative" title="The bars around x are missing in the slope" fails={"softsign.derivative_values": "failed"}
def softsign(x):
    x = np.asarray(x, dtype=float)
    return x / (1 + np.abs(x))


def softsign_derivative(x):
    x = np.asarray(x, dtype=float)
    return 1 / (1 + x) ** 2


# %% mistake="square_missing" title="The denominator of the slope is not squared" fails={"softsign.derivative_values": "failed"}
def softsign(x):
    x = np.asarray(x, dtype=float)
    return x / (1 + np.abs(x))


def softsign_derivative(x):
    return 1 / (1 + np.abs(np.asarray(x, dtype=float)))


# %% mistake="branches" title="np.where computes the branch with the pole as well" fails={"softsign.quiet": "failed", "softsign.derivative_quiet": "failed"}
def softsign(x):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, x / (1 + x), x / (1 - x))


def softsign_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1 / (1 + x) ** 2, 1 / (1 - x) ** 2)


# %% mistake="small_number_for_safety" title="A small number is added to a denominator that is never 0" fails={"softsign.precision": "failed", "softsign.derivative_precision": "failed", "softsign.tails": "failed", "softsign.derivative_tails": "failed"}
def softsign(x):
    x = np.asarray(x, dtype=float)
    return x / (1 + np.abs(x) + 1e-8)


def softsign_derivative(x):
    x = np.asarray(x, dtype=float)
    return 1 / ((1 + np.abs(x)) ** 2 + 1e-8)


# %% mistake="saturated" title="Beyond 100 the function is taken for its limit" fails={"softsign.tails": "failed", "softsign.derivative_tails": "failed"}
def softsign(x):
    x = np.asarray(x, dtype=float)
    return np.where(np.abs(x) > 100, np.sign(x), x / (1 + np.abs(x)))


def softsign_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.where(np.abs(x) > 100, 0.0, 1 / (1 + np.abs(x)) ** 2)


# %% mistake="in_place_arrays_only" title="x /= ... fails for whole numbers and lists" fails={"softsign.lists_and_numbers": "errored", "softsign.input_unchanged": "failed", "softsign.derivative_inputs": "errored"}
def softsign(x):
    x /= 1 + np.abs(x)
    return x


def softsign_derivative(x):
    x = abs(x) + 1
    x **= -2
    return x


# %% mistake="two_axes" title="Loops over rows and columns" fails={"softsign.shapes": "errored", "softsign.lists_and_numbers": "errored"}
def softsign(x):
    x = np.asarray(x, dtype=float)
    y = np.zeros(x.shape)
    if x.ndim == 2:
        for i in range(x.shape[0]):
            for j in range(x.shape[1]):
                y[i, j] = x[i, j] / (1 + abs(x[i, j]))
    else:
        for i in range(x.shape[0]):
            y[i] = x[i] / (1 + abs(x[i]))
    return y


def softsign_derivative(x):
    return 1 / (1 + np.abs(np.asarray(x, dtype=float))) ** 2
