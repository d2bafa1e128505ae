# %% [markdown]
# Plausible wrong answers to the question `selu`.

# %% mistake="textbook" title="np.where with exp(x) - 1, as in the formula" fails={"selu.tiny_inputs": "failed", "selu.quiet": "failed", "selu.derivative_quiet": "failed"}
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543773


def selu(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x >= 0, x, ALPHA * (np.exp(x) - 1))


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x >= 0, 1.0, ALPHA * np.exp(x))


# %% mistake="by_masks" title="Both branches are multiplied by masks, and 0 * inf is NaN" fails={"selu.tails": "failed", "selu.derivative_tails": "failed", "selu.quiet": "failed", "selu.derivative_quiet": "failed"}
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543773


def selu(x):
    x = np.asarray(x, dtype=float)
    return SCALE * ((x > 0) * x + (x <= 0) * ALPHA * np.expm1(x))


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    return SCALE * ((x >= 0) * 1.0 + (x < 0) * ALPHA * np.exp(x))


# %% mistake="rounded_constants" title="The constants are rounded to eight decimals" fails={"selu.precision": "failed", "selu.derivative_precision": "failed", "selu.tails": "failed", "selu.tiny_inputs": "failed", "selu.derivative_tails": "failed"}
SCALE, ALPHA = 1.05070099, 1.67326324


def selu(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x > 0, x, ALPHA * np.expm1(np.minimum(x, 0)))


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x >= 0, 1.0, ALPHA * np.exp(np.minimum(x, 0)))


# %% mistake="constants_exchanged" title="Scale and alpha are exchanged" fails={"selu.values": "failed"}
SCALE, ALPHA = 1.6732632423543773, 1.0507009873554805


def selu(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x > 0, x, ALPHA * np.expm1(np.minimum(x, 0)))


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x >= 0, 1.0, ALPHA * np.exp(np.minimum(x, 0)))


# %% mistake="derivative_without_scale" title="The slope lacks the scale" fails={"selu.derivative_values": "failed"}
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543773


def selu(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x > 0, x, ALPHA * np.expm1(np.minimum(x, 0)))


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, 1.0, ALPHA * np.exp(np.minimum(x, 0)))


# %% mistake="left_slope_at_zero" title="The slope at 0 is that of the left side" fails={"selu.derivative_at_zero": "failed"}
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543773


def selu(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x > 0, x, ALPHA * np.expm1(np.minimum(x, 0)))


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x > 0, 1.0, ALPHA * np.exp(np.minimum(x, 0)))


# %% mistake="derivative_from_output" title="The left slope is selu(x) + scale * alpha" fails={"selu.derivative_tails": "failed"}
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543773


def selu(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x > 0, x, ALPHA * np.expm1(np.minimum(x, 0)))


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, SCALE, selu(x) + SCALE * ALPHA)


# %% mistake="in_place" title="The caller's array is overwritten" fails={"selu.input_unchanged": "failed"}
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543773


def selu(x):
    x = np.asarray(x, dtype=float)
    x[x < 0] = ALPHA * np.expm1(x[x < 0])
    x *= SCALE
    return x


def selu_derivative(x):
    x = np.asarray(x, dtype=float)
    return SCALE * np.where(x >= 0, 1.0, ALPHA * np.exp(np.minimum(x, 0)))


# %% mistake="rows_only" title="The shape is taken apart into rows and columns" fails={"selu.shapes": "failed", "selu.lists_and_numbers": "failed", "selu.derivative_inputs": "failed"}
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543773


def selu(x):
    x = np.atleast_1d(np.asarray(x, dtype=float))
    y = SCALE * np.where(x > 0, x, ALPHA * np.expm1(np.minimum(x, 0)))
    return y.reshape(x.shape[0], -1) if x.ndim > 1 else y


def selu_derivative(x):
    x = np.atleast_1d(np.asarray(x, dtype=float))
    y = SCALE * np.where(x >= 0, 1.0, ALPHA * np.exp(np.minimum(x, 0)))
    return y.reshape(x.shape[0], -1) if x.ndim > 1 else y
