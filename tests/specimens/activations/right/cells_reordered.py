# ---
# jupyter:
#   specimen:
#     title: An editor has put the answers in reverse order
#     transforms: [reverse_solutions]
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(sum(np.multiply(x, w)) + b)


# %% question="sigmoid"
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x < 0, e, 1) / (1 + e)


def sigmoid_derivative(x):
    return sigmoid(x) * sigmoid(-np.asarray(x, dtype=float))


# %% question="softplus"
def softplus(x):
    return np.logaddexp(0, x)


softplus_derivative = sigmoid


# %% question="selu"
scale, alpha = 1.0507009873554805, 1.6732632423543773


def selu(x):
    return scale * elu(x, alpha)


def selu_derivative(x):
    return scale * elu_derivative(x, alpha)
