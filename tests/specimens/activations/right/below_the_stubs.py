# ---
# jupyter:
#   specimen:
#     title: "The stubs were left alone; the answers stand in cells of one's own"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(np.inner(x, w) + b)


# %% question="gaussian"
def gaussian(x):
    """Return exp(-x**2) for each element of x."""
    raise NotImplementedError


def gaussian_derivative(x):
    """Return the slope of gaussian at each element of x (x is the input of gaussian)."""
    raise NotImplementedError


# %%
def gaussian(x):
    return np.exp(-np.asarray(x, dtype=float) ** 2)


# %%
def gaussian_derivative(x):
    return -2 * np.asarray(x, dtype=float) * gaussian(x)


# %% question="softmax"
def softmax(x, axis=-1):
    """Return exp(x) divided by the sum of exp(x) along axis; the result has the shape of x."""
    raise NotImplementedError


# %%
def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
