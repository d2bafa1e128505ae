# ---
# jupyter:
#   specimen:
#     title: "Long experiments of one's own, tagged as the notebook asks"
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    return activation(np.dot(x, w) + b)


# %% tags=["experiment"]
import time

for attempt in range(1000):
    print(attempt, softmax(np.random.normal(size=(1000, 1000))).sum())
    time.sleep(1)


# %%
import matplotlib.pyplot as plt

x = np.linspace(-6, 6, 400)
for function in (relu, silu, gelu, mish):
    plt.plot(x, function(x), label=function.__name__)
plt.legend()
plt.show()


# %% tags=["experiment"]
while True:
    pass
