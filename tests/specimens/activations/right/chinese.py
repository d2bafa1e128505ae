# ---
# jupyter:
#   specimen:
#     title: "Comments, names and texts in Chinese"
# ---

# %% [markdown]
# 這是我的作業。每一個 Activation Function 都先把輸入轉成浮點數陣列。

# %% question="neuron"
# 神經元:加權和,再通過激勵函數
def neuron(x, w, b, activation):
    """回傳 activation(w · x + b)。"""
    加權和 = np.dot(w, x) + b
    return activation(加權和)


# %%
def 浮點數(x):
    """把串列、整數或純量轉成浮點數陣列"""
    return np.asarray(x, dtype=float)


def 衰減(x):
    return np.exp(-np.abs(x))  # 指數永遠不大於零,所以不會溢位


# %% question="sigmoid"
def sigmoid(x):
    x = 浮點數(x)
    e = 衰減(x)
    return np.where(x >= 0, 1.0, e) / (1.0 + e)


def sigmoid_derivative(x):
    e = 衰減(浮點數(x))
    return e / (1.0 + e) ** 2


# %% question="tanh"
def tanh(x):
    return np.tanh(浮點數(x))


def tanh_derivative(x):
    ε = 衰減(2 * 浮點數(x))
    return 4 * ε / (1 + ε) ** 2


# %% question="relu"
def relu(x):
    return np.maximum(浮點數(x), 0)


def relu_derivative(x):
    return (浮點數(x) > 0) * 1.0


# %% question="elu"
def elu(x, alpha=1.0):
    x, α = 浮點數(x), alpha
    return np.where(x > 0, x, α * np.expm1(np.minimum(x, 0)))


def elu_derivative(x, alpha=1.0):
    x, α = 浮點數(x), alpha
    return np.where(x >= 0, 1.0, α * np.exp(np.minimum(x, 0)))


# %% question="selu"
λ, α = 1.0507009873554805, 1.6732632423543773


def selu(x):
    return λ * elu(x, α)


def selu_derivative(x):
    return λ * elu_derivative(x, α)


# %% question="softmax"
def softmax(x, axis=-1):
    z = 浮點數(x)
    指數 = np.exp(z - z.max(axis=axis, keepdims=True))
    return 指數 / 指數.sum(axis=axis, keepdims=True)  # 每一橫列的和等於一


# %%
print("完成 ✓ — «готово» — ﷽ 🎉")
