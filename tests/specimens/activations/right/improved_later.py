# ---
# jupyter:
#   specimen:
#     title: "First attempts stand above, the improved functions in later cells"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(np.inner(x, w) + b)


# %% question="sigmoid"
def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_derivative(x):
    return sigmoid(x) * (1 - sigmoid(x))


# %%
sigmoid(-1000.0)  # overflows!


# %%
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


def sigmoid_derivative(x):
    return sigmoid(x) * sigmoid(-np.asarray(x, dtype=float))


# %% question="softplus"
def softplus(x):
    return np.log(1 + np.exp(x))


def softplus_derivative(x):
    return sigmoid(x)


first_attempt = softplus


def softplus(x):
    return np.logaddexp(0, x)


# %%
print(first_attempt(-40.0), softplus(-40.0))
