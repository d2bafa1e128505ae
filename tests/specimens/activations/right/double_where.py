# ---
# jupyter:
#   specimen:
#     title: "np.where twice, so that no branch sees what it can't take"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    x, w = np.asarray(x), np.asarray(w)
    return activation((x * w).sum() + b)


# %% question="sigmoid"
def sigmoid(x):
    x = np.array(x, dtype=float)
    left, right = np.where(x < 0, x, 0), np.where(x < 0, 0, x)
    return np.where(x < 0, np.exp(left) / (1 + np.exp(left)), 1 / (1 + np.exp(-right)))


def sigmoid_derivative(x):
    x = np.array(x, dtype=float)
    return sigmoid(x) * sigmoid(-x)


# %% question="tanh"
def tanh(x):
    x = np.array(x, dtype=float)
    left, right = np.where(x < 0, x, 0), np.where(x < 0, 0, x)
    return np.where(x < 0, np.expm1(2 * left) / (1 + np.exp(2 * left)), -np.expm1(-2 * right) / (1 + np.exp(-2 * right)))


def tanh_derivative(x):
    x = np.array(x, dtype=float)
    e = np.exp(np.where(x < 0, 2 * x, -2 * x))
    return 4 * e / (1 + e) ** 2


# %% question="softsign"
def softsign(x):
    x = np.array(x, dtype=float)
    return np.where(x < 0, x / (1 - np.where(x < 0, x, 0)), x / (1 + np.where(x < 0, 0, x)))


def softsign_derivative(x):
    x = np.array(x, dtype=float)
    return np.where(x < 0, 1 / (1 - np.where(x < 0, x, 0)) ** 2, 1 / (1 + np.where(x < 0, 0, x)) ** 2)


# %% question="relu"
def relu(x):
    x = np.array(x, dtype=float)
    return np.where(x > 0, x, 0)


def relu_derivative(x):
    x = np.array(x, dtype=float)
    return np.where(x > 0, 1, 0)


# %% question="leaky_relu"
def leaky_relu(x, negative_slope=0.2):
    x = np.array(x, dtype=float)
    return np.where(x > 0, x, negative_slope * x)


def leaky_relu_derivative(x, negative_slope=0.2):
    x = np.array(x, dtype=float)
    return np.where(x > 0, 1, negative_slope)


# %% question="softplus"
def softplus(x):
    x = np.array(x, dtype=float)
    left, right = np.where(x < 0, x, 0), np.where(x < 0, 0, x)
    return np.where(x < 0, np.log1p(np.exp(left)), right + np.log1p(np.exp(-right)))


def softplus_derivative(x):
    x = np.array(x, dtype=float)
    left, right = np.where(x < 0, x, 0), np.where(x < 0, 0, x)
    return np.where(x < 0, np.exp(left) / (1 + np.exp(left)), 1 / (1 + np.exp(-right)))


# %% question="elu"
def elu(x, alpha=1.0):
    x = np.array(x, dtype=float)
    return np.where(x > 0, x, alpha * np.expm1(np.where(x > 0, 0, x)))


def elu_derivative(x, alpha=1.0):
    x = np.array(x, dtype=float)
    return np.where(x < 0, alpha * np.exp(np.where(x < 0, x, 0)), 1)


# %% question="selu"
def selu(x):
    scale, alpha = 1.0507009873554805, 1.6732632423543773
    x = np.array(x, dtype=float)
    return np.where(x > 0, scale * x, scale * alpha * np.expm1(np.where(x > 0, 0, x)))


def selu_derivative(x):
    scale, alpha = 1.0507009873554805, 1.6732632423543773
    x = np.array(x, dtype=float)
    return np.where(x < 0, scale * alpha * np.exp(np.where(x < 0, x, 0)), scale)


# %% question="silu"
def silu(x):
    x = np.array(x, dtype=float)
    left, right = np.where(x < 0, x, 0), np.where(x < 0, 0, x)
    return np.where(x < 0, left * np.exp(left) / (1 + np.exp(left)), right / (1 + np.exp(-right)))


def silu_derivative(x):
    x = np.array(x, dtype=float)
    left, right = np.where(x < 0, x, 0), np.where(x < 0, 0, x)
    s = np.where(x < 0, np.exp(left) / (1 + np.exp(left)), 1 / (1 + np.exp(-right)))
    return s + x * s * (1 - s)


# %% question="gelu"
def gelu(x):
    from scipy.special import erf, erfc

    x = np.array(x, dtype=float)
    return x * np.where(x < 0, erfc(-x / np.sqrt(2)), 1 + erf(x / np.sqrt(2))) / 2


def gelu_derivative(x):
    from scipy.special import erf, erfc

    x = np.array(x, dtype=float)
    phi = np.where(x < 0, erfc(-x / np.sqrt(2)), 1 + erf(x / np.sqrt(2))) / 2
    return phi + x * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


# %% question="mish"
def mish(x):
    x = np.array(x, dtype=float)
    left, right = np.where(x < 0, x, 0), np.where(x < 0, 0, x)
    return x * np.tanh(np.where(x < 0, np.log1p(np.exp(left)), right + np.log1p(np.exp(-right))))


def mish_derivative(x):
    x = np.array(x, dtype=float)
    left, right = np.where(x < 0, x, 0), np.where(x < 0, 0, x)
    t = np.tanh(np.where(x < 0, np.log1p(np.exp(left)), right + np.log1p(np.exp(-right))))
    s = np.where(x < 0, np.exp(left) / (1 + np.exp(left)), 1 / (1 + np.exp(-right)))
    return t + x * (1 - t) * (1 + t) * s


# %% question="gaussian"
def gaussian(x):
    x = np.array(x, dtype=float)
    return np.exp(-(x**2))


def gaussian_derivative(x):
    x = np.array(x, dtype=float)
    return -2 * x * np.exp(-(x**2))


# %% question="softmax"
def softmax(x, axis=-1):
    x = np.array(x, dtype=float)
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


# %% question="log_softmax"
def log_softmax(x, axis=-1):
    x = np.array(x, dtype=float)
    d = x - np.max(x, axis=axis, keepdims=True)
    return d - np.log(np.sum(np.exp(d), axis=axis, keepdims=True))


# %% question="softmax_jacobian"
def softmax_jacobian(x):
    p = softmax(x)
    p_i, p_j = p[..., :, None], p[..., None, :]
    return np.where(np.eye(p.shape[-1]) == 1, p_i * (1 - p_i), -p_i * p_j)
