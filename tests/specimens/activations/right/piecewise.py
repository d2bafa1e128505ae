# ---
# jupyter:
#   specimen:
#     title: np.piecewise
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(np.vdot(w, x) + b)


# %% question="sigmoid"
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: np.exp(x) / (1 + np.exp(x)), lambda x: 1 / (1 + np.exp(-x))])


def sigmoid_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(
        x, [x < 0], [lambda x: np.exp(x) / (1 + np.exp(x)) ** 2, lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2]
    )


# %% question="tanh"
def tanh(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(
        x,
        [x < 0],
        [
            lambda x: np.expm1(2 * x) / (np.expm1(2 * x) + 2),
            lambda x: -np.expm1(-2 * x) / (np.expm1(-2 * x) + 2),
        ],
    )


def tanh_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(
        x,
        [x < 0],
        [lambda x: 4 * np.exp(2 * x) / (1 + np.exp(2 * x)) ** 2, lambda x: 4 * np.exp(-2 * x) / (1 + np.exp(-2 * x)) ** 2],
    )


# %% question="softsign"
def softsign(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: x / (1 - x), lambda x: x / (1 + x)])


def softsign_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: (1 - x) ** -2, lambda x: (1 + x) ** -2])


# %% question="relu"
def relu(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x <= 0, x > 0], [0, lambda x: x])


def relu_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x <= 0, x > 0], [0, 1])


# %% question="leaky_relu"
def leaky_relu(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: negative_slope * x, lambda x: x])


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x <= 0, x > 0], [negative_slope, 1])


# %% question="softplus"
def softplus(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: np.log1p(np.exp(x)), lambda x: x + np.log1p(np.exp(-x))])


def softplus_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: np.exp(x) / (1 + np.exp(x)), lambda x: 1 / (1 + np.exp(-x))])


# %% question="elu"
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: alpha * np.expm1(x), lambda x: x])


def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: alpha * np.exp(x), 1])


# %% question="selu"
L, A = 1.0507009873554805, 1.6732632423543773


def selu(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: L * A * np.expm1(x), lambda x: L * x])


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: L * A * np.exp(x), L])


# %% question="silu"
def silu(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [lambda x: x * np.exp(x) / (1 + np.exp(x)), lambda x: x / (1 + np.exp(-x))])


def silu_derivative(x):
    x = np.asarray(x, dtype=float)

    def left(x):
        e = np.exp(x)
        return e * (1 + x + e) / (1 + e) ** 2

    def right(x):
        e = np.exp(-x)
        return (1 + e + x * e) / (1 + e) ** 2

    return np.piecewise(x, [x < 0], [left, right])


# %% question="gelu"
from scipy.special import erf, erfc


def gelu(x):
    x = np.asarray(x, dtype=float)
    r = np.sqrt(0.5)
    return np.piecewise(x, [x < 0], [lambda x: x * erfc(-r * x) / 2, lambda x: x * (1 + erf(r * x)) / 2])


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    r = np.sqrt(0.5)
    Phi = np.piecewise(x, [x < 0], [lambda x: erfc(-r * x) / 2, lambda x: (1 + erf(r * x)) / 2])
    return Phi + x * np.exp(-x * x / 2) / np.sqrt(2 * np.pi)


# %% question="mish"
def mish(x):
    x = np.asarray(x, dtype=float)

    def left(x):
        e = np.exp(x)
        return x * e * (e + 2) / (e * (e + 2) + 2)

    def right(x):
        e = np.exp(-x)
        return x * (1 + 2 * e) / (1 + 2 * e + 2 * e * e)

    return np.piecewise(x, [x < 0], [left, right])


def mish_derivative(x):
    x = np.asarray(x, dtype=float)

    def left(x):
        e = np.exp(x)
        n = e * (e + 2) + 2
        return e * (e + 2) / n + 4 * x * e * (1 + e) / n**2

    def right(x):
        e = np.exp(-x)
        n = 1 + 2 * e + 2 * e * e
        return (1 + 2 * e) / n + 4 * x * e * e * (1 + e) / n**2

    return np.piecewise(x, [x < 0], [left, right])


# %% question="gaussian"
def gaussian(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [np.abs(x) < 30], [lambda x: np.exp(-x * x), 0])


def gaussian_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [np.abs(x) < 30], [lambda x: -2 * x * np.exp(-x * x), 0])
