# ---
# jupyter:
#   specimen:
#     title: Locked cells deleted, imports of one's own
#     transforms: [drop_locked]
# ---

# %% question="preprocess"
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import *
from tensorflow.keras.models import Sequential


def preprocess(images):
    return np.array([image / 255 for image in images], dtype=np.float32)


# %% question="model"
def build_model(activation="relu"):
    model = Sequential([Input((28, 28)), Flatten(), Dense(128, activation), Dropout(1 / 5), Dense(10, "softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% question="separate_layers"
def build_model_with_separate_activations():
    model = Sequential(
        [Input((28, 28)), Flatten(), Dense(128), Activation("relu"), Dropout(0.2), Dense(10), Activation("softmax")]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
