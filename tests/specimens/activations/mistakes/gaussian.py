# %% [markdown]
# Plausible wrong answers to the question `gaussian`.

# %% mistake="normal_density" title="The density of the normal distribution" fails={"gaussian.values": "failed"}
def gaussian(x):
    x = np.asarray(x, dtype=float)
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


def gaussian_derivative(x):
    x = np.asarray(x, dtype=float)
    return -x * gaussian(x)


# %% mistake="square_of_minus_x" title="The minus sign is squared away" fails={"gaussian.values": "failed"}
def gaussian(x):
    return np.exp((-np.asarray(x, dtype=float)) ** 2)


def gaussian_derivative(x):
    x = np.asarray(x, dtype=float)
    return -2 * x * gaussian(x)


# %% mistake="factor_two_missing" title="The slope lacks the factor 2" fails={"gaussian.derivative_values": "failed"}
def gaussian(x):
    return np.exp(-np.square(np.asarray(x, dtype=float)))


def gaussian_derivative(x):
    return -np.asarray(x, dtype=float) * gaussian(x)


# %% mistake="sign_of_slope" title="The slope has the wrong sign" fails={"gaussian.derivative_values": "failed"}
def gaussian(x):
    return np.exp(-np.square(np.asarray(x, dtype=float)))


def gaussian_derivative(x):
    return 2 * np.asarray(x, dtype=float) * gaussian(x)


# %% mistake="reciprocal" title="1 / exp(x**2) overflows" fails={"gaussian.quiet": "failed", "gaussian.derivative_quiet": "failed"}
def gaussian(x):
    return 1 / np.exp(np.asarray(x, dtype=float) ** 2)


def gaussian_derivative(x):
    x = np.asarray(x, dtype=float)
    return -2 * x / np.exp(x**2)


# %% mistake="kept_from_zero" title="A floor keeps the values from 0" fails={"gaussian.derivative_values": "failed", "gaussian.precision": "failed", "gaussian.tails": "failed"}
def gaussian(x):
    return np.maximum(np.exp(-np.square(np.asarray(x, dtype=float))), 1e-13)


def gaussian_derivative(x):
    return -2 * np.asarray(x, dtype=float) * gaussian(x)


# %% mistake="e_by_hand" title="e is typed with eleven digits" fails={"gaussian.precision": "failed", "gaussian.derivative_precision": "failed", "gaussian.tails": "failed", "gaussian.derivative_tails": "failed"}
def gaussian(x):
    return 2.7182818285 ** -np.square(np.asarray(x, dtype=float))


def gaussian_derivative(x):
    return -2 * np.asarray(x, dtype=float) * gaussian(x)


# %% mistake="in_place" title="The caller's array is squared" fails={"gaussian.input_unchanged": "failed"}
def gaussian(x):
    x = np.asarray(x, dtype=float)
    np.square(x, out=x)
    return np.exp(-x)


def gaussian_derivative(x):
    return -2 * np.array(x, dtype=float) * gaussian(np.array(x, dtype=float))


# %% mistake="derivative_in_place" title="The derivative squares the caller's array" fails={"gaussian.derivative_inputs": "failed"}
def gaussian(x):
    return np.exp(-np.square(np.asarray(x, dtype=float)))


def gaussian_derivative(x):
    x = np.asarray(x, dtype=float)
    factor = -2 * x
    x *= x
    return factor * np.exp(-x)


# %% mistake="rows" title="map hands whole rows to a scalar function" fails={"gaussian.shapes": "errored", "gaussian.lists_and_numbers": "errored", "gaussian.derivative_inputs": "errored"}
from math import exp


def gaussian(x):
    x = np.asarray(x, dtype=float)
    return np.array(list(map(lambda v: exp(-v * v), x)))


def gaussian_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.array(list(map(lambda v: -2 * v * exp(-v * v), x)))


# %% mistake="recursion" title="The derivative calls itself without end" fails={"gaussian.derivative_values": "errored"}
def gaussian(x):
    return np.exp(-np.square(np.asarray(x, dtype=float)))


def gaussian_derivative(x):
    return -2 * np.asarray(x, dtype=float) * gaussian_derivative(x)
