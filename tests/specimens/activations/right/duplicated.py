# ---
# jupyter:
#   specimen:
#     title: "Every answer is there twice, with large outputs"
#     transforms: [duplicate_solutions, add_outputs]
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(np.inner(x, w) + b)
