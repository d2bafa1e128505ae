# ---
# jupyter:
#   specimen:
#     title: "Lambdas and partial functions, assigned to names"
# ---

# %% question="neuron"
from functools import partial

neuron = lambda x, w, b, activation: activation(sum(xi * wi for xi, wi in zip(x, w)) + b)


# %% question="sigmoid"
_f = partial(np.asarray, dtype=float)
_decay = lambda x: np.exp(-np.abs(_f(x)))
sigmoid = lambda x: np.where(_f(x) < 0, _decay(x), 1) / (1 + _decay(x))
sigmoid_derivative = lambda x: _decay(x) / (1 + _decay(x)) ** 2


# %% question="tanh"
tanh = np.tanh
tanh_derivative = lambda x: 4 * sigmoid_derivative(2 * _f(x))


# %% question="softsign"
softsign = lambda x: _f(x) / (1 + abs(_f(x)))
softsign_derivative = lambda x: 1 / (1 + abs(_f(x))) ** 2


# %% question="relu"
relu = partial(np.maximum, 0)
relu_derivative = lambda x: 1.0 * (_f(x) > 0)


# %% question="leaky_relu"
leaky_relu = lambda x, negative_slope=0.2: np.maximum(_f(x), 0) + negative_slope * np.minimum(_f(x), 0)
leaky_relu_derivative = lambda x, negative_slope=0.2: (_f(x) > 0) + negative_slope * (_f(x) <= 0)


# %% question="softplus"
softplus = partial(np.logaddexp, 0.0)
softplus_derivative = lambda x: np.exp(-np.logaddexp(0, -_f(x)))


# %% question="elu"
elu = lambda x, alpha=1.0: np.maximum(_f(x), 0) + alpha * np.expm1(np.minimum(_f(x), 0))
elu_derivative = lambda x, alpha=1.0: np.where(_f(x) < 0, alpha * np.exp(np.minimum(_f(x), 0)), 1)


# %% question="selu"
_elu_of_selu, _slope_of_selu = (partial(f, alpha=1.6732632423543773) for f in (elu, elu_derivative))
selu = lambda x: 1.0507009873554805 * _elu_of_selu(x)
selu_derivative = lambda x: 1.0507009873554805 * _slope_of_selu(x)


# %% question="silu"
silu = lambda x: _f(x) * sigmoid(x)
silu_derivative = lambda x: sigmoid(x) * (1 + _f(x) * sigmoid(-_f(x)))


# %% question="gelu"
from scipy.stats import norm

gelu = lambda x: _f(x) * norm.cdf(_f(x))
gelu_derivative = lambda x: norm.cdf(_f(x)) + _f(x) * norm.pdf(_f(x))


# %% question="mish"
mish = lambda x: _f(x) * np.tanh(softplus(x))
mish_derivative = lambda x: (
    np.tanh(softplus(x)) + _f(x) * sigmoid(x) * (1 - np.tanh(softplus(x))) * (1 + np.tanh(softplus(x)))
)


# %% question="gaussian"
gaussian = lambda x: np.exp(-(_f(x) ** 2))
gaussian_derivative = lambda x: -2 * _f(x) * gaussian(x)


# %% question="softmax"
_shifted = lambda x, axis: _f(x) - np.amax(_f(x), axis=axis, keepdims=True)
softmax = lambda x, axis=-1: np.exp(_shifted(x, axis)) / np.exp(_shifted(x, axis)).sum(axis, keepdims=True)


# %% question="log_softmax"
log_softmax = lambda x, axis=-1: (
    _shifted(x, axis) - np.log(np.exp(_shifted(x, axis)).sum(axis=axis, keepdims=True))
)


# %% question="softmax_jacobian"
softmax_jacobian = lambda x: softmax(x)[..., None] * (np.eye(np.shape(x)[-1]) - softmax(x)[..., None, :])
