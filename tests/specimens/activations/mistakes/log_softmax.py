# %% [markdown]
# Plausible wrong answers to the question `log_softmax`.

# %% mistake="log_of_softmax" title="The logarithm of a stable softmax" fails={"log_softmax.small_probabilities": "failed", "log_softmax.quiet": "failed"}
def log_softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.log(e / e.sum(axis=axis, keepdims=True))


# %% mistake="textbook" title="The formula as it stands overflows" fails={"log_softmax.small_probabilities": "failed", "log_softmax.large_logits": "failed", "log_softmax.rows_far_apart": "failed", "log_softmax.quiet": "failed"}
def log_softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))


# %% mistake="rounded_constant" title="The logarithm has base 2, and ln 2 is typed with eight digits" fails={"log_softmax.precision": "failed", "log_softmax.large_logits": "failed", "log_softmax.rows_far_apart": "failed"}
LN_2 = 0.69314718


def log_softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    d = x - x.max(axis=axis, keepdims=True)
    return d - LN_2 * np.log2(np.exp(d).sum(axis=axis, keepdims=True))


# %% mistake="global_maximum" title="The largest logit of all rows is subtracted" fails={"log_softmax.rows_far_apart": "failed"}
def log_softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    d = x - x.max()
    return d - np.log(np.exp(d).sum(axis=axis, keepdims=True))


# %% mistake="maximum_not_returned" title="What was subtracted inside is not taken off outside" fails={"log_softmax.rows": "failed"}
def log_softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    d = x - x.max(axis=axis, keepdims=True)
    return x - np.log(np.exp(d).sum(axis=axis, keepdims=True))


# %% mistake="wrong_axis" title="The default axis is the first" fails={"log_softmax.rows": "failed"}
def log_softmax(x, axis=0):
    x = np.asarray(x, dtype=float)
    d = x - x.max(axis=axis, keepdims=True)
    return d - np.log(np.exp(d).sum(axis=axis, keepdims=True))


# %% mistake="axis_ignored" title="The axis is taken but not used" fails={"log_softmax.axes": "failed"}
def log_softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    d = x - x.max(axis=-1, keepdims=True)
    return d - np.log(np.exp(d).sum(axis=-1, keepdims=True))


# %% mistake="axis_one" title="The default axis is 1, which vectors lack" fails={"log_softmax.shapes": "errored", "log_softmax.lists_and_whole_numbers": "errored"}
def log_softmax(x, axis=1):
    x = np.asarray(x, dtype=float)
    d = x - x.max(axis=axis, keepdims=True)
    return d - np.log(np.exp(d).sum(axis=axis, keepdims=True))


# %% mistake="in_place" title="x -= max changes the caller's array" fails={"log_softmax.input_unchanged": "failed"}
def log_softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    x -= x.max(axis=axis, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))


# %% mistake="lists_fail" title="A list has no method max" fails={"log_softmax.lists_and_whole_numbers": "errored"}
def log_softmax(x, axis=-1):
    d = x - x.max(axis=axis, keepdims=True)
    return d - np.log(np.exp(d).sum(axis=axis, keepdims=True))


# %% mistake="whole_numbers" title="The result is stored in an array of the input's type" fails={"log_softmax.lists_and_whole_numbers": "failed"}
def log_softmax(x, axis=-1):
    result = np.array(x)
    d = result - result.max(axis=axis, keepdims=True)
    result[...] = d - np.log(np.exp(d).sum(axis=axis, keepdims=True))
    return result
