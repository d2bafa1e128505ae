# ---
# jupyter:
#   specimen:
#     title: Objects of classes that can be called
# ---

# %% question="neuron"
class Neuron:
    def __call__(self, x, w, b, activation):
        return activation(np.matmul(w, x) + b)


neuron = Neuron()


# %%
class Elementwise:
    """An activation function: subclasses say how it acts on an array of floats."""

    def __call__(self, x, *args, **kwargs):
        return self.values(np.array(x, dtype=np.float64), *args, **kwargs)


# %% question="sigmoid"
class Sigmoid(Elementwise):
    def values(self, x):
        return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))


class SigmoidDerivative(Elementwise):
    def values(self, x):
        return np.exp(-np.abs(x)) / np.square(1 + np.exp(-np.abs(x)))


sigmoid = Sigmoid()
sigmoid_derivative = SigmoidDerivative()


# %% question="relu"
class Relu(Elementwise):
    def values(self, x):
        x[x < 0] = 0  # x is a copy
        return x


class ReluDerivative(Elementwise):
    def values(self, x):
        return np.sign(np.maximum(x, 0))


relu, relu_derivative = Relu(), ReluDerivative()


# %% question="leaky_relu"
class LeakyRelu(Elementwise):
    def values(self, x, negative_slope=0.2):
        x[x < 0] *= negative_slope
        return x


class LeakyReluDerivative(Elementwise):
    def values(self, x, negative_slope=0.2):
        slope = np.full(x.shape, float(negative_slope))
        slope[x > 0] = 1
        return slope


leaky_relu, leaky_relu_derivative = LeakyRelu(), LeakyReluDerivative()


# %% question="elu"
class Elu(Elementwise):
    def __init__(self, scale=1.0):
        self.scale = scale

    def values(self, x, alpha=1.0):
        return self.scale * np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


class EluDerivative(Elu):
    def values(self, x, alpha=1.0):
        return self.scale * np.where(x >= 0, 1, alpha * np.exp(np.minimum(x, 0)))


elu, elu_derivative = Elu(), EluDerivative()


# %% question="selu"
class Selu(Elu):
    def values(self, x):
        return super().values(x, alpha=1.6732632423543773)


class SeluDerivative(EluDerivative):
    def values(self, x):
        return super().values(x, alpha=1.6732632423543773)


selu = Selu(scale=1.0507009873554805)
selu_derivative = SeluDerivative(scale=1.0507009873554805)


# %% question="softmax"
class Softmax:
    def __call__(self, x, axis=-1):
        return np.exp(log_softmax(x, axis))


softmax = Softmax()


# %% question="log_softmax"
class LogSoftmax:
    def __call__(self, x, axis=-1):
        x = np.array(x, dtype=np.float64)
        x -= np.max(x, axis=axis, keepdims=True)
        x -= np.log(np.exp(x).sum(axis=axis, keepdims=True))
        return x


log_softmax = LogSoftmax()
