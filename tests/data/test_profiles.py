"""Profiles that are read from files: what is verified, and what an instructor is told."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from autograder.data import archive, idx, load
from autograder.data.digits import Digits, digits_from, sha256
from autograder.errors import DataError

FULL = Path(__file__).parents[3] / "shared" / "data" / "mnist.npz"


def small_arrays():
    generator = np.random.default_rng(5)
    return {
        "x_train": generator.integers(0, 256, (3, 28, 28), np.uint8),
        "y_train": np.array([1, 2, 9], np.uint8),
        "x_test": generator.integers(0, 256, (2, 28, 28), np.uint8),
        "y_test": np.array([0, 4], np.uint8),
    }


def pin(monkeypatch, arrays):
    for name, array in arrays.items():
        monkeypatch.setitem(archive.SHA256, name, sha256(array))


def test_mnist_is_read_from_the_path_that_the_course_names(tmp_path, monkeypatch):
    arrays = small_arrays()
    pin(monkeypatch, arrays)
    np.savez(tmp_path / "file.npz", **arrays)
    digits = load("mnist", tmp_path / "file.npz")
    np.testing.assert_array_equal(digits.x_test, arrays["x_test"])


def test_mnist_is_read_from_the_keras_cache(tmp_path, monkeypatch):
    arrays = small_arrays()
    pin(monkeypatch, arrays)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    np.savez(tmp_path / "datasets" / "mnist.npz", **arrays)
    assert load("mnist").name == "mnist"


@pytest.mark.parametrize("name", list(archive.SHA256))
def test_mnist_with_one_value_changed_is_refused(tmp_path, monkeypatch, name):
    arrays = small_arrays()
    pin(monkeypatch, arrays)
    arrays[name] = arrays[name] ^ np.uint8(1)
    np.savez(tmp_path / "file.npz", **arrays)
    with pytest.raises(DataError, match=f"array {name} in .*file.npz"):
        load("mnist", tmp_path / "file.npz")


def test_a_missing_file_is_named_with_the_remedy(tmp_path):
    with pytest.raises(DataError, match=r"nowhere\.npz, which is not there.*load_data.*course\.yml.*mnist-5k"):
        load("mnist", tmp_path / "nowhere.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"\x80\x04\x95pickle"])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "file.npz").write_bytes(content)
    with pytest.raises(DataError, match=r"file\.npz"):
        load("mnist", tmp_path / "file.npz")


def test_missing_arrays_are_named():
    arrays = small_arrays()
    del arrays["x_test"], arrays["y_train"]
    with pytest.raises(DataError, match="y_train, x_test"):
        digits_from("mnist", arrays)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("x_train", lambda array: array.astype(np.float32)),
        ("x_train", lambda array: array[:2]),
        ("x_test", lambda array: array[:, :27]),
        ("y_test", lambda array: array + np.uint8(10)),
    ],
)
def test_arrays_of_another_form_are_refused(name, change):
    arrays = small_arrays()
    arrays[name] = change(arrays[name])
    with pytest.raises(DataError, match="mnist"):
        digits_from("mnist", arrays)


def test_the_digest_tells_a_moved_boundary_between_training_and_test():
    arrays = small_arrays()
    moved = Digits(
        "mnist",
        arrays["x_train"][:2],
        arrays["y_train"][:2],
        np.concatenate([arrays["x_train"][2:], arrays["x_test"]]),
        np.concatenate([arrays["y_train"][2:], arrays["y_test"]]),
    )
    assert moved.digest != digits_from("mnist", arrays).digest


def test_an_unknown_profile_is_refused_with_the_known_ones():
    with pytest.raises(DataError, match="mnist-5k, mnist, fashion-mnist"):
        load("letters")


def test_the_embedded_profile_takes_no_path(tmp_path):
    with pytest.raises(DataError, match="path"):
        load("mnist-5k", tmp_path)


def write_idx(file, array):
    header = bytes([0, 0, 8, array.ndim]) + b"".join(extent.to_bytes(4, "big") for extent in array.shape)
    file.write_bytes(gzip.compress(header + array.tobytes()))


def test_fashion_mnist_is_read_from_idx_files(tmp_path, monkeypatch):
    arrays = small_arrays()
    for name, (file, _) in list(idx.FILES.items()):
        monkeypatch.setitem(idx.FILES, name, (file, sha256(arrays[name])))
        write_idx(tmp_path / file, arrays[name])
    np.testing.assert_array_equal(load("fashion-mnist", tmp_path).x_train, arrays["x_train"])


def test_fashion_mnist_with_other_values_is_refused(tmp_path):
    write_idx(tmp_path / "train-images-idx3-ubyte.gz", small_arrays()["x_train"])
    with pytest.raises(DataError, match="not that of Fashion-MNIST"):
        load("fashion-mnist", tmp_path)


@pytest.mark.parametrize("content", [b"", b"\0\0\x09\x01\0\0\0\x01\0", b"\0\0\x08\x01\0\0\0\x02\0"])
def test_an_idx_file_of_another_form_is_refused(content, tmp_path):
    with pytest.raises(DataError, match="not an IDX file"):
        idx.read_idx(content, tmp_path / "file")


def test_a_missing_or_truncated_fashion_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"train-images-idx3-ubyte\.gz, which is not there"):
        load("fashion-mnist", tmp_path)
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(bytes(100))[:-9])
    with pytest.raises(DataError, match="can't be read"):
        load("fashion-mnist", tmp_path)


@pytest.mark.skipif(not FULL.exists(), reason="the full MNIST is not here")
def test_the_full_mnist_has_its_known_sizes():
    digits = load("mnist", FULL)
    assert (len(digits.x_train), len(digits.x_test)) == (60_000, 10_000)
