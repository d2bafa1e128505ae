# ---
# jupyter:
#   specimen:
#     title: "Helper functions in cells of one's own, above and below"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(weighted_sum(x, w) + b)


# %%
def floats(x):
    return np.asarray(x, dtype=float)


def decay(x):
    """exp(-|x|) never overflows."""
    return np.exp(-np.abs(floats(x)))


# %% [markdown]
# The next cell is the heart of it: one formula for both signs.

# %%
def by_sign(x, left, right):
    return np.where(floats(x) < 0, left, right)


# %% question="sigmoid"
def sigmoid(x):
    return logistic(x)


def sigmoid_derivative(x):
    return logistic(x) * logistic(-floats(x))


# %% question="tanh"
def tanh(x):
    return np.tanh(floats(x))


def tanh_derivative(x):
    return 4 * logistic(2 * floats(x)) * logistic(-2 * floats(x))


# %% question="softplus"
def softplus(x):
    return soft_maximum(x)


def softplus_derivative(x):
    return logistic(x)


# %% question="silu"
def silu(x):
    return gate(x, logistic(x))


def silu_derivative(x):
    return gate_derivative(x, logistic(x), logistic(x) * logistic(-floats(x)))


# %% question="gelu"
def gelu(x):
    return gate(x, normal_cdf(x))


def gelu_derivative(x):
    return gate_derivative(x, normal_cdf(x), normal_density(x))


# %% question="mish"
def mish(x):
    return gate(x, np.tanh(soft_maximum(x)))


def mish_derivative(x):
    t = np.tanh(soft_maximum(x))
    return gate_derivative(x, t, logistic(x) * (1 - t**2))


# %%
from scipy import special


def weighted_sum(x, w):
    return float(np.dot(floats(x), floats(w)))


def logistic(x):
    return by_sign(x, decay(x), 1.0) / (1.0 + decay(x))


def soft_maximum(x):
    return np.maximum(floats(x), 0) + np.log1p(decay(x))


def normal_cdf(x):
    return special.erfc(-floats(x) / np.sqrt(2)) / 2


def normal_density(x):
    return np.exp(-(floats(x) ** 2) / 2) / np.sqrt(2 * np.pi)


def gate(x, switch):
    return floats(x) * switch


def gate_derivative(x, switch, slope_of_switch):
    """The product rule for x times a switch."""
    return switch + floats(x) * slope_of_switch
