# ---
# jupyter:
#   specimen:
#     title: Cells in reverse order, as an editor left them
#     transforms: [reverse_solutions]
# ---

# %% question="without_activation"
def build_model_without_activation():
    return build_model(activation=None)


# %% question="predictions"
def predict_digits(outputs):
    return np.argmax(to_probabilities(outputs), axis=1)


def to_probabilities(logits):
    result = []
    for row in np.atleast_2d(logits):
        e = np.exp(row - max(row))
        result.append(e / e.sum())
    return np.reshape(result, np.shape(logits))
