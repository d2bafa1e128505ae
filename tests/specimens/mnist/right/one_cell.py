# ---
# jupyter:
#   specimen:
#     title: All answers moved into one cell
#     transforms: [one_cell, strip_metadata]
# ---

# %% question="preprocess"
def preprocess(images):
    return np.true_divide(images, 255).astype(np.single)


# %% question="predictions"
def to_probabilities(logits):
    logits = np.asarray(logits)
    log_total = np.logaddexp.reduce(logits, axis=-1, keepdims=True)
    return np.exp(logits - log_total)


def predict_digits(outputs):
    largest = outputs.max(axis=1, keepdims=True)
    return np.array([list(row).index(top) for row, top in zip(outputs, largest[:, 0])])
