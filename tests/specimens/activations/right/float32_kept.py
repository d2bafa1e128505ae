# ---
# jupyter:
#   specimen:
#     title: Computes in the precision of its input
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation((np.array(w) * np.array(x)).sum() + b)


# %%
def floating(x):
    x = np.asarray(x)
    return x if x.dtype in (np.float32, np.float64) else x.astype(np.float64)


# %% question="sigmoid"
def sigmoid(x):
    x = floating(x)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, np.ones_like(e), e) / (1 + e)


def sigmoid_derivative(x):
    e = np.exp(-np.abs(floating(x)))
    return e / (1 + e) ** 2


# %% question="tanh"
def tanh(x):
    return np.tanh(floating(x))


def tanh_derivative(x):
    e = np.exp(-2 * np.abs(floating(x)))
    return 4 * e / (1 + e) ** 2


# %% question="softsign"
def softsign(x):
    x = floating(x)
    return x / (1 + np.abs(x))


def softsign_derivative(x):
    return 1 / (1 + np.abs(floating(x))) ** 2


# %% question="relu"
def relu(x):
    x = floating(x)
    return np.maximum(x, x.dtype.type(0))


def relu_derivative(x):
    x = floating(x)
    return (x > 0).astype(x.dtype)


# %% question="leaky_relu"
def leaky_relu(x, negative_slope=0.2):
    x = floating(x)
    return np.where(x >= 0, x, x.dtype.type(negative_slope) * x)


def leaky_relu_derivative(x, negative_slope=0.2):
    x = floating(x)
    return np.where(x > 0, x.dtype.type(1), x.dtype.type(negative_slope))


# %% question="softplus"
def softplus(x):
    x = floating(x)
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def softplus_derivative(x):
    return sigmoid(x)


# %% question="elu"
def elu(x, alpha=1.0):
    x = floating(x)
    return np.where(x > 0, x, x.dtype.type(alpha) * np.expm1(np.minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    x = floating(x)
    return np.where(x >= 0, x.dtype.type(1), x.dtype.type(alpha) * np.exp(np.minimum(x, 0)))


# %% question="selu"
def selu(x):
    x = floating(x)
    scale, alpha = np.array([1.0507009873554805, 1.6732632423543773], dtype=x.dtype)
    return scale * np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def selu_derivative(x):
    x = floating(x)
    scale, alpha = np.array([1.0507009873554805, 1.6732632423543773], dtype=x.dtype)
    return scale * np.where(x >= 0, np.ones_like(x), alpha * np.exp(np.minimum(x, 0)))


# %% question="silu"
def silu(x):
    x = floating(x)
    return x * sigmoid(x)


def silu_derivative(x):
    x = floating(x)
    return sigmoid(x) * (1 + x * sigmoid(-x))


# %% question="gelu"
from scipy.special import erfc


def gelu(x):
    x = floating(x)
    return x / 2 * erfc(-x / x.dtype.type(2) ** x.dtype.type(0.5))


def gelu_derivative(x):
    x = floating(x)
    root = x.dtype.type(2) ** x.dtype.type(0.5)
    return erfc(-x / root) / 2 + x * np.exp(-x * x / 2) / x.dtype.type(np.sqrt(2 * np.pi))


# %% question="mish"
def mish(x):
    x = floating(x)
    return x * np.tanh(softplus(x))


def mish_derivative(x):
    x = floating(x)
    t = np.tanh(softplus(x))
    return t + x * sigmoid(x) * (1 - t) * (1 + t)


# %% question="gaussian"
def gaussian(x):
    x = floating(x)
    return np.exp(-x * x)


def gaussian_derivative(x):
    x = floating(x)
    return -2 * x * np.exp(-x * x)


# %% question="softmax"
def softmax(x, axis=-1):
    x = floating(x)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% question="log_softmax"
def log_softmax(x, axis=-1):
    x = floating(x)
    d = x - x.max(axis=axis, keepdims=True)
    return d - np.log(np.exp(d).sum(axis=axis, keepdims=True))


# %% question="softmax_jacobian"
def softmax_jacobian(x):
    p = softmax(x)
    return p[..., None] * (np.eye(p.shape[-1], dtype=p.dtype) - p[..., None, :])
