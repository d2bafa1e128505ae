# %% [markdown]
# Plausible wrong answers to the question `relu`.

# %% mistake="python_max" title="Python's max compares whole objects" fails={"relu.values": "errored"}
def relu(x):
    return max(0, x)


def relu_derivative(x):
    return 1.0 if x > 0 else 0.0


# %% mistake="in_place" title="Negative elements are overwritten in the caller's array" fails={"relu.input_unchanged": "failed", "relu.derivative_inputs": "failed"}
def relu(x):
    x = np.asarray(x, dtype=float)
    x[x < 0] = 0
    return x


def relu_derivative(x):
    x = np.asarray(x, dtype=float)
    x[x <= 0] = 0
    x[x > 0] = 1
    return x


# %% mistake="in_place_arrays_only" title="Negative elements are overwritten, and lists and numbers fail" fails={"relu.lists_and_numbers": "errored", "relu.input_unchanged": "failed"}
def relu(x):
    x[x < 0] = 0
    return x


def relu_derivative(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)


# %% mistake="slope_one_at_zero" title="The slope at 0 is 1" fails={"relu.derivative_at_zero": "failed"}
def relu(x):
    return np.maximum(x, 0)


def relu_derivative(x):
    return np.where(np.asarray(x) >= 0, 1.0, 0.0)


# %% mistake="capped_at_six" title="The unit of the mobile networks, capped at 6" fails={"relu.tails": "failed", "relu.derivative_tails": "failed"}
def relu(x):
    return np.clip(x, 0, 6)


def relu_derivative(x):
    x = np.asarray(x)
    return ((x > 0) & (x <= 6)).astype(float)


# %% mistake="slope_by_division" title="The slope is relu(x) / x, and 0 / 0 is repaired afterwards" fails={"relu.derivative_quiet": "failed"}
def relu(x):
    return np.maximum(np.asarray(x, dtype=float), 0)


def relu_derivative(x):
    return np.nan_to_num(relu(x) / np.asarray(x, dtype=float))


# %% mistake="measured_slope" title="The slope is measured with a small step" fails={"relu.derivative_values": "failed"}
def relu(x):
    return np.maximum(np.asarray(x, dtype=float), 0.0)


def relu_derivative(x):
    return numerical_derivative(relu, x, h=1e-8)


# %% mistake="single_precision" title="The values go through single precision" fails={"relu.precision": "failed", "relu.tails": "failed"}
def relu(x):
    x = np.asarray(x, dtype=np.float32)
    result = np.zeros(x.shape)
    result[x > 0] = x[x > 0]
    return result


def relu_derivative(x):
    return np.where(np.asarray(x, dtype=np.float32) > 0, 1.0, 0.0)


# %% mistake="vectors_only" title="A comprehension over the elements takes vectors only" fails={"relu.shapes": "errored", "relu.lists_and_numbers": "errored", "relu.derivative_inputs": "errored"}
def relu(x):
    return np.array([max(value, 0.0) for value in x])


def relu_derivative(x):
    return np.array([1.0 if value > 0 else 0.0 for value in x])


# %% mistake="endless_loop" title="The counter does not advance past negative elements" fails={"relu.values": "timed_out"}
def relu(x):
    x = np.asarray(x, dtype=float)
    result = np.zeros(x.size)
    i = 0
    while i < x.size:
        if x.flat[i] > 0:
            result[i] = x.flat[i]
            i += 1
    return result.reshape(x.shape)


def relu_derivative(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)
