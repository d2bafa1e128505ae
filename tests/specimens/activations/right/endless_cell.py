# ---
# jupyter:
#   specimen:
#     title: "A cell of one's own that never ends was left in, not tagged"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(np.dot(x, w) + b)


# %%
step = 1.0
while np.exp(-step) >= 0:  # looking for the first exponential that is 0
    step += 1.0
