# ---
# jupyter:
#   specimen:
#     title: Type hints, docstrings, comments and names in Chinese
# ---

# %% [markdown]
# 這是我的作業:先前處理影像,再建立模型。

# %% question="preprocess"
from __future__ import annotations

from typing import Callable

最大灰階: int = 255


def preprocess(images: np.ndarray) -> np.ndarray:
    """把 uint8 影像轉成 0 到 1 之間的 float32。

    >>> float(preprocess(np.array([[[255]]], dtype=np.uint8)).max())
    1.0
    """
    return images.astype(np.float32) / 最大灰階


# %% question="model"
def build_model(activation: str | Callable = "relu") -> keras.Model:
    """TensorFlow 首頁的模型"""
    模型 = keras.Sequential(name="mnist_model")
    模型.add(keras.Input(shape=(28, 28)))
    模型.add(keras.layers.Flatten(name="flatten_images"))
    # 隱藏層:激勵函數由參數決定
    模型.add(keras.layers.Dense(units=128, activation=activation, name="hidden"))
    模型.add(keras.layers.Dropout(rate=0.2))
    模型.add(keras.layers.Dense(units=10, activation="softmax", name="softmax"))
    模型.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return 模型


# %% question="predictions"
def to_probabilities(logits: np.ndarray) -> np.ndarray:
    """數值穩定的 softmax"""
    z = np.asarray(logits, dtype=np.float64)
    z = z - np.max(z, axis=-1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)


def predict_digits(outputs: np.ndarray) -> np.ndarray:
    """最大輸出的位置就是數字"""
    return np.asarray(np.argmax(outputs, axis=-1), dtype=np.int64)
