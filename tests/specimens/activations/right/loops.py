# ---
# jupyter:
#   specimen:
#     title: Plain loops over every element
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    z = b
    for i in range(len(x)):
        z = z + x[i] * w[i]
    return activation(z)


# %%
from math import erfc, exp, expm1, log, log1p, pi, sqrt


def for_each(x, function, *parameters):
    x = np.asarray(x, dtype=float)
    result = np.empty(x.size)
    for i, value in enumerate(x.flat):
        result[i] = function(float(value), *parameters)
    return result.reshape(x.shape)


def logistic(v):
    if v >= 0:
        return 1 / (1 + exp(-v))
    return exp(v) / (1 + exp(v))


# %% question="sigmoid"
def sigmoid(x):
    return for_each(x, logistic)


def sigmoid_derivative(x):
    return for_each(x, lambda v: logistic(v) * logistic(-v))


# %% question="tanh"
def tanh(x):
    def one(v):
        if v < 0:
            return -one(-v)
        return -expm1(-2 * v) / (1 + exp(-2 * v))

    return for_each(x, one)


def tanh_derivative(x):
    return for_each(x, lambda v: 4 * logistic(2 * v) * logistic(-2 * v))


# %% question="softsign"
def softsign(x):
    return for_each(x, lambda v: v / (1 + abs(v)))


def softsign_derivative(x):
    return for_each(x, lambda v: 1 / (1 + abs(v)) ** 2)


# %% question="relu"
def relu(x):
    return for_each(x, lambda v: v if v > 0 else 0.0)


def relu_derivative(x):
    return for_each(x, lambda v: 1.0 if v > 0 else 0.0)


# %% question="leaky_relu"
def leaky_relu(x, negative_slope=0.2):
    return for_each(x, lambda v, a: v if v > 0 else a * v, negative_slope)


def leaky_relu_derivative(x, negative_slope=0.2):
    return for_each(x, lambda v, a: 1.0 if v > 0 else a, negative_slope)


# %% question="softplus"
def softplus(x):
    return for_each(x, lambda v: max(v, 0.0) + log1p(exp(-abs(v))))


def softplus_derivative(x):
    return for_each(x, logistic)


# %% question="elu"
def elu(x, alpha=1.0):
    return for_each(x, lambda v: v if v > 0 else alpha * expm1(v))


def elu_derivative(x, alpha=1.0):
    return for_each(x, lambda v: 1.0 if v >= 0 else alpha * exp(v))


# %% question="selu"
def selu(x):
    return 1.0507009873554805 * elu(x, alpha=1.6732632423543773)


def selu_derivative(x):
    return 1.0507009873554805 * elu_derivative(x, alpha=1.6732632423543773)


# %% question="silu"
def silu(x):
    return for_each(x, lambda v: v * logistic(v))


def silu_derivative(x):
    return for_each(x, lambda v: logistic(v) * (1 + v * logistic(-v)))


# %% question="gelu"
def gelu(x):
    return for_each(x, lambda v: 0.5 * v * erfc(-v / sqrt(2)))


def gelu_derivative(x):
    return for_each(x, lambda v: 0.5 * erfc(-v / sqrt(2)) + v * exp(-v * v / 2) / sqrt(2 * pi))


# %% question="mish"
def mish(x):
    def one(v):
        e = exp(-abs(v))
        return v * (1 + 2 * e) / (1 + 2 * e + 2 * e * e) if v >= 0 else v * e * (e + 2) / (e * e + 2 * e + 2)

    return for_each(x, one)


def mish_derivative(x):
    def one(v):
        e = exp(-abs(v))
        if v >= 0:
            n = 1 + 2 * e + 2 * e * e
            return (1 + 2 * e) / n + v * 4 * e * e * (1 + e) / n**2
        n = e * e + 2 * e + 2
        return e * (e + 2) / n + v * 4 * e * (1 + e) / n**2

    return for_each(x, one)


# %% question="gaussian"
def gaussian(x):
    return for_each(x, lambda v: exp(-v * v))


def gaussian_derivative(x):
    return for_each(x, lambda v: -2 * v * exp(-v * v))


# %% question="softmax"
def softmax(x, axis=-1):
    x = np.swapaxes(np.asarray(x, dtype=float), axis, -1)
    rows = []
    for row in x.reshape(-1, x.shape[-1]):
        top = max(row)
        powers = [exp(z - top) for z in row]
        rows.append([power / sum(powers) for power in powers])
    return np.swapaxes(np.array(rows).reshape(x.shape), axis, -1)


# %% question="log_softmax"
def log_softmax(x, axis=-1):
    x = np.swapaxes(np.asarray(x, dtype=float), axis, -1)
    rows = []
    for row in x.reshape(-1, x.shape[-1]):
        top = max(row)
        rest = log(sum(exp(z - top) for z in row))
        rows.append([(z - top) - rest for z in row])
    return np.swapaxes(np.array(rows).reshape(x.shape), axis, -1)


# %% question="softmax_jacobian"
def softmax_jacobian(x):
    x = np.asarray(x, dtype=float)
    n = x.shape[-1]
    matrices = []
    for p in softmax(x).reshape(-1, n):
        matrices.append([[p[i] * (1 - p[i]) if i == j else -p[i] * p[j] for j in range(n)] for i in range(n)])
    return np.array(matrices).reshape(x.shape + (n,))
