# %% [markdown]
# Plausible wrong answers to the question `elu`.

# %% mistake="textbook" title="np.where with exp(x) - 1, as in the formula" fails={"elu.tiny_inputs": "failed", "elu.quiet": "failed", "elu.derivative_quiet": "failed"}
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, x, alpha * (np.exp(x) - 1))


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, alpha * np.exp(x))


# %% mistake="by_masks" title="Both branches are multiplied by masks, and 0 * inf is NaN" fails={"elu.tails": "failed", "elu.derivative_tails": "failed", "elu.quiet": "failed", "elu.derivative_quiet": "failed"}
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return (x > 0) * x + (x <= 0) * alpha * np.expm1(x)


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return (x >= 0) * 1.0 + (x < 0) * alpha * np.exp(x)


# %% mistake="derivative_from_output" title="The left slope is elu(x) + alpha" fails={"elu.derivative_tails": "failed"}
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, elu(x, alpha) + alpha)


# %% mistake="alpha_at_zero" title="The slope at 0 is alpha" fails={"elu.derivative_at_zero": "failed"}
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0)))


# %% mistake="alpha_missing" title="alpha is taken but not used" fails={"elu.alpha": "failed", "elu.derivative_alpha": "failed"}
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, np.exp(np.minimum(x, 0)))


# %% mistake="brackets_missing" title="alpha multiplies the exponential alone" fails={"elu.alpha": "failed", "elu.tiny_inputs": "failed"}
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1)


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, alpha * np.exp(np.minimum(x, 0)))


# %% mistake="derivative_is_elu" title="The left slope keeps the - 1" fails={"elu.derivative_values": "failed"}
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, alpha * np.expm1(np.minimum(x, 0)))


# %% mistake="jumps" title="The - 1 is forgotten" fails={"elu.values": "failed"}
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, alpha * np.exp(np.minimum(x, 0)))


# %% mistake="in_place" title="The negative elements of the caller's array are replaced" fails={"elu.input_unchanged": "failed", "elu.derivative_inputs": "failed"}
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    x[x < 0] = alpha * np.expm1(x[x < 0])
    return x


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    left = x < 0
    x[left] = alpha * np.exp(x[left])
    x[~left] = 1.0
    return x


# %% mistake="whole_numbers" title="A copy of whole numbers can't hold fractions" fails={"elu.lists_and_numbers": "failed", "elu.derivative_inputs": "failed"}
def elu(x, alpha=1.0):
    result = np.array(x)
    left = result < 0
    result[left] = alpha * np.expm1(result[left])
    return result


def elu_derivative(x, alpha=1.0):
    x = np.array(x)
    result = np.ones_like(x)
    result[x < 0] = alpha * np.exp(x[x < 0])
    return result


# %% mistake="vectors_only" title="A loop over the elements takes vectors only" fails={"elu.shapes": "errored", "elu.lists_and_numbers": "errored", "elu.derivative_inputs": "errored"}
def elu(x, alpha=1.0):
    result = np.empty(len(x))
    for i, value in enumerate(x):
        result[i] = value if value > 0 else alpha * np.expm1(value)
    return result


def elu_derivative(x, alpha=1.0):
    result = np.empty(len(x))
    for i, value in enumerate(x):
        result[i] = 1 if value >= 0 else alpha * np.exp(value)
    return result


# %% mistake="e_by_hand" title="e is typed with eleven digits" fails={"elu.alpha": "failed", "elu.derivative_alpha": "failed", "elu.precision": "failed", "elu.derivative_precision": "failed", "elu.tiny_inputs": "failed", "elu.derivative_tails": "failed"}
E = 2.7182818285


def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * (E ** np.minimum(x, 0) - 1))


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, alpha * E ** np.minimum(x, 0))


# %% mistake="tensorflow" title="TensorFlow's elu loses the digits of tiny inputs" fails={"elu.tiny_inputs": "failed"}
import tensorflow as tf


def elu(x, alpha=1.0):
    x = tf.constant(x, dtype=tf.float64)
    return tf.where(x > 0, x, alpha * tf.nn.elu(x)).numpy()


def elu_derivative(x, alpha=1.0):
    x = tf.constant(x, dtype=tf.float64)
    return tf.where(x >= 0, tf.ones_like(x), alpha * tf.exp(tf.minimum(x, 0.0))).numpy()
