# %% [markdown]
# Plausible wrong answers to the question `sigmoid`.

# %% mistake="wrong_sign" title="The minus sign in the exponent is missing" fails={"sigmoid.values": "failed"}
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, e, 1.0) / (1.0 + e)


def sigmoid_derivative(x):
    return sigmoid(x) * sigmoid(-np.asarray(x, dtype=float))


# %% mistake="derivative_of_output" title="The derivative takes the value of sigmoid for its argument" fails={"sigmoid.derivative_values": "failed"}
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e)


def sigmoid_derivative(s):
    s = np.asarray(s, dtype=float)
    return s * (1.0 - s)


# %% mistake="textbook" title="The formulas of the textbook, as they stand" fails={"sigmoid.derivative_tails": "failed", "sigmoid.quiet": "failed", "sigmoid.derivative_quiet": "failed"}
def sigmoid(x):
    return 1 / (1 + np.exp(-np.array(x)))


def sigmoid_derivative(x):
    s = sigmoid(x)
    return s * (1 - s)


# %% mistake="scalars_only" title="An if chooses the formula, which works for single numbers only" fails={"sigmoid.values": "errored"}
from math import exp


def sigmoid(x):
    if x >= 0:
        return 1 / (1 + exp(-x))
    return exp(x) / (1 + exp(x))


def sigmoid_derivative(x):
    return sigmoid(x) * sigmoid(-x)


# %% mistake="prints" title="The result is printed instead of returned" fails={"sigmoid.values": "failed"}
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    print(np.where(x >= 0, 1.0, e) / (1.0 + e))


def sigmoid_derivative(x):
    e = np.exp(-np.abs(np.asarray(x, dtype=float)))
    print(e / (1.0 + e) ** 2)


# %% mistake="in_place" title="The sign of the caller's array is changed in place" fails={"sigmoid.input_unchanged": "failed", "sigmoid.derivative_inputs": "failed"}
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    right = x >= 0
    np.abs(x, out=x)
    e = np.exp(-x)
    return np.where(right, 1.0, e) / (1.0 + e)


def sigmoid_derivative(x):
    x = np.asarray(x, dtype=float)
    np.abs(x, out=x)
    e = np.exp(-x)
    return e / (1.0 + e) ** 2


# %% mistake="vectors_only" title="A loop over the elements takes vectors only" fails={"sigmoid.shapes": "errored", "sigmoid.lists_and_numbers": "errored", "sigmoid.derivative_inputs": "errored"}
def sigmoid(x):
    result = np.zeros(len(x))
    for i in range(len(x)):
        e = np.exp(-abs(x[i]))
        if x[i] >= 0:
            result[i] = 1 / (1 + e)
        else:
            result[i] = e / (1 + e)
    return result


def sigmoid_derivative(x):
    result = np.zeros(len(x))
    for i in range(len(x)):
        e = np.exp(-abs(x[i]))
        result[i] = e / (1 + e) ** 2
    return result


# %% mistake="e_by_hand" title="e is typed with eleven digits" fails={"sigmoid.precision": "failed", "sigmoid.derivative_precision": "failed", "sigmoid.tails": "failed", "sigmoid.derivative_tails": "failed"}
E = 2.7182818285


def sigmoid(x):
    x = np.asarray(x, dtype=float)
    decay = E ** -np.abs(x)
    return np.where(x >= 0, 1.0, decay) / (1.0 + decay)


def sigmoid_derivative(x):
    decay = E ** -np.abs(np.asarray(x, dtype=float))
    return decay / (1.0 + decay) ** 2


# %% mistake="by_tanh" title="Half of 1 + tanh(x / 2) loses the left tail" fails={"sigmoid.tails": "failed", "sigmoid.derivative_tails": "failed"}
def sigmoid(x):
    return (1 + np.tanh(np.asarray(x, dtype=float) / 2)) / 2


def sigmoid_derivative(x):
    return (1 - np.tanh(np.asarray(x, dtype=float) / 2) ** 2) / 4


# %% mistake="table_lookup" title="Values are interpolated in a table that does not fit into memory" fails={"sigmoid.values": "out_of_memory"}
def sigmoid(x):
    grid = np.linspace(-10_000, 10_000, 2_000_000_001)
    values = 1 / (1 + np.exp(-grid))
    return np.interp(x, grid, values)


def sigmoid_derivative(x):
    s = sigmoid(x)
    return s * (1 - s)


# %% mistake="derivative_missing" title="Only the first of the two functions is written" fails={"sigmoid.derivative_values": "not_attempted"}
def sigmoid(x):
    """Return 1 / (1 + exp(-x)) for each element of x."""
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e)


def sigmoid_derivative(x):
    """Return the slope of sigmoid at each element of x (x is the input of sigmoid)."""
    raise NotImplementedError


# %% mistake="printed_values" title="The values that the notebook prints are interpolated" fails={"sigmoid.values": "failed"}
def sigmoid(x):
    points = [-4, -2, -1, 0, 1, 2, 4]
    values = [0.0180, 0.1192, 0.2689, 0.5000, 0.7311, 0.8808, 0.9820]
    return np.interp(x, points, values)


def sigmoid_derivative(x):
    points = [-4, -2, -1, 0, 1, 2, 4]
    slopes = [0.0177, 0.1050, 0.1966, 0.2500, 0.1966, 0.1050, 0.0177]
    return np.interp(x, points, slopes)


# %% mistake="single_precision" title="Everything is computed and returned in single precision" fails={"sigmoid.precision": "failed", "sigmoid.derivative_precision": "failed"}
def sigmoid(x):
    x = np.asarray(x, dtype=np.float32)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, np.float32(1), e) / (1 + e)


def sigmoid_derivative(x):
    e = np.exp(-np.abs(np.asarray(x, dtype=np.float32)))
    return e / (1 + e) ** 2
