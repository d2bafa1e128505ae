# ---
# jupyter:
#   specimen:
#     title: TensorFlow in float64 wherever it has the digits
# ---

# %% question="neuron"
import tensorflow as tf


def neuron(x, w, b, activation):
    x = tf.constant(x, dtype=tf.float64)
    w = tf.constant(w, dtype=tf.float64)
    z = tf.tensordot(w, x, axes=1) + b
    return activation(z.numpy())


# %%
def tensor(x):
    return tf.cast(tf.convert_to_tensor(np.asarray(x)), tf.float64)


# %% question="sigmoid"
def sigmoid(x):
    x = tensor(x)
    e = tf.exp(-tf.abs(x))
    return tf.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_derivative(x):
    return sigmoid(x) * sigmoid(-tensor(x))


# %% question="tanh"
def tanh(x):
    return tf.math.tanh(tensor(x))


def tanh_derivative(x):
    return 4 * sigmoid_derivative(2 * tensor(x))


# %% question="softsign"
def softsign(x):
    return tf.nn.softsign(tensor(x))


def softsign_derivative(x):
    return 1 / tf.square(1 + tf.abs(tensor(x)))


# %% question="relu"
def relu(x):
    return tf.nn.relu(tensor(x))


def relu_derivative(x):
    return tf.cast(tensor(x) > 0, tf.float64)


# %% question="leaky_relu"
def leaky_relu(x, negative_slope=0.2):
    x = tensor(x)
    return tf.maximum(x, 0) + negative_slope * tf.minimum(x, 0)


def leaky_relu_derivative(x, negative_slope=0.2):
    x = tensor(x)
    return tf.where(x > 0, tf.ones_like(x), negative_slope * tf.ones_like(x))


# %% question="softplus"
def softplus(x):
    x = tensor(x)
    return tf.nn.relu(x) + tf.math.log1p(tf.exp(-tf.abs(x)))


def softplus_derivative(x):
    return sigmoid(x)


# %% question="elu"
def elu(x, alpha=1.0):
    x = tensor(x)
    return tf.where(x > 0, x, alpha * tf.math.expm1(tf.minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    x = tensor(x)
    return tf.where(x >= 0, tf.ones_like(x), alpha * tf.exp(tf.minimum(x, 0)))


# %% question="selu"
SELU_SCALE = tf.constant(1.0507009873554805, dtype=tf.float64)
SELU_ALPHA = tf.constant(1.6732632423543773, dtype=tf.float64)


def selu(x):
    return SELU_SCALE * elu(x, SELU_ALPHA)


def selu_derivative(x):
    return SELU_SCALE * elu_derivative(x, SELU_ALPHA)


# %% question="silu"
def silu(x):
    return tensor(x) * sigmoid(x)


def silu_derivative(x):
    x = tensor(x)
    return sigmoid(x) * (1 + x * sigmoid(-x))


# %% question="gelu"
def gelu(x):
    x = tensor(x)
    return 0.5 * x * tf.math.erfc(-x / np.sqrt(2))


def gelu_derivative(x):
    x = tensor(x)
    return 0.5 * tf.math.erfc(-x / np.sqrt(2)) + x * tf.exp(-x * x / 2) / np.sqrt(2 * np.pi)


# %% question="mish"
def mish(x):
    return tensor(x) * tf.tanh(softplus(x))


def mish_derivative(x):
    x = tensor(x)
    t = tf.tanh(softplus(x))
    return t + x * sigmoid(x) * (1 - t**2)


# %% question="gaussian"
def gaussian(x):
    return tf.exp(-tf.square(tensor(x)))


def gaussian_derivative(x):
    return -2 * tensor(x) * gaussian(x)


# %% question="softmax"
def softmax(x, axis=-1):
    return tf.nn.softmax(tensor(x), axis=axis)


# %% question="log_softmax"
def log_softmax(x, axis=-1):
    x = tensor(x)
    return x - tf.reduce_logsumexp(x - tf.reduce_max(x, axis, keepdims=True), axis, keepdims=True) - tf.reduce_max(x, axis, keepdims=True)


# %% question="softmax_jacobian"
def softmax_jacobian(x):
    p = tf.nn.softmax(tensor(x), axis=-1)
    return tf.linalg.diag(p) - p[..., :, tf.newaxis] * p[..., tf.newaxis, :]
