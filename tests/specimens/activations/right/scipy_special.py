# ---
# jupyter:
#   specimen:
#     title: "Everything that SciPy has, from SciPy"
# ---

# %% question="neuron"
from scipy import special


def neuron(x, w, b, activation):
    return activation(np.inner(w, x) + b)


# %% question="sigmoid"
def sigmoid(x):
    return special.expit(np.asarray(x, dtype=float))


def sigmoid_derivative(x):
    x = np.asarray(x, dtype=float)
    return special.expit(x) * special.expit(-x)


# %% question="tanh"
def tanh(x):
    return np.tanh(x)


def tanh_derivative(x):
    x = np.asarray(x, dtype=float)
    return 4 * special.expit(2 * x) * special.expit(-2 * x)


# %% question="softsign"
def softsign(x):
    x = np.asarray(x, dtype=float)
    return x / (1 + abs(x))


def softsign_derivative(x):
    return (1 + abs(np.asarray(x, dtype=float))) ** -2


# %% question="relu"
def relu(x):
    return np.maximum(x, 0)


def relu_derivative(x):
    return np.heaviside(x, 0)


# %% question="leaky_relu"
def leaky_relu(x, negative_slope=0.2):
    return np.where(np.greater(x, 0), x, np.multiply(negative_slope, x))


def leaky_relu_derivative(x, negative_slope=0.2):
    return np.where(np.greater(x, 0), 1, negative_slope)


# %% question="softplus"
def softplus(x):
    return -special.log_expit(-np.asarray(x, dtype=float))


def softplus_derivative(x):
    return special.expit(np.asarray(x, dtype=float))


# %% question="elu"
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * special.expm1(np.minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x < 0, alpha * np.exp(np.minimum(x, 0)), 1)


# %% question="selu"
SCALE = 1.0507009873554805
ALPHA = 1.6732632423543773


def selu(x):
    return SCALE * elu(x, ALPHA)


def selu_derivative(x):
    return SCALE * elu_derivative(x, ALPHA)


# %% question="silu"
def silu(x):
    x = np.asarray(x, dtype=float)
    return x * special.expit(x)


def silu_derivative(x):
    x = np.asarray(x, dtype=float)
    return special.expit(x) * (1 + x * special.expit(-x))


# %% question="gelu"
def gelu(x):
    x = np.asarray(x, dtype=float)
    return x * special.ndtr(x)


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    return special.ndtr(x) + x * np.exp(-np.square(x) / 2) / np.sqrt(2 * np.pi)


# %% question="mish"
def mish(x):
    x = np.asarray(x, dtype=float)
    return x * np.tanh(softplus(x))


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    t = np.tanh(softplus(x))
    return t + x * special.expit(x) * (1 - t * t)


# %% question="gaussian"
def gaussian(x):
    return np.exp(-np.square(x, dtype=float))


def gaussian_derivative(x):
    return -2 * np.asarray(x, dtype=float) * gaussian(x)


# %% question="softmax"
def softmax(x, axis=-1):
    return special.softmax(x, axis=axis)


# %% question="log_softmax"
def log_softmax(x, axis=-1):
    return special.log_softmax(x, axis=axis)


# %% question="softmax_jacobian"
def softmax_jacobian(x):
    p = special.softmax(np.asarray(x, dtype=float), axis=-1)
    return np.einsum("...i,ij->...ij", p, np.eye(p.shape[-1])) - np.einsum("...i,...j->...ij", p, p)
