"""The embedded digits, their split and the file that students get."""

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest

from autograder.data import embedded, load, training_file
from autograder.errors import DataError

FULL = Path(__file__).parents[3] / "shared" / "data" / "mnist.npz"


def keys(images):
    return [image.tobytes() for image in images]


@pytest.fixture(scope="module")
def digits():
    return load("mnist-5k")


def test_the_split_is_pinned(digits):
    assert digits.digest == "cc78e9afb81e000517dddb99f75094fb27a015473b104a27afdcbfcd4f884b72"


def test_every_class_has_400_training_and_100_test_images(digits):
    assert np.bincount(digits.y_train).tolist() == [400] * 10
    assert np.bincount(digits.y_test).tolist() == [100] * 10


def test_training_and_test_images_are_5000_different_ones(digits):
    assert len({*keys(digits.x_train), *keys(digits.x_test)}) == 5000


def test_neither_part_is_sorted_by_label(digits):
    for labels in (digits.y_train, digits.y_test):
        assert np.count_nonzero(np.diff(labels.astype(int))) > 0.8 * len(labels)


def test_the_split_does_not_depend_on_the_order_of_the_images(digits):
    images = np.concatenate([digits.x_test, digits.x_train])
    labels = np.concatenate([digits.y_test, digits.y_train])
    assert embedded.split(images, labels).digest == digits.digest


def test_the_arrays_cannot_be_written_to(digits):
    with pytest.raises(ValueError, match="read-only"):
        digits.x_train[0, 0, 0] = 1


def test_a_damaged_file_is_refused(monkeypatch):
    monkeypatch.setitem(embedded.SHA256, "x", "0" * 64)
    with pytest.raises(DataError, match="damaged"):
        load("mnist-5k")


def test_the_training_file_is_pinned_to_the_byte():
    assert hashlib.sha256(training_file()).hexdigest() == (
        "7dcaccb8c38d91856b62e3cbcf607cfad9e0ed3191400d0f983c804284071005"
    )


def test_the_training_file_holds_the_training_split_and_nothing_else(digits):
    with np.load(io.BytesIO(training_file()), allow_pickle=False) as archive:
        assert sorted(archive) == ["x_train", "y_train"]
        np.testing.assert_array_equal(archive["x_train"], digits.x_train)
        np.testing.assert_array_equal(archive["y_train"], digits.y_train)


def test_no_test_image_is_in_the_training_file(digits):
    content = training_file()
    assert not any(image in content for image in keys(digits.x_test))


@pytest.mark.skipif(not FULL.exists(), reason="the full MNIST is not here")
def test_every_embedded_digit_is_a_training_image_of_mnist_with_its_label(digits):
    full = load("mnist", FULL)
    labels = dict(zip(keys(full.x_train), full.y_train.tolist(), strict=True))
    ours = zip(keys(digits.x_train) + keys(digits.x_test), [*digits.y_train, *digits.y_test], strict=True)
    assert all(labels.get(image) == label for image, label in ours)
