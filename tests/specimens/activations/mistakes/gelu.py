# %% [markdown]
# Plausible wrong answers to the question `gelu`.

# %% mistake="textbook" title="1 + erf loses the left tail" fails={"gelu.tails": "failed", "gelu.derivative_tails": "failed"}
from scipy.special import erf


def gelu(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * x * (1 + erf(x / np.sqrt(2)))


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * (1 + erf(x / np.sqrt(2))) + x * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


# %% mistake="tanh_approximation" title="The approximation by tanh" fails={"gelu.values": "failed"}
def gelu(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    inner = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    slope = np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * x**2)
    return 0.5 * (1 + np.tanh(inner)) + 0.5 * x * slope / np.cosh(inner) ** 2


# %% mistake="root_two_missing" title="x is not divided by the square root of 2" fails={"gelu.values": "failed"}
from scipy.special import erfc


def gelu(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * x * erfc(-x)


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * erfc(-x) + x * np.exp(-(x**2)) / np.sqrt(np.pi)


# %% mistake="density_unscaled" title="The density lacks its factor 1 / sqrt(2 pi)" fails={"gelu.derivative_values": "failed"}
from scipy.special import ndtr


def gelu(x):
    x = np.asarray(x, dtype=float)
    return x * ndtr(x)


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    return ndtr(x) + x * np.exp(-(x**2) / 2)


# %% mistake="rounded_root" title="The square root of 2 is typed with twelve digits" fails={"gelu.precision": "failed", "gelu.derivative_precision": "failed", "gelu.tails": "failed", "gelu.derivative_tails": "failed"}
from scipy.special import erfc

ROOT_2 = 1.41421356237


def gelu(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * x * erfc(-x / ROOT_2)


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * erfc(-x / ROOT_2) + x * np.exp(-((x / ROOT_2) ** 2)) / np.sqrt(2 * np.pi)


# %% mistake="scaled_everywhere" title="The scaled erfcx is used right of 0 as well" fails={"gelu.tails": "failed", "gelu.derivative_tails": "failed", "gelu.quiet": "failed", "gelu.derivative_quiet": "failed"}
from scipy.special import erfcx


def gelu(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * x * erfcx(-x / np.sqrt(2)) * np.exp(-(x**2) / 2)


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    bell = np.exp(-(x**2) / 2)
    return bell * (0.5 * erfcx(-x / np.sqrt(2)) + x / np.sqrt(2 * np.pi))


# %% mistake="density_by_division" title="The density divides by exp(x**2 / 2), which overflows" fails={"gelu.derivative_quiet": "failed"}
from scipy.special import ndtr


def gelu(x):
    x = np.asarray(x, dtype=float)
    return x * ndtr(x)


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    return ndtr(x) + x / (np.exp(x**2 / 2) * np.sqrt(2 * np.pi))


# %% mistake="in_place" title="The caller's array is divided by the square root of 2" fails={"gelu.input_unchanged": "failed", "gelu.derivative_inputs": "failed"}
from scipy.special import erfc


def gelu(x):
    x = np.asarray(x, dtype=float)
    x /= np.sqrt(2)
    return x * erfc(-x) / np.sqrt(2)


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    x /= np.sqrt(2)
    return 0.5 * erfc(-x) + x * np.exp(-x * x) / np.sqrt(np.pi)


# %% mistake="lists_fail" title="A list can't be divided" fails={"gelu.lists_and_numbers": "errored"}
from scipy.special import ndtr


def gelu(x):
    return x / 1 * ndtr(x)


def gelu_derivative(x):
    return ndtr(x) + x * np.exp(-np.square(x) / 2) / np.sqrt(2 * np.pi)


# %% mistake="one_shape" title="The values come back as a column" fails={"gelu.shapes": "failed", "gelu.lists_and_numbers": "errored", "gelu.derivative_inputs": "failed"}
from scipy.special import ndtr


def gelu(x):
    x = np.asarray(x, dtype=float)
    return (x * ndtr(x)).reshape(len(x), -1).squeeze()


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    slope = ndtr(x) + x * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return slope.reshape(len(x), -1).squeeze()


# %% mistake="tensorflow" title="TensorFlow's gelu has too few digits" fails={"gelu.values": "failed"}
import tensorflow as tf
from scipy.special import ndtr


def gelu(x):
    return tf.nn.gelu(tf.constant(x, dtype=tf.float64)).numpy()


def gelu_derivative(x):
    x = np.asarray(x, dtype=float)
    return ndtr(x) + x * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
