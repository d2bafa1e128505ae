# %% [markdown]
# Plausible wrong answers to the question `predictions`.

# %% mistake="unshifted" title="The textbook formula overflows" fails={"predictions.large_logits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits)
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="shifted_by_all" title="One shift for all rows" fails={"predictions.large_logits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="shifted_by_mean" title="Shifts by the mean of the row" fails={"predictions.large_logits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.mean(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="clipped" title="Large logits are cut off" fails={"predictions.large_logits": "failed"}
def to_probabilities(logits):
    e = np.exp(np.clip(logits, -500, 500))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="columns" title="Softmax over the images" fails={"predictions.probabilities": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=0))
    return e / np.sum(e, axis=0)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="sum_of_all" title="Divides by the sum of the whole batch" fails={"predictions.probabilities": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits))
    return e / np.sum(e)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="not_normalised" title="Exponentials that are not divided" fails={"predictions.probabilities": "failed"}
def to_probabilities(logits):
    return np.exp(logits - np.max(logits, axis=-1, keepdims=True))


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="plain_shares" title="Shares of the plain logits" fails={"predictions.probabilities": "failed"}
def to_probabilities(logits):
    return logits / np.sum(logits, axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="sigmoid" title="The logistic function of each logit" fails={"predictions.probabilities": "failed"}
def to_probabilities(logits):
    return 1 / (1 + np.exp(-logits))


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="logarithms" title="Logarithms of the probabilities" fails={"predictions.probabilities": "failed"}
def to_probabilities(logits):
    z = logits - np.max(logits, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="sign" title="exp(-z), as in the logistic function" fails={"predictions.probabilities": "failed"}
def to_probabilities(logits):
    e = np.exp(-(logits - np.min(logits, axis=-1, keepdims=True)))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="rounded" title="Rounded to two digits" fails={"predictions.probabilities": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return np.round(e / e.sum(axis=-1, keepdims=True), 2)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="axis_lost" title="Sums that lost their axis" fails={"predictions.probabilities": "errored"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=1))
    return e / np.sum(e, axis=1)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="second_axis" title="axis=1, which a single row lacks" fails={"predictions.float32_and_one_row": "errored"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=1)


# %% mistake="batch_made" title="A single row comes back as a batch" fails={"predictions.float32_and_one_row": "failed"}
def to_probabilities(logits):
    logits = np.atleast_2d(logits)
    e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=1)


# %% mistake="in_place" title="Takes the maximum away in place" fails={"predictions.input_unchanged": "failed"}
def to_probabilities(logits):
    logits -= np.max(logits, axis=-1, keepdims=True)
    e = np.exp(logits)
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1)


# %% mistake="struck_out" title="Finds the digit by striking out the others in the array that was passed in" fails={"predictions.input_unchanged": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    largest = outputs.max(axis=1, keepdims=True)
    outputs[outputs < largest] = -np.inf
    return np.isfinite(outputs).argmax(axis=1)


# %% mistake="argmax_of_columns" title="argmax over the images" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=0)


# %% mistake="argmax_of_all" title="argmax of the whole array" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs)


# %% mistake="largest_value" title="The largest output in place of its place" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.max(outputs, axis=-1)


# %% mistake="argmin" title="The smallest output" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmin(outputs, axis=-1)


# %% mistake="magnitude" title="The output that is largest without its sign" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(np.abs(outputs), axis=-1)


# %% mistake="first_above_half" title="The first output above one half" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs > 0.5, axis=-1)


# %% mistake="one_hot" title="Rows of zeros with a one" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.eye(10, dtype=int)[np.argmax(outputs, axis=-1)]


# %% mistake="axis_kept" title="A column in place of a row of digits" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1, keepdims=True)


# %% mistake="counted_from_one" title="Digits counted from 1" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return np.argmax(outputs, axis=-1) + 1


# %% mistake="words" title="Digits as text" fails={"predictions.digits": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    return [str(digit) for digit in np.argmax(outputs, axis=-1)]


# %% mistake="floats" title="Digits filled into an array of floats" fails={"predictions.digits_of_probabilities": "failed"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    digits = np.zeros(len(outputs))
    for i, row in enumerate(outputs):
        digits[i] = np.argmax(row)
    return digits


# %% mistake="endless" title="A loop that never ends" fails={"predictions.digits": "timed_out"}
def to_probabilities(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def predict_digits(outputs):
    digits = []
    i = 0
    while i < len(outputs):
        digits.append(np.argmax(outputs[i]))
    return np.array(digits)
