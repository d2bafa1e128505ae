# ---
# jupyter:
#   specimen:
#     title: All answers in one cell
#     transforms: [one_cell]
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(np.dot(np.array(w), np.array(x)) + b)
