# %% [markdown]
# Plausible wrong answers to the question `neuron`.

# %% mistake="bias_forgotten" title="The bias is missing" fails={"neuron.values": "failed"}
def neuron(x, w, b, activation):
    return activation(np.dot(w, x))


# %% mistake="bias_outside" title="The bias is added after the activation" fails={"neuron.values": "failed"}
def neuron(x, w, b, activation):
    return activation(np.dot(w, x)) + b


# %% mistake="activation_of_summands" title="The activation acts on the summands" fails={"neuron.values": "failed"}
def neuron(x, w, b, activation):
    return np.sum(activation(np.multiply(w, x))) + b


# %% mistake="no_sum" title="The products are not added up" fails={"neuron.values": "failed"}
def neuron(x, w, b, activation):
    return activation(np.multiply(w, x) + b)


# %% mistake="bias_in_every_summand" title="The bias is added to every product" fails={"neuron.values": "failed"}
def neuron(x, w, b, activation):
    return activation(np.sum(np.multiply(w, x) + b))


# %% mistake="known_activations" title="The activation is looked up by its name in a short list" fails={"neuron.any_activation": "errored"}
KNOWN = {"tanh": np.tanh, "arctan": np.arctan, "sin": np.sin, "square": np.square, "sign": np.sign}


def neuron(x, w, b, activation):
    return KNOWN[activation.__name__](np.dot(w, x) + b)


# %% mistake="lists_fail" title="Two lists can't be multiplied" fails={"neuron.lists": "errored"}
def neuron(x, w, b, activation):
    return activation((w * x).sum() + b)


# %% mistake="in_place_arrays_only" title="x *= w changes the inputs and fails for whole numbers" fails={"neuron.lists": "errored", "neuron.whole_numbers": "errored", "neuron.input_unchanged": "failed"}
def neuron(x, w, b, activation):
    x *= w
    return activation(x.sum() + b)


# %% mistake="whole_numbers" title="The weights take the type of the inputs" fails={"neuron.whole_numbers": "failed"}
def neuron(x, w, b, activation):
    x = np.asarray(x)
    w = np.asarray(w).astype(x.dtype)
    return activation(w @ x + b)


# %% mistake="squeezed" title="A single input is squeezed away" fails={"neuron.one_input": "errored"}
def neuron(x, w, b, activation):
    x, w = np.squeeze(np.asarray(x)), np.squeeze(np.asarray(w))
    return activation(w @ x + b)


# %% mistake="column_vectors" title="The result is a matrix of one element" fails={"neuron.values": "failed"}
def neuron(x, w, b, activation):
    x = np.reshape(x, (-1, 1))
    w = np.reshape(w, (1, -1))
    return activation(w @ x + b)


# %% mistake="loop_returns_early" title="The return stands inside the loop" fails={"neuron.values": "failed"}
def neuron(x, w, b, activation):
    z = b
    for i in range(len(x)):
        z += w[i] * x[i]
        return activation(z)
