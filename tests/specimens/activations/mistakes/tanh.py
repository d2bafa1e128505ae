# %% [markdown]
# Plausible wrong answers to the question `tanh`.

# %% mistake="textbook" title="The quotient of the textbook, and 1 - tanh**2" fails={"tanh.tails": "failed", "tanh.tiny_inputs": "failed", "tanh.derivative_tails": "failed", "tanh.quiet": "failed", "tanh.derivative_quiet": "failed"}
def tanh(x):
    x = np.asarray(x, dtype=float)
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def tanh_derivative(x):
    return 1 - tanh(x) ** 2


# %% mistake="numpy_then_textbook" title="NumPy's tanh, but 1 - tanh**2 for the slope" fails={"tanh.derivative_tails": "failed"}
def tanh(x):
    return np.tanh(x)


def tanh_derivative(x):
    return 1 - np.tanh(x) ** 2


# %% mistake="derivative_of_output" title="The derivative takes the value of tanh for its argument" fails={"tanh.derivative_values": "failed"}
def tanh(x):
    return np.tanh(x)


def tanh_derivative(t):
    return 1 - np.square(t)


# %% mistake="by_sigmoid" title="2 s(2x) - 1 loses the digits of tiny inputs" fails={"tanh.tiny_inputs": "failed"}
def tanh(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-2 * np.abs(x))
    return 2 * np.where(x >= 0, 1.0, e) / (1.0 + e) - 1


def tanh_derivative(x):
    e = np.exp(-2 * np.abs(np.asarray(x, dtype=float)))
    return 4 * e / (1 + e) ** 2


# %% mistake="by_cosh" title="1 / cosh**2 overflows" fails={"tanh.derivative_quiet": "failed"}
def tanh(x):
    return np.tanh(np.asarray(x, dtype=float))


def tanh_derivative(x):
    return 1 / np.cosh(np.asarray(x, dtype=float)) ** 2


# %% mistake="factor_two_missing" title="The exponent is x where it should be 2x" fails={"tanh.values": "failed"}
def tanh(x):
    x = np.asarray(x, dtype=float)
    return (1 - np.exp(-x)) / (1 + np.exp(-x))


def tanh_derivative(x):
    return 1 - tanh(x) ** 2


# %% mistake="whole_numbers" title="The result is stored in an array of the input's type" fails={"tanh.lists_and_numbers": "failed", "tanh.derivative_inputs": "failed"}
def tanh(x):
    x = np.array(x)
    result = np.zeros_like(x)
    result[...] = np.tanh(x)
    return result


def tanh_derivative(x):
    x = np.array(x)
    e = np.exp(-2.0 * np.abs(x))
    result = np.zeros_like(x)
    result[...] = 4 * e / (1 + e) ** 2
    return result


# %% mistake="doubled_in_place" title="x *= 2 changes the caller's array" fails={"tanh.input_unchanged": "failed", "tanh.derivative_inputs": "failed"}
def tanh(x):
    x = np.asarray(x, dtype=float)
    x *= 2
    e = np.exp(-np.abs(x))
    return np.sign(x) * -np.expm1(-np.abs(x)) / (1 + e)


def tanh_derivative(x):
    x = np.asarray(x, dtype=float)
    x *= 2
    e = np.exp(-np.abs(x))
    return 4 * e / (1 + e) ** 2


# %% mistake="flattened" title="The values come back in one row" fails={"tanh.shapes": "failed", "tanh.lists_and_numbers": "failed", "tanh.derivative_inputs": "failed"}
import math


def tanh(x):
    x = np.asarray(x, dtype=float).ravel()
    return np.array([math.tanh(value) for value in x])


def tanh_derivative(x):
    x = np.asarray(x, dtype=float).ravel()
    return np.array([4 * math.exp(-2 * abs(v)) / (1 + math.exp(-2 * abs(v))) ** 2 for v in x])


# %% mistake="e_by_hand" title="e is typed with eleven digits" fails={"tanh.precision": "failed", "tanh.derivative_precision": "failed", "tanh.tiny_inputs": "failed", "tanh.derivative_tails": "failed"}
E = 2.7182818285


def tanh(x):
    x = np.asarray(x, dtype=float)
    e = E ** (-2 * np.abs(x))
    return np.sign(x) * (1 - e) / (1 + e)


def tanh_derivative(x):
    e = E ** (-2 * np.abs(np.asarray(x, dtype=float)))
    return 4 * e / (1 + e) ** 2


# %% mistake="name_used_again" title="The name of the function is used for its values" fails={"tanh.values": "failed"}
def tanh(x):
    return np.tanh(x)


def tanh_derivative(x):
    e = np.exp(-2 * np.abs(np.asarray(x, dtype=float)))
    return 4 * e / (1 + e) ** 2


tanh = tanh(np.linspace(-6, 6, 121))
