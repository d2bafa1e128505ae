# %% [markdown]
# Plausible wrong answers to the question `softmax_jacobian`.

# %% mistake="diagonal_only" title="The entries beside the diagonal are missing" fails={"softmax_jacobian.vectors": "failed"}
def softmax_jacobian(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return (p * (1 - p))[..., np.newaxis] * np.eye(x.shape[-1])


# %% mistake="slopes_only" title="One slope for each logit, as for elementwise functions" fails={"softmax_jacobian.vectors": "failed"}
def softmax_jacobian(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p * (1 - p)


# %% mistake="of_probabilities" title="The argument is taken for the probabilities" fails={"softmax_jacobian.vectors": "failed"}
def softmax_jacobian(p):
    p = np.asarray(p, dtype=float)
    return p[..., np.newaxis] * (np.eye(p.shape[-1]) - p[..., np.newaxis, :])


# %% mistake="one_vector" title="np.diag and np.outer know one vector only" fails={"softmax_jacobian.rows": "errored", "softmax_jacobian.shapes": "errored"}
def softmax_jacobian(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max())
    p = e / e.sum()
    return np.diag(p) - np.outer(p, p)


# %% mistake="one_axis_or_two" title="A loop over the rows knows two axes only" fails={"softmax_jacobian.shapes": "errored"}
def softmax_jacobian(x):
    x = np.asarray(x, dtype=float)
    if x.ndim == 1:
        e = np.exp(x - x.max())
        p = e / e.sum()
        off = np.outer(p, p) * (1 - np.eye(len(p)))
        return np.diag(off.sum(axis=1)) - off
    return np.array([softmax_jacobian(row) for row in x[:, :]]).reshape(len(x), x.shape[1], x.shape[1])


# %% mistake="textbook" title="Exponentials of the logits as they are" fails={"softmax_jacobian.large_logits": "failed", "softmax_jacobian.wide_rows": "failed", "softmax_jacobian.rows_far_apart": "failed", "softmax_jacobian.quiet": "failed"}
def softmax_jacobian(x):
    e = np.exp(x)
    p = e / e.sum(axis=-1, keepdims=True)
    return p[..., np.newaxis] * (np.eye(p.shape[-1]) - p[..., np.newaxis, :])


# %% mistake="global_maximum" title="The largest logit of all rows is subtracted" fails={"softmax_jacobian.rows_far_apart": "failed"}
def softmax_jacobian(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max())
    p = e / e.sum(axis=-1, keepdims=True)
    return p[..., np.newaxis] * (np.eye(p.shape[-1]) - p[..., np.newaxis, :])


# %% mistake="in_place" title="x -= max changes the caller's array" fails={"softmax_jacobian.input_unchanged": "failed"}
def softmax_jacobian(x):
    x = np.asarray(x, dtype=float)
    x -= x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x[..., np.newaxis] * (np.eye(x.shape[-1]) - x[..., np.newaxis, :])


# %% mistake="lists_fail" title="A list has no method max" fails={"softmax_jacobian.lists_and_whole_numbers": "errored"}
def softmax_jacobian(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p[..., np.newaxis] * (np.eye(p.shape[-1]) - p[..., np.newaxis, :])


# %% mistake="e_by_hand" title="e is typed with eleven digits" fails={"softmax_jacobian.precision": "failed"}
def softmax_jacobian(x):
    x = np.asarray(x, dtype=float)
    e = 2.7182818285 ** (x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p[..., np.newaxis] * (np.eye(p.shape[-1]) - p[..., np.newaxis, :])
