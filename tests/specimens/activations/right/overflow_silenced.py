# ---
# jupyter:
#   specimen:
#     title: "Overflows whose outcome is right are silenced, as NumPy allows"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(np.dot(np.asarray(w), np.asarray(x)) + b)


# %% question="sigmoid"
def sigmoid(x):
    with np.errstate(over="ignore"):  # 1 / (1 + inf) is 0, as it should be
        return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


def sigmoid_derivative(x):
    return sigmoid(x) * sigmoid(-np.asarray(x, dtype=float))


# %% question="tanh"
def tanh(x):
    return np.tanh(x)


def tanh_derivative(x):
    with np.errstate(over="ignore"):
        return 1 / np.cosh(np.asarray(x, dtype=float)) ** 2


# %% question="softplus"
def softplus(x):
    x = np.asarray(x, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(x > 40, x, np.log1p(np.exp(x)))


def softplus_derivative(x):
    return sigmoid(x)


# %% question="elu"
@np.errstate(over="ignore")
def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * np.expm1(x))


@np.errstate(over="ignore")
def elu_derivative(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, alpha * np.exp(x))


# %% question="selu"
def selu(x):
    return 1.0507009873554805 * elu(x, 1.6732632423543773)


def selu_derivative(x):
    return 1.0507009873554805 * elu_derivative(x, 1.6732632423543773)


# %% question="silu"
def silu(x):
    x = np.asarray(x, dtype=float)
    with np.errstate(over="ignore"):
        return x / (1 + np.exp(-x))


def silu_derivative(x):
    x = np.asarray(x, dtype=float)
    return sigmoid(x) * (1 + x * sigmoid(-x))


# %% question="gaussian"
def gaussian(x):
    with np.errstate(over="ignore"):
        return 1 / np.exp(np.square(np.asarray(x, dtype=float)))


def gaussian_derivative(x):
    return -2 * np.asarray(x, dtype=float) * gaussian(x)
