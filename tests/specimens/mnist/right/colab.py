# ---
# jupyter:
#   specimen:
#     title: Saved by a platform that drops nbgrader's metadata
#     transforms: [strip_metadata, add_outputs]
#     file_name: Copy of mnist.ipynb
# ---

# %% question="preprocess"
#@title Preprocessing { display-mode: "form" }
from google.colab import drive

def preprocess(images):
    images = tf.image.convert_image_dtype(images, tf.float32)
    return images.numpy()


# %% question="predictions"
from scipy.special import softmax

def to_probabilities(logits):
    return softmax(logits, axis=-1)

def predict_digits(outputs):
    predictions = []
    for output in outputs:
        predictions.append(int(np.argmax(output)))
    return np.array(predictions)
