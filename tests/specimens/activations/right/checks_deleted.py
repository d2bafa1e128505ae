# ---
# jupyter:
#   specimen:
#     title: All locked cells were deleted
#     transforms: [drop_locked]
# ---

# %% question="neuron"
import numpy as np


def neuron(x, w, b, activation):
    return activation(np.inner(x, w) + b)
