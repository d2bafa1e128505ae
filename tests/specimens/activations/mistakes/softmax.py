# %% [markdown]
# Plausible wrong answers to the question `softmax`.

# %% mistake="textbook" title="The formula as it stands overflows" fails={"softmax.large_logits": "failed", "softmax.wide_rows": "failed", "softmax.rows_far_apart": "failed", "softmax.quiet": "failed"}
def softmax(x, axis=-1):
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)


# %% mistake="global_maximum" title="The largest logit of all rows is subtracted" fails={"softmax.rows_far_apart": "failed"}
def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - np.max(x))
    return e / e.sum(axis=axis, keepdims=True)


# %% mistake="minimum" title="The smallest logit is subtracted" fails={"softmax.wide_rows": "failed", "softmax.quiet": "failed"}
def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.min(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% mistake="wrong_axis" title="Columns sum to 1" fails={"softmax.rows": "failed"}
def softmax(x, axis=0):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% mistake="axis_ignored" title="The axis is taken but not used" fails={"softmax.axes": "failed"}
def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% mistake="axis_one" title="The default axis is 1, which vectors lack" fails={"softmax.shapes": "errored", "softmax.lists_and_whole_numbers": "errored"}
def softmax(x, axis=1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% mistake="row_by_row" title="A loop over the rows knows two axes only" fails={"softmax.axes": "failed", "softmax.shapes": "errored", "softmax.lists_and_whole_numbers": "errored"}
def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    if axis in (0, -2):
        return softmax(x.T).T
    result = np.zeros(x.shape)
    for i in range(x.shape[0]):
        e = np.exp(x[i, :] - x[i, :].max())
        result[i, :] = e / e.sum()
    return result


# %% mistake="in_place" title="x -= max changes the caller's array" fails={"softmax.input_unchanged": "failed"}
def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    x -= x.max(axis=axis, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)


# %% mistake="whole_numbers" title="The exponentials are stored in an array of the input's type" fails={"softmax.lists_and_whole_numbers": "failed"}
def softmax(x, axis=-1):
    x = np.asarray(x)
    e = np.empty_like(x)
    e[...] = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% mistake="small_number_for_safety" title="A small number is added to a sum that is never 0" fails={"softmax.precision": "failed", "softmax.small_probabilities": "failed", "softmax.large_logits": "failed", "softmax.wide_rows": "failed", "softmax.rows_far_apart": "failed"}
def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / (e.sum(axis=axis, keepdims=True) + 1e-8)


# %% mistake="kept_from_zero" title="Probabilities are kept from 0" fails={"softmax.small_probabilities": "failed", "softmax.wide_rows": "failed"}
def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.clip(e / e.sum(axis=axis, keepdims=True), 1e-15, 1.0)


# %% mistake="halving" title="An interval is halved until its ends are equal, which rounding prevents" fails={"softmax.rows": "timed_out"}
def softmax(x, axis=-1):
    # log of the sum of exponentials: the shift with which the probabilities add up to 1
    x = np.asarray(x, dtype=float)
    low = x.max(axis=axis, keepdims=True)
    high = low + np.log(x.shape[axis]) + 1
    while np.any(low < high):
        middle = (low + high) / 2
        too_low = np.exp(x - middle).sum(axis=axis, keepdims=True) > 1
        low = np.where(too_low, middle, low)
        high = np.where(too_low, high, middle)
    return np.exp(x - low)
