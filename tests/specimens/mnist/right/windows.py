# ---
# jupyter:
#   specimen:
#     title: Windows line ends and a renamed file
#     transforms: [windows_line_ends]
#     file_name: MNIST (final) (2).ipynb
# ---

# %% question="preprocess"
GREY = (np.arange(256) / 255).astype(np.float32)


def preprocess(images):
    """Look every grey value up."""
    return GREY[images]


# %% question="predictions"
def to_probabilities(logits):
    """
    Softmax, row by row.
    """
    logits = np.array(logits, dtype=float)
    biggest = logits.max(axis=-1)[..., np.newaxis]
    powers = np.exp(logits - biggest)
    total = powers.sum(axis=-1)[..., np.newaxis]
    return powers / total


def predict_digits(outputs):
    return outputs.argmax(axis=1)
