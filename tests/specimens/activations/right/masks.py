# ---
# jupyter:
#   specimen:
#     title: Boolean masks and arrays that are filled part by part
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    z = np.zeros(())
    for xi, wi in zip(x, w):
        z += xi * wi
    return activation(z + b)


# %% question="sigmoid"
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    out = np.empty(x.shape)
    left = x < 0
    out[left] = np.exp(x[left]) / (1 + np.exp(x[left]))
    out[~left] = 1 / (1 + np.exp(-x[~left]))
    return out


def sigmoid_derivative(x):
    x = np.asarray(x, dtype=float)
    out = np.empty_like(x)
    left = x < 0
    for part, e in ((left, np.exp(x[left])), (~left, np.exp(-x[~left]))):
        out[part] = e / (1 + e) ** 2
    return out


# %% question="tanh"
def tanh(x):
    x = np.asarray(x, dtype=float)
    out = np.array(np.sign(x))
    small = np.abs(x) < 20
    out[small] = np.sinh(x[small]) / np.cosh(x[small])
    return out


def tanh_derivative(x):
    x = np.asarray(x, dtype=float)
    out = np.zeros(x.shape)
    small = np.abs(x) < 350
    out[small] = 1 / np.cosh(x[small]) ** 2
    return out


# %% question="softsign"
def softsign(x):
    x = np.asarray(x, dtype=float)
    out = np.empty(x.shape)
    out[x < 0] = x[x < 0] / (1 - x[x < 0])
    out[x >= 0] = x[x >= 0] / (1 + x[x >= 0])
    return out


def softsign_derivative(x):
    x = np.asarray(x, dtype=float)
    out = np.empty(x.shape)
    out[x < 0] = 1 / (1 - x[x < 0]) ** 2
    out[x >= 0] = 1 / (1 + x[x >= 0]) ** 2
    return out


# %% question="relu"
def relu(x):
    out = np.array(x, dtype=float)
    out[out < 0] = 0.0
    return out


def relu_derivative(x):
    out = np.zeros(np.shape(x))
    out[np.asarray(x) > 0] = 1.0
    return out


# %% question="leaky_relu"
def leaky_relu(x, negative_slope=0.2):
    out = np.array(x, dtype=float)
    out[out < 0] *= negative_slope
    return out


def leaky_relu_derivative(x, negative_slope=0.2):
    out = np.ones(np.shape(x))
    out[np.asarray(x) <= 0] = negative_slope
    return out


# %% question="softplus"
def softplus(x):
    x = np.asarray(x, dtype=float)
    out = np.empty(x.shape)
    left = x < 0
    out[left] = np.log1p(np.exp(x[left]))
    out[~left] = x[~left] + np.log1p(np.exp(-x[~left]))
    return out


def softplus_derivative(x):
    return sigmoid(x)


# %% question="elu"
def elu(x, alpha=1.0):
    out = np.array(x, dtype=float)
    left = out < 0
    out[left] = alpha * np.expm1(out[left])
    return out


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    out = np.ones(x.shape)
    out[x < 0] = alpha * np.exp(x[x < 0])
    return out


# %% question="selu"
def selu(x):
    out = np.array(x, dtype=float)
    left = out < 0
    out[left] = 1.6732632423543773 * np.expm1(out[left])
    out *= 1.0507009873554805
    return out


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    out = np.full(x.shape, 1.0507009873554805)
    out[x < 0] *= 1.6732632423543773 * np.exp(x[x < 0])
    return out


# %% question="silu"
def silu(x):
    return np.asarray(x, dtype=float) * sigmoid(x)


def silu_derivative(x):
    x = np.asarray(x, dtype=float)
    s = sigmoid(x)
    return s + x * s * (1 - s)


# %% question="gelu"
from scipy.special import erf, erfc


def gelu(x):
    x = np.asarray(x, dtype=float)
    out = np.empty(x.shape)
    left = x < 0
    out[left] = erfc(-x[left] / np.sqrt(2)) / 2
    out[~left] = (1 + erf(x[~left] / np.sqrt(2))) / 2
    out *= x
    return out


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    out = np.array(x * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi))
    left = x < 0
    out[left] += erfc(-x[left] / np.sqrt(2)) / 2
    out[~left] += (1 + erf(x[~left] / np.sqrt(2))) / 2
    return out


# %% question="mish"
def mish(x):
    x = np.asarray(x, dtype=float)
    out = np.tanh(softplus(x))
    return np.multiply(out, x, out=out) if x.ndim else out * x


def mish_derivative(x):
    x = np.asarray(x, dtype=float)
    t = np.tanh(softplus(x))
    return t + x * sigmoid(x) * (1 - t**2)


# %% question="gaussian"
def gaussian(x):
    x = np.asarray(x, dtype=float)
    out = np.zeros(x.shape)
    near = np.abs(x) < 28
    out[near] = np.exp(-(x[near] ** 2))
    return out


def gaussian_derivative(x):
    return -2 * np.asarray(x, dtype=float) * gaussian(x)


# %% question="softmax"
def softmax(x, axis=-1):
    out = np.moveaxis(np.array(x, dtype=float), axis, -1)
    for index in np.ndindex(out.shape[:-1]):
        out[index] = np.exp(out[index] - out[index].max())
        out[index] /= out[index].sum()
    return np.moveaxis(out, -1, axis)


# %% question="log_softmax"
def log_softmax(x, axis=-1):
    out = np.moveaxis(np.array(x, dtype=float), axis, -1)
    for index in np.ndindex(out.shape[:-1]):
        out[index] -= out[index].max()
        out[index] -= np.log(np.exp(out[index]).sum())
    return np.moveaxis(out, -1, axis)


# %% question="softmax_jacobian"
def softmax_jacobian(x):
    p = softmax(x)
    out = np.empty(p.shape + p.shape[-1:])
    for index in np.ndindex(p.shape[:-1]):
        out[index] = np.diag(p[index]) - np.outer(p[index], p[index])
    return out
