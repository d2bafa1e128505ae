# %% [markdown]
# Plausible wrong answers to the question `leaky_relu`.

# %% mistake="other_default" title="The default slope is that of another library" fails={"leaky_relu.values": "failed"}
def leaky_relu(x, negative_slope=0.01):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, x, negative_slope * x)


def leaky_relu_derivative(x, negative_slope=0.01):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, 1.0, negative_slope)


# %% mistake="slope_ignored" title="The argument is there, but 0.2 is written into the formula" fails={"leaky_relu.negative_slope": "failed", "leaky_relu.derivative_negative_slope": "failed"}
def leaky_relu(x, negative_slope=0.2):
    return np.maximum(np.asarray(x), 0.2 * np.asarray(x))


def leaky_relu_derivative(x, negative_slope=0.2):
    return np.where(np.asarray(x) > 0, 1, 0.2)


# %% mistake="argument_misnamed" title="The argument is called alpha" fails={"leaky_relu.negative_slope": "errored", "leaky_relu.derivative_negative_slope": "errored"}
def leaky_relu(x, alpha=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, x, alpha * x)


def leaky_relu_derivative(x, alpha=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, 1.0, alpha)


# %% mistake="slope_one_at_zero" title="The slope at 0 is 1" fails={"leaky_relu.derivative_at_zero": "failed"}
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, x, negative_slope * x)


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, negative_slope)


# %% mistake="slope_falls" title="The negative branch falls" fails={"leaky_relu.values": "failed"}
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, 0) + negative_slope * np.maximum(-x, 0)


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, 1.0, -negative_slope)


# %% mistake="slope_times_x" title="The slope of the negative branch is multiplied by x once more" fails={"leaky_relu.derivative_values": "failed"}
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, x, negative_slope * x)


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, 1.0, negative_slope * x)


# %% mistake="whole_numbers" title="The result keeps the whole numbers of the input" fails={"leaky_relu.lists_and_numbers": "failed", "leaky_relu.derivative_inputs": "failed"}
def leaky_relu(x, negative_slope=0.2):
    result = np.array(x)
    result[result < 0] = negative_slope * result[result < 0]
    return result


def leaky_relu_derivative(x, negative_slope=0.2):
    result = np.ones_like(x)
    result[np.array(x) <= 0] = negative_slope
    return result


# %% mistake="in_place" title="The negative elements of the caller's array are scaled" fails={"leaky_relu.input_unchanged": "failed"}
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    x[x < 0] *= negative_slope
    return x


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, 1.0, negative_slope)


# %% mistake="derivative_in_place" title="The derivative overwrites its input" fails={"leaky_relu.derivative_inputs": "failed"}
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, x, negative_slope * x)


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    positive = x > 0
    x[positive], x[~positive] = 1.0, negative_slope
    return x


# %% mistake="two_loops" title="Two nested loops take arrays of two axes or one only" fails={"leaky_relu.shapes": "errored", "leaky_relu.lists_and_numbers": "errored"}
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    if x.ndim == 1:
        return np.array([v if v >= 0 else negative_slope * v for v in x])
    return np.array([[v if v >= 0 else negative_slope * v for v in row] for row in x])


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, 1.0, negative_slope)


# %% mistake="capped_at_six" title="The positive branch ends at 6" fails={"leaky_relu.tails": "failed", "leaky_relu.derivative_tails": "failed"}
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, np.minimum(x, 6.0), negative_slope * x)


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 6.0, 0.0, np.where(x > 0, 1.0, negative_slope))


# %% mistake="slope_by_division" title="The slope is f(x) / x, and 0 / 0 is replaced afterwards" fails={"leaky_relu.derivative_quiet": "failed"}
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, x, negative_slope * x)


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x == 0, negative_slope, leaky_relu(x, negative_slope) / x)


# %% mistake="small_number_for_safety" title="A small number keeps the division from 0" fails={"leaky_relu.derivative_at_zero": "failed", "leaky_relu.negative_slope": "failed", "leaky_relu.derivative_negative_slope": "failed", "leaky_relu.precision": "failed", "leaky_relu.derivative_precision": "failed"}
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return (x + np.sqrt(x * x + 1e-24)) / 2 * (1 - negative_slope) + negative_slope * x


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    sign = x / (np.abs(x) + 1e-18)
    return (1 + sign) / 2 + negative_slope * (1 - sign) / 2


# %% mistake="exit" title="Python is left where the input is no array" fails={"leaky_relu.lists_and_numbers": "errored", "leaky_relu.derivative_inputs": "errored"}
def leaky_relu(x, negative_slope=0.2):
    if not isinstance(x, np.ndarray):
        print("leaky_relu needs an array")
        exit()
    return np.where(x >= 0, x, negative_slope * x)


def leaky_relu_derivative(x, negative_slope=0.2):
    if not isinstance(x, np.ndarray):
        print("leaky_relu_derivative needs an array")
        exit()
    return np.where(x > 0, 1.0, negative_slope)


# %% mistake="tensorflow" title="TensorFlow's leaky_relu keeps its slope in single precision" fails={"leaky_relu.negative_slope": "failed", "leaky_relu.precision": "failed", "leaky_relu.tails": "failed"}
import tensorflow as tf


def leaky_relu(x, negative_slope=0.2):
    return tf.nn.leaky_relu(tf.constant(x, dtype=tf.float64), alpha=negative_slope).numpy()


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, 1.0, negative_slope)
