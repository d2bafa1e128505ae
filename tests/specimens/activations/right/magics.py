# ---
# jupyter:
#   specimen:
#     title: Magics and shell lines among the code
# ---

# %% question="neuron"
# %matplotlib inline
# %config InlineBackend.figure_format = "retina"
# !pip install --quiet scipy
import matplotlib.pyplot as plt


def neuron(x, w, b, activation):
    return activation(np.dot(x, w) + b)


# %%
# %%time
sigmoid(np.linspace(-6, 6, 100_000)).sum()


# %%
# %timeit sigmoid(np.linspace(-6, 6, 1000))
# files = !ls
# ?np.where


# %% language="bash"
# ls -l
# echo "done"


# %% question="relu"
# %time np.maximum(np.linspace(-1, 1), 0)
def relu(x):
    return np.maximum(x, 0)


def relu_derivative(x):
    return np.where(np.asarray(x) > 0, 1, 0)


# %%
x = np.linspace(-6, 6, 200)
fig, ax = plt.subplots()
ax.plot(x, relu(x), label="relu")
ax.plot(x, sigmoid(x), label="sigmoid")
ax.legend()
plt.show()
