# %% [markdown]
# Plausible wrong answers to the question `preprocess`.

# %% mistake="no_division" title="The pixels keep their range" fails={"preprocess.values": "failed"}
def preprocess(images):
    return images.astype("float32")


# %% mistake="float64" title="The division makes float64" fails={"preprocess.dtype": "failed"}
def preprocess(images):
    return images / 255.0


# %% mistake="float16" title="Half precision" fails={"preprocess.values": "failed"}
def preprocess(images):
    return images.astype("float16") / 255


# %% mistake="batch_maximum" title="Divides by the largest pixel of the batch" fails={"preprocess.dim_batch": "failed"}
def preprocess(images):
    return (images / images.max()).astype(np.float32)


# %% mistake="image_maximum" title="Divides each image by its own largest pixel" fails={"preprocess.dim_batch": "failed"}
def preprocess(images):
    return (images / images.max(axis=(1, 2), keepdims=True)).astype(np.float32)


# %% mistake="min_max" title="Scales by smallest and largest pixel" fails={"preprocess.dim_batch": "failed"}
def preprocess(images):
    low, high = images.min(), images.max()
    return ((images - low) / (high - low)).astype(np.float32)


# %% mistake="by_256" title="Divides by 256" fails={"preprocess.values": "failed"}
def preprocess(images):
    return images.astype("float32") / 256


# %% mistake="in_place" title="Divides the integers in place, which NumPy refuses" fails={"preprocess.values": "errored"}
def preprocess(images):
    images /= 255
    return images.astype("float32")


# %% mistake="reshaped_in_place" title="Sets the shape of the array that was passed in" fails={"preprocess.input_unchanged": "failed"}
def preprocess(images):
    count = len(images)
    images.shape = (count, 28 * 28)
    scaled = images.astype("float32") / 255
    return scaled.reshape(count, 28, 28)


# %% mistake="whole_division" title="Whole-number division" fails={"preprocess.values": "failed"}
def preprocess(images):
    return (images // 255).astype("float32")


# %% mistake="cast_last_to_integers" title="Casts the fractions back to uint8" fails={"preprocess.values": "failed"}
def preprocess(images):
    images = images.astype("float32") / 255
    return images.astype("uint8")


# %% mistake="overflow" title="The product overflows uint8" fails={"preprocess.values": "failed"}
def preprocess(images):
    return (images * 2 / 510).astype("float32")


# %% mistake="channel_axis" title="Adds an axis for the channel" fails={"preprocess.values": "failed"}
def preprocess(images):
    return images[..., np.newaxis].astype("float32") / 255


# %% mistake="flattened" title="Flattens the images" fails={"preprocess.values": "failed"}
def preprocess(images):
    return images.reshape(len(images), 784).astype("float32") / 255


# %% mistake="standardised" title="Takes the mean away and divides by the standard deviation" fails={"preprocess.values": "failed"}
def preprocess(images):
    images = images.astype("float32") / 255
    return (images - images.mean()) / images.std()


# %% mistake="centred" title="Scales to the range from -1 to 1" fails={"preprocess.values": "failed"}
def preprocess(images):
    return images.astype("float32") / 127.5 - 1


# %% mistake="inverted" title="Black becomes 1" fails={"preprocess.values": "failed"}
def preprocess(images):
    return 1 - images.astype("float32") / 255


# %% mistake="rounded" title="Rounds to two digits" fails={"preprocess.values": "failed"}
def preprocess(images):
    return np.round(images.astype("float32") / 255, 2)


# %% mistake="binarised" title="Every grey becomes black or white" fails={"preprocess.values": "failed"}
def preprocess(images):
    return (images > 127).astype("float32")


# %% mistake="squeezed" title="A single image loses its axis" fails={"preprocess.other_counts": "failed"}
def preprocess(images):
    return np.squeeze(images.astype("float32") / 255)


# %% mistake="list" title="Returns a list of images" fails={"preprocess.values": "failed"}
def preprocess(images):
    return [image.astype("float32") / 255 for image in images]


# %% mistake="no_return" title="Scales a copy and forgets to return it" fails={"preprocess.values": "failed"}
def preprocess(images):
    images = images.astype("float32")
    images /= 255


# %% mistake="data_of_the_notebook" title="Scales the notebook's own images, which are missing at grading" fails={"preprocess.values": "errored"}
def preprocess(images):
    return x_train.astype("float32") / 255
