# ---
# jupyter:
#   specimen:
#     title: "A copy from Colab: renamed, and without nbgrader's metadata"
#     transforms: [strip_metadata, add_outputs]
#     file_name: "Kopie von activations (1).ipynb"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    x = np.asarray(x)
    w = np.asarray(w)
    return activation(x @ w + b)


# %%
from google.colab import drive

drive.mount("/content/drive")


# %% question="softsign"
def softsign(x):
    x = np.asarray(x, dtype=float)
    return x / (1 + np.abs(x))


def softsign_derivative(x):
    x = np.asarray(x, dtype=float)
    return 1 / (1 + np.abs(x)) ** 2
