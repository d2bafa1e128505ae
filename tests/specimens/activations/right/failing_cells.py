# ---
# jupyter:
#   specimen:
#     title: "Cells of one's own that fail were left in the notebook"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(np.dot(x, w) + b)


# %% active="ipynb"
# sigmoid([1,2)


# %%
print(sigmoid_table)


# %%
relu("three")


# %% question="relu"
def relu(x):
    return np.maximum(x, 0)


def relu_derivative(x):
    return np.where(np.asarray(x) > 0, 1, 0)


print(relu_old(np.arange(3)))


# %%
1 / 0


# %%
import torch

torch.relu(torch.zeros(3))


# %%
assert softmax([1, 2]) == [0.27, 0.73]


# %%
exit()
