# ---
# jupyter:
#   specimen:
#     title: "Numbers in, Python's own floats out"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return float(activation(float(np.dot(x, w)) + b))


# %%
def returns_floats(function):
    """Let a function of arrays give a float for a single number."""

    def wrapped(x, *args, **kwargs):
        y = function(np.asarray(x, dtype=float), *args, **kwargs)
        return y if np.ndim(x) else float(y)

    return wrapped


# %% question="sigmoid"
def _sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x < 0, e, 1) / (1 + e)


def _sigmoid_derivative(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


sigmoid = returns_floats(_sigmoid)
sigmoid_derivative = returns_floats(_sigmoid_derivative)


# %% question="tanh"
tanh = returns_floats(np.tanh)
tanh_derivative = returns_floats(lambda x: 4 * _sigmoid_derivative(2 * x))


# %% question="softsign"
@returns_floats
def softsign(x):
    return x / (1 + np.abs(x))


@returns_floats
def softsign_derivative(x):
    y = np.abs(x) / (1 + np.abs(x))
    return (1 - y) ** 2


# %% question="relu"
@returns_floats
def relu(x):
    return (x + np.abs(x)) / 2


@returns_floats
def relu_derivative(x):
    return x > 0


# %% question="leaky_relu"
@returns_floats
def leaky_relu(x, negative_slope=0.2):
    return np.where(x > 0, x, negative_slope * x)


@returns_floats
def leaky_relu_derivative(x, negative_slope=0.2):
    return np.where(x > 0, 1, negative_slope)


# %% question="elu"
@returns_floats
def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


@returns_floats
def elu_derivative(x, alpha=1.0):
    return np.where(x >= 0, 1, alpha * np.exp(np.minimum(x, 0)))


# %% question="gaussian"
@returns_floats
def gaussian(x):
    return np.exp(-x * x)


@returns_floats
def gaussian_derivative(x):
    return -2 * x * np.exp(-x * x)
