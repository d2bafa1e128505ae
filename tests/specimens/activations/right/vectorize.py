# ---
# jupyter:
#   specimen:
#     title: "Functions of one number from the math module, through np.vectorize"
# ---

# %% question="neuron"
import math


def neuron(x, w, b, activation):
    z = math.fsum(xi * wi for xi, wi in zip(x, w)) + b
    return activation(z)


# %% question="sigmoid"
def _sigmoid(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


sigmoid = np.vectorize(_sigmoid, otypes=[float])
sigmoid_derivative = np.vectorize(lambda x: _sigmoid(x) * _sigmoid(-x), otypes=[float])


# %% question="tanh"
tanh = np.vectorize(math.tanh, otypes=[float])
tanh_derivative = np.vectorize(lambda x: 4 * _sigmoid(2 * x) * _sigmoid(-2 * x), otypes=[float])


# %% question="softsign"
softsign = np.vectorize(lambda x: x / (1 + abs(x)), otypes=[float])
softsign_derivative = np.vectorize(lambda x: 1 / (1 + abs(x)) ** 2, otypes=[float])


# %% question="relu"
relu = np.vectorize(lambda x: max(x, 0), otypes=[float])
relu_derivative = np.vectorize(lambda x: 1 if x > 0 else 0, otypes=[float])


# %% question="leaky_relu"
def _leaky_relu(x, negative_slope=0.2):
    return x if x > 0 else negative_slope * x


def _leaky_relu_derivative(x, negative_slope=0.2):
    return 1 if x > 0 else negative_slope


leaky_relu = np.vectorize(_leaky_relu, otypes=[float])
leaky_relu_derivative = np.vectorize(_leaky_relu_derivative, otypes=[float])


# %% question="softplus"
softplus = np.vectorize(lambda x: max(x, 0) + math.log1p(math.exp(-abs(x))), otypes=[float])
softplus_derivative = np.vectorize(_sigmoid, otypes=[float])


# %% question="elu"
@np.vectorize
def elu(x, alpha=1.0):
    return float(x) if x > 0 else float(alpha * math.expm1(x))


@np.vectorize
def elu_derivative(x, alpha=1.0):
    return 1.0 if x >= 0 else float(alpha * math.exp(x))


# %% question="selu"
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543773


@np.vectorize
def selu(x):
    return SCALE * x if x > 0 else SCALE * ALPHA * math.expm1(x)


@np.vectorize
def selu_derivative(x):
    return SCALE if x >= 0 else SCALE * ALPHA * math.exp(x)


# %% question="silu"
silu = np.vectorize(lambda x: x * _sigmoid(x), otypes=[float])
silu_derivative = np.vectorize(lambda x: _sigmoid(x) * (1 + x * _sigmoid(-x)), otypes=[float])


# %% question="gelu"
def _phi(x):
    return math.erfc(-x / math.sqrt(2)) / 2


gelu = np.vectorize(lambda x: x * _phi(x), otypes=[float])
gelu_derivative = np.vectorize(
    lambda x: _phi(x) + x * math.exp(-x * x / 2) / math.sqrt(2 * math.pi), otypes=[float]
)


# %% question="mish"
def _mish(x):
    return x * math.tanh(max(x, 0) + math.log1p(math.exp(-abs(x))))


def _mish_derivative(x):
    t = math.tanh(max(x, 0) + math.log1p(math.exp(-abs(x))))
    return t + x * _sigmoid(x) * (1 - t * t)


mish, mish_derivative = np.vectorize(_mish, otypes=[float]), np.vectorize(_mish_derivative, otypes=[float])


# %% question="gaussian"
gaussian = np.vectorize(lambda x: math.exp(-x * x), otypes=[float])
gaussian_derivative = np.vectorize(lambda x: -2 * x * math.exp(-x * x), otypes=[float])


# %% question="softmax"
def softmax(x, axis=-1):
    def of_vector(v):
        e = [math.exp(z - max(v)) for z in v]
        return [value / math.fsum(e) for value in e]

    return np.apply_along_axis(of_vector, axis, np.asarray(x, dtype=float))


# %% question="log_softmax"
def log_softmax(x, axis=-1):
    def of_vector(v):
        top = max(v)
        log_sum = math.log(math.fsum(math.exp(z - top) for z in v))
        return [z - top - log_sum for z in v]

    return np.apply_along_axis(of_vector, axis, np.asarray(x, dtype=float))


# %% question="softmax_jacobian"
def softmax_jacobian(x):
    x = np.asarray(x, dtype=float)
    n = x.shape[-1]
    result = np.zeros(x.shape + (n,))
    for index in np.ndindex(x.shape[:-1]):
        p = softmax(x[index])
        for i in range(n):
            for j in range(n):
                result[index + (i, j)] = p[i] * ((i == j) - p[j])
    return result
